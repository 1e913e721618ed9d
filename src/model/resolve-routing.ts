import type { Catalogue } from '../catalogue/catalogue.ts';
import { childPath } from '../catalogue/paths.ts';
import type { AlertMatchEntry, HoursEntry, RouteEntry, SilenceEntry } from '../catalogue/routing.ts';
import { parseDuration } from '../core/duration.ts';
import type { RouteMatcher } from '../ir/routing.ts';
import type { TimeInterval, TimeSpan } from '../ir/time-interval.ts';
import { routeReceiver } from './channels.ts';
import { resolveImportedRoutes } from './resolve-imported-routes.ts';
import type { RouteModel, RoutingModel, SilenceModel } from './routing-model.ts';

/** Who is told when, beside what follows from teams and their channels. */
export const resolveRouting = (catalogue: Catalogue, path: string): RoutingModel => {
  const maintenance = catalogue.maintenance ?? [];
  const [imported] = catalogue.importedRoutes ?? [];
  return {
    routes: (catalogue.routes ?? []).toSorted(byOrder).map(entry => resolveRoute(entry, catalogue, path)),
    ...(imported === undefined ? {} : { imported: resolveImportedRoutes(imported, path) }),
    intervals: [
      ...(catalogue.hours ?? []).map(entry => interval(entry, entry.id, path)),
      ...maintenance.map(entry => interval(entry, maintenanceName(entry.id), path)),
    ],
    maintenance: maintenance.map(({ id, services, severities = ['warning', 'info'] }) => ({
      interval: maintenanceName(id),
      path: childPath(path, id),
      services,
      severities,
    })),
    inhibitions: (catalogue.inhibitions ?? []).map(({ id, source, target, equal }) => ({
      id,
      path: childPath(path, id),
      source: matchersOf(source),
      target: matchersOf(target),
      equal,
    })),
    silences: (catalogue.silences ?? []).map(entry => resolveSilence(entry, path)),
  };
};

/** Those that tell the teams as well come first: a route that takes an alert away ends the search. */
const byOrder = (a: RouteEntry, b: RouteEntry): number =>
  Number(b.also ?? false) - Number(a.also ?? false) || (a.order ?? 0) - (b.order ?? 0);

const maintenanceName = (id: string): string => `maintenance-${id}`;

const resolveRoute = (entry: RouteEntry, catalogue: Catalogue, path: string): RouteModel => {
  const groupInterval = entry.groupInterval ?? catalogue.alerting?.groupInterval ?? '5m';
  return {
    id: entry.id,
    path: childPath(path, entry.id),
    matchers: matchersOf(entry),
    receiver: routeReceiver(entry),
    also: entry.also ?? false,
    groupBy: entry.groupBy ?? ['...'],
    groupWait: entry.groupWait ?? catalogue.alerting?.groupWait ?? '10s',
    groupInterval,
    repeatInterval: entry.repeatInterval ?? repeatAfter('4h', groupInterval),
    during: entry.during ?? [],
    notDuring: entry.notDuring ?? [],
  };
};

/** The first multiple of the group interval that is not shorter: Alertmanager repeats at the end of an interval only. */
export const repeatAfter = (wanted: string, groupInterval: string): string => {
  const [least, interval] = [parseDuration(wanted) ?? 0, parseDuration(groupInterval) ?? 0];
  if (interval === 0 || least % interval === 0) return wanted;
  return `${(Math.ceil(least / interval) * interval) / 1_000}s`;
};

/** Alertmanager's own characters: everything else stands for itself. */
const quoteRegex = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');

const oneOf = (label: string, values: readonly string[], isEqual: boolean): RouteMatcher => {
  const [only = ''] = values;
  if (values.length <= 1) return { label, op: isEqual ? '=' : '!=', value: only };
  return { label, op: isEqual ? '=~' : '!~', value: values.map(quoteRegex).join('|') };
};

/** The matchers of what an author wrote, in the order of their labels. */
export const matchersOf = ({ when = {}, matching = {}, except = {} }: AlertMatchEntry): readonly RouteMatcher[] => {
  const sorted = <T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] =>
    Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...sorted(when).map(([label, values]) => oneOf(label, values, true)),
    ...sorted(matching).map(([label, value]): RouteMatcher => ({ label, op: '=~', value })),
    ...sorted(except).map(([label, values]) => oneOf(label, values, false)),
  ];
};

const interval = ({ id, timezone, spans }: HoursEntry, name: string, path: string): TimeInterval => ({
  name,
  spans: spans.map(
    ({ weekdays, times, days, months, years }): TimeSpan => ({
      ...(times === undefined ? {} : { times: times.map(({ from, to }) => ({ start_time: from, end_time: to })) }),
      ...(weekdays === undefined ? {} : { weekdays }),
      ...(days === undefined ? {} : { days_of_month: days }),
      ...(months === undefined ? {} : { months }),
      ...(years === undefined ? {} : { years }),
      location: timezone,
    }),
  ),
  path: childPath(path, id),
});

const dayMilliseconds = 86_400_000;

const resolveSilence = (entry: SilenceEntry, path: string): SilenceModel => ({
  id: entry.id,
  path: childPath(path, entry.id),
  matchers: matchersOf(entry),
  owner: entry.owner,
  reason: entry.reason,
  from: moment(entry.from, 0),
  until: moment(entry.until, dayMilliseconds),
});

/** A day begins at midnight in UTC; as the last one it ends a day later. */
const moment = (text: string, later: number): string => {
  if (text.includes('T')) return text;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? text : new Date(at + later).toISOString().replace('.000Z', 'Z');
};
