import { matchingRoutes } from '../analysis/route.ts';
import { isOpen } from '../analysis/time-interval.ts';
import { parseDuration } from '../core/duration.ts';
import { type Labels, LabelTable, labelValue } from '../evaluate/labels.ts';
import type { Route, Routing } from '../ir/routing.ts';
import type { TimeInterval } from '../ir/time-interval.ts';
import { type FindInhibition, inhibitor } from './inhibitor.ts';
import { causeOf, type LogEntry, type Notification } from './notification.ts';

/** What Prometheus says of an alert: that it fires, or that it has ended. */
export interface AlertUpdate {
  readonly labels: Labels;
  readonly firing: boolean;
}

/** A message that was not sent: an alert that fires was left out of it. */
export interface Suppression {
  readonly at: number;
  readonly receiver: string;
  readonly labels: Labels;
  /** `inhibition critical-over-warning`, `hours of the route`. */
  readonly by: string;
}

/** Alertmanager's own defaults of a route, in milliseconds. */
const defaults = { groupWait: 30_000, groupInterval: 300_000, repeatInterval: 14_400_000 } as const;

/** Milliseconds between two looks for groups that have no alert left. */
const tidying = 30_000;

interface Timing {
  readonly groupBy: readonly string[];
  readonly groupWait: number;
  readonly groupInterval: number;
  readonly repeatInterval: number;
}

interface Group {
  readonly route: Route;
  readonly labels: Labels;
  readonly timing: Timing;
  readonly key: string;
  /** Whether each alert of it fires still. */
  readonly alerts: Map<Labels, boolean>;
  due: number;
}

/** Settings of every route, those of its parents included. */
const timings = (root: Route): ReadonlyMap<Route, Timing> => {
  const found = new Map<Route, Timing>();
  const visit = (route: Route, above: Timing): void => {
    const own = {
      groupBy: route.groupBy ?? above.groupBy,
      groupWait: parseDuration(route.groupWait ?? '') ?? above.groupWait,
      groupInterval: parseDuration(route.groupInterval ?? '') ?? above.groupInterval,
      repeatInterval: parseDuration(route.repeatInterval ?? '') ?? above.repeatInterval,
    };
    found.set(route, own);
    for (const child of route.routes) visit(child, own);
  };
  visit(root, { groupBy: [], ...defaults });
  return found;
};

/** How the receivers of a stack are told of ends. */
export type TellsResolved = (receiver: string) => boolean;

/**
 * Alertmanager without its network: groups with their timers, inhibition, hours, and the log that keeps a message from
 * being sent twice. One replica; every message arrives at once. Silences are not part of it.
 */
export class Dispatcher {
  readonly notifications: Notification[] = [];
  readonly suppressions: Suppression[] = [];
  readonly #root: Route;
  readonly #timings: ReadonlyMap<Route, Timing>;
  readonly #intervals: ReadonlyMap<string, TimeInterval>;
  readonly #inhibited: FindInhibition;
  readonly #tellsResolved: TellsResolved;
  readonly #table = new LabelTable();
  readonly #firing = new Set<Labels>();
  readonly #routes = new Map<Labels, readonly Route[]>();
  readonly #routeIds = new Map<Route, number>();
  readonly #groups = new Map<string, Group>();
  readonly #log = new Map<string, LogEntry>();
  #tidy: number;

  constructor({ root, inhibitions, timeIntervals }: Routing, tellsResolved: TellsResolved, start: number) {
    this.#root = root;
    this.#timings = timings(root);
    this.#intervals = new Map(timeIntervals.map(interval => [interval.name, interval]));
    this.#inhibited = inhibitor(inhibitions);
    this.#tellsResolved = tellsResolved;
    this.#tidy = start + tidying;
  }

  /** Takes what Prometheus sends at a time. */
  receive(updates: readonly AlertUpdate[], at: number): void {
    for (const { labels: given, firing } of updates) {
      const labels = this.#table.of(given);
      if (firing) this.#firing.add(labels);
      else this.#firing.delete(labels);
      // An end that is told again joins the group again: the next message lists it once more.
      for (const route of this.#routesOf(labels)) this.#groupOf(route, labels, at).alerts.set(labels, firing);
    }
  }

  /** Lets time go by until a moment, and everything happen that is due by then. */
  advance(until: number): void {
    for (;;) {
      const next = [...this.#groups.values()].reduce<Group | undefined>(
        (first, group) => (first === undefined || group.due < first.due ? group : first),
        undefined,
      );
      if (next !== undefined && next.due <= Math.min(until, this.#tidy)) this.#flush(next);
      else if (this.#tidy <= until) {
        for (const [key, group] of this.#groups) if (group.alerts.size === 0) this.#groups.delete(key);
        this.#tidy += tidying;
      } else return;
    }
  }

  #routesOf(labels: Labels): readonly Route[] {
    const known = this.#routes.get(labels);
    if (known !== undefined) return known;
    const routes = matchingRoutes(this.#root, labels);
    this.#routes.set(labels, routes);
    return routes;
  }

  #groupOf(route: Route, labels: Labels, at: number): Group {
    const timing = this.#timings.get(route) ?? { groupBy: [], ...defaults };
    const shared = timing.groupBy.includes('...')
      ? labels
      : this.#table.intern(timing.groupBy.map(label => [label, labelValue(labels, label)]));
    const id = this.#routeIds.get(route) ?? this.#routeIds.size;
    this.#routeIds.set(route, id);
    const key = `${id} ${JSON.stringify(shared)}`;
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group = { route, labels: shared, timing, key, alerts: new Map(), due: at + timing.groupWait };
    this.#groups.set(key, group);
    return group;
  }

  #flush(group: Group): void {
    const { route, alerts, due: at, timing } = group;
    group.due = at + timing.groupInterval;
    if (alerts.size === 0) return;
    const heard = [...alerts].filter(([labels, firing]) => {
      const by = this.#inhibited(labels, this.#firing);
      if (by !== undefined && firing) this.#suppress(group, at, labels, `inhibition ${by}`);
      return by === undefined;
    });
    if (isOpen(route, this.#intervals, at)) this.#notify(group, at, heard);
    else for (const [labels, firing] of heard) if (firing) this.#suppress(group, at, labels, 'hours of the route');
    // What has ended was told now, or never will be.
    for (const [labels, firing] of alerts) if (!firing) alerts.delete(labels);
  }

  #suppress({ route: { receiver } }: Group, at: number, labels: Labels, by: string): void {
    this.suppressions.push({ at, receiver, labels, by });
  }

  #notify({ route, labels, key, timing }: Group, at: number, alerts: readonly (readonly [Labels, boolean])[]): void {
    const firing = new Set(alerts.filter(([, fires]) => fires).map(([own]) => own));
    const resolved = new Set(alerts.filter(([, fires]) => !fires).map(([own]) => own));
    if (alerts.length === 0) return;
    const tellsResolved = this.#tellsResolved(route.receiver);
    const name = `${route.receiver} ${key}`;
    const cause = causeOf(this.#log.get(name), { at, firing, resolved }, timing.repeatInterval, tellsResolved);
    if (cause === undefined) return;
    this.#log.set(name, { at, firing, resolved });
    // The log is kept all the same, so that the next alert is new.
    if (!tellsResolved && firing.size === 0) return;
    this.notifications.push({
      at,
      receiver: route.receiver,
      group: labels,
      cause,
      firing: [...firing],
      resolved: tellsResolved ? [...resolved] : [],
    });
  }
}
