import type { Route, RouteMatcher, Routing } from '../ir/routing.ts';
import type { Model, ReceiverModel } from '../model/model.ts';
import { reservedReceivers } from '../model/resolve-receivers.ts';
import { repeatAfter } from '../model/resolve-routing.ts';
import type { RouteModel } from '../model/routing-model.ts';
import { inhibitions } from './inhibitions.ts';
import { firstChannel, teamIntervals, teamRoute } from './team-route.ts';

/** The receiver of alerts that no team's block takes. */
export const fallbackReceiver = reservedReceivers.fallback;
/** The receiver of the watchdog: something outside that raises the alarm when it falls silent. */
export const heartbeatReceiver = reservedReceivers.heartbeat;

/**
 * The route tree from ownership: one block per team, its channels by severity, and a root that notifies someone. A tree
 * that exists already comes behind it, and its root is the root: teams without a channel are left to it.
 */
export const routing = (model: Model): Routing => {
  const owner = model.teams.find(team => team.id === model.owner) ?? model.teams[0];
  const notified = owner?.notify ?? owner?.channels.warning ?? owner?.mail ?? owner?.page;
  const { imported } = model.routing;
  const fallback = imported === undefined ? model.receivers.find(({ id }) => id === notified) : undefined;
  const teams = imported === undefined ? model.teams : model.teams.filter(team => firstChannel(team) !== undefined);
  return {
    receivers: [
      ...(fallback === undefined ? [] : [{ ...receiver(fallback), name: fallbackReceiver }]),
      ...(model.heartbeat === undefined
        ? []
        : [{ name: heartbeatReceiver, uses: [model.heartbeat], sendResolved: false, path: model.path }]),
      ...model.receivers.map(receiver),
    ],
    root: {
      ...(imported?.root ?? ownRoot(model)),
      routes: [
        ...(model.heartbeat === undefined ? [] : [heartbeatRoute(model)]),
        ...model.routing.routes.map(writtenRoute),
        ...teams.map(team => teamRoute(model, team)),
        ...(imported?.root.routes ?? []),
      ],
    },
    inhibitions: inhibitions(model),
    timeIntervals: [...model.teams.flatMap(teamIntervals), ...model.routing.intervals],
    rateLimits: model.teams.flatMap(({ rateLimit, path, ...team }) =>
      rateLimit === undefined
        ? []
        : (rateLimit.receiver === undefined ? teamReceivers(team) : [rateLimit.receiver]).map(name => ({
            receiver: name,
            max: rateLimit.max,
            window: rateLimit.window,
            path,
          })),
    ),
  };
};

const ownRoot = (model: Model): Omit<Route, 'routes'> => ({
  receiver: fallbackReceiver,
  matchers: [],
  groupBy: ['team', 'service', 'severity'],
  groupWait: '30s',
  groupInterval: model.alerting.groupInterval,
  repeatInterval: repeatAfter('4h', model.alerting.groupInterval),
  path: model.path,
});

const teamReceivers = ({
  page,
  notify,
  mail,
  channels,
  escalation,
}: Pick<Model['teams'][number], 'page' | 'notify' | 'mail' | 'channels' | 'escalation'>): readonly string[] => [
  ...new Set(
    [page, notify, mail, ...Object.values(channels), ...escalation.map(level => level.receiver)].flatMap(
      name => name ?? [],
    ),
  ),
];

const receiver = ({ id, uses, resolved, path }: ReceiverModel): Routing['receivers'][number] => ({
  name: id,
  uses,
  sendResolved: resolved,
  path,
});

const watchdog: RouteMatcher = { label: 'alertname', op: '=', value: 'Watchdog' };

/** Repeated every 4 minutes, so that a monitor with a 5-minute limit never misses one while the pipeline works. */
const heartbeatRoute = (model: Model): Route => ({
  receiver: heartbeatReceiver,
  matchers: [watchdog],
  groupBy: ['alertname'],
  groupWait: '0s',
  groupInterval: '1m',
  repeatInterval: '4m',
  routes: [],
  path: model.path,
});

const writtenRoute = (route: RouteModel): Route => ({
  receiver: route.receiver,
  matchers: route.matchers,
  groupBy: route.groupBy,
  groupWait: route.groupWait,
  groupInterval: route.groupInterval,
  repeatInterval: route.repeatInterval,
  continue: route.also,
  activeTimeIntervals: route.during,
  muteTimeIntervals: route.notDuring,
  routes: [],
  written: true,
  path: route.path,
});
