import { burnTiers } from '../catalogue/slo.ts';
import type { Inhibition, ReceiverPlan, Route, RouteMatcher, Routing, TimeInterval } from '../ir/routing.ts';
import type { Model, ReceiverModel, TeamModel } from '../model/model.ts';
import { reservedReceivers } from '../model/resolve-receivers.ts';

/** The receiver of alerts that no team's block takes. */
export const fallbackReceiver = reservedReceivers.fallback;
/** The receiver of the watchdog: something outside that raises the alarm when it falls silent. */
export const heartbeatReceiver = reservedReceivers.heartbeat;

const equals = (label: string, value: string): RouteMatcher => ({ label, op: '=', value });
const oneOf = (label: string, ...values: readonly string[]): RouteMatcher => ({
  label,
  op: '=~',
  value: values.join('|'),
});

/** The route tree from ownership: one block per team, its channels by severity, and a root that notifies someone. */
export const routing = (model: Model): Routing => {
  const owner = model.teams.find(team => team.id === model.owner) ?? model.teams[0];
  const fallback = model.receivers.find(({ id }) => id === (owner?.notify ?? owner?.mail ?? owner?.page));
  return {
    receivers: [
      ...(fallback === undefined ? [] : [{ ...receiver(fallback), name: fallbackReceiver }]),
      ...(model.heartbeat === undefined
        ? []
        : [{ name: heartbeatReceiver, uses: [model.heartbeat], sendResolved: false, path: model.path }]),
      ...model.receivers.map(receiver),
    ],
    root: {
      receiver: fallbackReceiver,
      matchers: [],
      groupBy: ['team', 'service', 'severity'],
      groupWait: '30s',
      groupInterval: model.alerting.groupInterval,
      repeatInterval: '4h',
      routes: [
        ...(model.heartbeat === undefined ? [] : [heartbeatRoute(model)]),
        ...model.teams.map(team => teamRoute(model, team)),
      ],
      path: model.path,
    },
    inhibitions: inhibitions(model),
    timeIntervals: model.teams.filter(team => team.mail !== undefined).map(businessHours),
  };
};

const receiver = ({ id, uses, resolved, path }: ReceiverModel): ReceiverPlan => ({
  name: id,
  uses,
  sendResolved: resolved,
  path,
});

/** Repeated every 4 minutes, so that a monitor with a 5-minute limit never misses one while the pipeline works. */
const heartbeatRoute = (model: Model): Route => ({
  receiver: heartbeatReceiver,
  matchers: [equals('alertname', 'Watchdog')],
  groupBy: ['alertname'],
  groupWait: '0s',
  groupInterval: '1m',
  repeatInterval: '4m',
  routes: [],
  path: model.path,
});

/** A team's block: its own receiver is the fallback inside it, so nothing of the team leaves the team. */
const teamRoute = (model: Model, team: TeamModel): Route => {
  const { alerting } = model;
  const base = { path: team.path, routes: [] } as const;
  const first = team.notify ?? team.page ?? team.mail;
  return {
    receiver: first ?? fallbackReceiver,
    matchers: [equals('team', team.id)],
    path: team.path,
    routes: [
      // A spent budget lasts for weeks and is no reason to wake anybody twice: what spends it pages for itself.
      ...(first === undefined
        ? []
        : [
            {
              ...base,
              receiver: first,
              matchers: [oneOf('alertname', 'SLOErrorBudgetAtRisk', 'SLOErrorBudgetExhausted')],
              groupBy: ['service', ...budgetLabels(model)],
              ...alerting,
              repeatInterval: '24h',
            },
          ]),
      ...(team.page === undefined
        ? []
        : [
            {
              ...base,
              receiver: team.page,
              matchers: [equals('severity', 'critical')],
              // One group per alert instance: an alert never waits for the interval of a group that it joined.
              groupBy: ['alertname', 'service', 'probe', ...budgetLabels(model)],
              ...alerting,
              repeatInterval: '1h',
              continue: team.notify !== undefined,
            },
          ]),
      ...(team.notify === undefined
        ? []
        : [
            {
              ...base,
              receiver: team.notify,
              matchers: [oneOf('severity', 'critical', 'warning')],
              groupBy: ['alertname', 'service'],
              ...alerting,
              repeatInterval: '4h',
              continue: team.mail !== undefined,
            },
          ]),
      ...(team.mail === undefined
        ? []
        : [
            {
              ...base,
              receiver: team.mail,
              matchers: [oneOf('severity', 'warning', 'info')],
              groupBy: ['service', 'severity'],
              groupWait: '1m',
              groupInterval: '15m',
              repeatInterval: '12h',
              activeTimeIntervals: [intervalName(team)],
            },
          ]),
    ],
  };
};

const intervalName = (team: TeamModel): string => `business-hours-${team.id}`;

/** Mail outside of these hours is held back, not lost: it is sent at the first tick after opening. */
const businessHours = (team: TeamModel): TimeInterval => ({
  name: intervalName(team),
  intervals: [
    {
      weekdays: [team.businessHours.days],
      times: [{ start_time: team.businessHours.from, end_time: team.businessHours.to }],
      location: team.timezone,
    },
  ],
  path: team.path,
});

/**
 * Alerts of existing rules may carry none of the labels that inhibition compares, and Alertmanager takes two missing
 * labels for equal: without this every imported critical alert would silence every imported warning.
 */
const generatedOnly = (model: Model): readonly RouteMatcher[] =>
  model.ruleGroups.length === 0 ? [] : [{ label: 'alert_group', op: '!=', value: '' }];

/** Labels by which error budgets are told apart: no group of one objective speaks for another. */
const budgetLabels = (model: Model): readonly [string, ...string[]] => [
  'slo',
  ...[...new Set(model.services.flatMap(({ slos }) => slos.flatMap(({ groupBy }) => groupBy)))].sort(),
];

const inhibitions = (model: Model): readonly Inhibition[] => [
  {
    name: 'critical-over-warning',
    source: [equals('severity', 'critical'), ...generatedOnly(model)],
    target: [oneOf('severity', 'warning', 'info'), ...generatedOnly(model)],
    equal: ['service', 'alert_group', 'instance'],
    path: model.path,
  },
  {
    // A service that does not answer is slow, failing and full as well: one message is enough.
    name: 'down-over-symptoms',
    source: [equals('severity', 'critical'), equals('category', 'availability')],
    target: [oneOf('category', 'latency', 'errors', 'saturation')],
    equal: ['service'],
    path: model.path,
  },
  // The same errors cross the thresholds of several rows: the fastest of them says it.
  ...burnTiers.slice(0, -1).map(
    (tier, i): Inhibition => ({
      name: `${tier}-over-slower-burn`,
      source: [equals('slo_tier', tier)],
      target: [oneOf('slo_tier', ...burnTiers.slice(i + 1))],
      equal: budgetLabels(model),
      path: model.path,
    }),
  ),
  {
    name: 'spent-budget-over-budget-at-risk',
    source: [equals('alertname', 'SLOErrorBudgetExhausted')],
    target: [equals('alertname', 'SLOErrorBudgetAtRisk')],
    equal: budgetLabels(model),
    path: model.path,
  },
];
