import { parseDuration } from '../core/duration.ts';
import type { Route } from '../ir/routing.ts';
import type { AlertFact } from './alert-routing.ts';
import { type CountValues, type GroupTerm, routeGroups } from './route-groups.ts';

/** One route's share of what a receiver is told. */
export interface RateTerm {
  readonly route: Route;
  readonly groups: readonly GroupTerm[];
  /** All groups of the route; undefined when nothing bounds them. */
  readonly count: number | undefined;
  /** How often each of them can be told within the window. */
  readonly times: number;
  readonly groupInterval: string;
}

/** Most notifications of a receiver within any window, and how that comes about. */
export interface NotificationRate {
  readonly receiver: string;
  readonly window: string;
  /** Undefined when nothing bounds it. */
  readonly most: number | undefined;
  readonly terms: readonly RateTerm[];
}

/**
 * The sum over the receiver's routes of groups times how often a group can be told. A group is told when it begins,
 * and then at most once per group interval: within a window as often as an interval fits in, rounded up. Retries after
 * an error are not counted: nobody was told then.
 */
export const notificationRate = (
  receiver: string,
  window: string,
  root: Route,
  alerts: readonly AlertFact[],
  count: CountValues,
): NotificationRate => {
  const byRoute = new Map<Route, AlertFact[]>();
  for (const alert of alerts)
    for (const route of alert.routes)
      if (route.receiver === receiver) byRoute.set(route, [...(byRoute.get(route) ?? []), alert]);
  const intervals = groupIntervals(root);
  const terms = [...byRoute].map(([route, own]): RateTerm => {
    const groups = routeGroups(route, own, count);
    const groupInterval = intervals.get(route) ?? '5m';
    return {
      route,
      groups,
      count: total(groups.map(term => term.groups)),
      times: Math.ceil((parseDuration(window) ?? 0) / (parseDuration(groupInterval) ?? 1)),
      groupInterval,
    };
  });
  return {
    receiver,
    window,
    most: total(terms.map(term => (term.count === undefined ? undefined : term.count * term.times))),
    terms,
  };
};

const total = (parts: readonly (number | undefined)[]): number | undefined =>
  parts.reduce<number | undefined>(
    (sum, part) => (sum === undefined || part === undefined ? undefined : sum + part),
    0,
  );

/** The group interval of every route: its own, or that of the nearest parent which has one. */
export const groupIntervals = (root: Route): ReadonlyMap<Route, string> => {
  const found = new Map<Route, string>();
  const visit = (route: Route, above: string): void => {
    const own = route.groupInterval ?? above;
    found.set(route, own);
    for (const child of route.routes) visit(child, own);
  };
  visit(root, '5m');
  return found;
};
