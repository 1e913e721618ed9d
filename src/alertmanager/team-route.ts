import type { AlertSeverity } from '../ir/alert.ts';
import type { Route } from '../ir/routing.ts';
import type { TimeInterval } from '../ir/time-interval.ts';
import type { Model, TeamModel } from '../model/model.ts';
import { reservedReceivers } from '../model/resolve-receivers.ts';
import { repeatAfter } from '../model/resolve-routing.ts';
import { budgetAlerts, budgetLabels, equals, oneOf } from './matchers.ts';

/**
 * A team's block: its own receiver is the fallback inside it, so nothing of the team leaves the team. Escalated alerts
 * come first, then the channels of single severities, then page, notify and mail.
 */
export const teamRoute = (model: Model, team: TeamModel): Route => {
  const windows = windowsOf(model, team);
  return {
    receiver: firstChannel(team) ?? reservedReceivers.fallback,
    matchers: [equals('team', team.id)],
    path: team.path,
    routes: [
      ...team.escalation.map(
        ({ level, receiver }): Route => ({
          receiver,
          matchers: [equals('severity', 'critical'), equals('escalation', level)],
          groupBy: ['...'],
          ...model.alerting,
          groupWait: '0s',
          repeatInterval: repeatAfter('1h', model.alerting.groupInterval),
          routes: [],
          path: team.path,
        }),
      ),
      // Services at work have the same channels, silent meanwhile.
      ...windows.map(
        ({ services, mutes }): Route => ({
          receiver: firstChannel(team) ?? reservedReceivers.fallback,
          matchers: [oneOf('service', ...services)],
          routes: channelRoutes(model, team, mutes),
          path: team.path,
        }),
      ),
      ...channelRoutes(
        model,
        team,
        model.routing.maintenance.filter(({ services }) => services === undefined),
      ),
    ],
  };
};

/** Who hears of what no channel of the team takes. */
export const firstChannel = ({ notify, page, mail, channels }: TeamModel): string | undefined =>
  notify ?? channels.warning ?? page ?? mail ?? channels.critical ?? channels.info;

type Windows = Model['routing']['maintenance'];

/** The services of the team by the windows in which they are worked on. */
const windowsOf = (
  model: Model,
  team: TeamModel,
): readonly { readonly services: readonly string[]; readonly mutes: Windows }[] => {
  const found = new Map<string, { services: string[]; mutes: Windows }>();
  for (const { id, owner } of model.services) {
    if (owner !== team.id || !model.routing.maintenance.some(({ services }) => services?.includes(id))) continue;
    const mutes = model.routing.maintenance.filter(({ services }) => services === undefined || services.includes(id));
    const key = mutes.map(({ interval }) => interval).join(' ');
    const same = found.get(key);
    if (same === undefined) found.set(key, { services: [id], mutes });
    else same.services.push(id);
  }
  return [...found.values()];
};

/** Every severity by its channels. A channel named for a severity stands alone for it. */
const channelRoutes = (model: Model, team: TeamModel, windows: Windows): readonly Route[] => {
  const { alerting } = model;
  const base = { path: team.path, routes: [] } as const;
  /** The pace of a channel: what is repeated comes at the end of a group interval only. */
  const pace = (channel: 'page' | 'notify' | 'mail', repeat: string) => ({
    groupWait: channel === 'mail' ? '1m' : alerting.groupWait,
    groupInterval: team.groupIntervals[channel],
    repeatInterval: repeatAfter(repeat, team.groupIntervals[channel]),
  });
  const left = (...severities: readonly AlertSeverity[]) =>
    severities.filter(severity => team.channels[severity] === undefined);
  const muted = (severities: readonly AlertSeverity[]): Pick<Route, 'muteTimeIntervals'> => {
    const names = windows
      .filter(window => severities.some(severity => window.severities.includes(severity)))
      .map(({ interval }) => interval);
    return names.length === 0 ? {} : { muteTimeIntervals: names };
  };
  const own = (severity: AlertSeverity, channel: 'page' | 'notify' | 'mail', repeat: string): readonly Route[] => {
    const receiver = team.channels[severity];
    return receiver === undefined
      ? []
      : [
          {
            ...base,
            receiver,
            matchers: [equals('severity', severity)],
            groupBy: team.grouping[channel],
            ...pace(channel, repeat),
            ...muted([severity]),
          },
        ];
  };
  const first = firstChannel(team);
  const paged = left('critical');
  const noticed = left('critical', 'warning');
  const mailed = left('warning', 'info');
  return [
    // A spent budget lasts for weeks and is no reason to wake anybody twice: what spends it pages for itself.
    ...(first === undefined
      ? []
      : [
          {
            ...base,
            receiver: first,
            matchers: [oneOf('alertname', ...budgetAlerts)],
            groupBy: ['alertname', 'service', ...budgetLabels(model)],
            ...pace('notify', '24h'),
          },
        ]),
    ...own('critical', 'page', '1h'),
    ...own('warning', 'notify', '4h'),
    ...own('info', 'mail', '12h'),
    ...(team.page === undefined || paged.length === 0
      ? []
      : [
          {
            ...base,
            receiver: team.page,
            matchers: [equals('severity', 'critical')],
            groupBy: team.grouping.page,
            ...pace('page', '1h'),
            continue: team.notify !== undefined,
            ...muted(paged),
          },
        ]),
    ...(team.notify === undefined || noticed.length === 0
      ? []
      : splitByMute(noticed, muted).map(
          ([severities, mutes]): Route => ({
            ...base,
            receiver: team.notify ?? '',
            matchers: [oneOf('severity', ...severities)],
            groupBy: team.grouping.notify,
            ...pace('notify', '4h'),
            continue: team.mail !== undefined && severities.includes('warning'),
            ...mutes,
          }),
        )),
    ...(team.mail === undefined || mailed.length === 0
      ? []
      : [
          {
            ...base,
            receiver: team.mail,
            matchers: [oneOf('severity', ...mailed)],
            groupBy: team.grouping.mail,
            ...pace('mail', '12h'),
            activeTimeIntervals: [hoursName(team)],
            ...withHolidays(team, muted(mailed)),
          },
        ]),
  ];
};

type Mutes = Pick<Route, 'muteTimeIntervals'>;

/** Severities that a window treats differently cannot share a route: it would mute them all. */
const splitByMute = (
  severities: readonly AlertSeverity[],
  muted: (severities: readonly AlertSeverity[]) => Mutes,
): readonly (readonly [readonly AlertSeverity[], Mutes])[] => {
  const groups = new Map<string, AlertSeverity[]>();
  for (const severity of severities) {
    const key = (muted([severity]).muteTimeIntervals ?? []).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), severity]);
  }
  return [...groups.values()].map(group => [group, muted(group)] as const);
};

const withHolidays = (team: TeamModel, { muteTimeIntervals = [] }: Mutes): Mutes => {
  const names = [...muteTimeIntervals, ...(team.holidays.length === 0 ? [] : [holidaysName(team)])];
  return names.length === 0 ? {} : { muteTimeIntervals: names };
};

const hoursName = (team: TeamModel): string => `business-hours-${team.id}`;
const holidaysName = (team: TeamModel): string => `holidays-${team.id}`;

/** Mail outside of these hours is held back, not lost: it is sent at the first tick after opening. */
export const teamIntervals = (team: TeamModel): readonly TimeInterval[] => {
  if (team.mail === undefined) return [];
  const { businessHours: hours, timezone: location, path } = team;
  const open = {
    weekdays: [hours.days],
    times: [{ start_time: hours.from, end_time: hours.to }],
    location,
  };
  const day = (date: string) => {
    const [year = '', month = '', number = ''] = date.split('-');
    return { years: [year], months: [String(Number(month))], days_of_month: [String(Number(number))], location };
  };
  return [
    { name: hoursName(team), spans: [open], path },
    ...(team.holidays.length === 0 ? [] : [{ name: holidaysName(team), spans: team.holidays.map(day), path }]),
  ];
};
