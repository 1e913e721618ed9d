import type { Route } from '../ir/routing.ts';
import type { AlertFact } from './alert-routing.ts';

/** How many values a label of an alert has at most; undefined when nothing bounds them. */
export type CountValues = (alert: AlertFact, label: string) => number | undefined;

/** How many values of labels one target or all of a service's targets give. */
export interface TargetCounts {
  /** Targets by service. */
  readonly targets: ReadonlyMap<string, number>;
}

/** Labels that tell the targets of a service apart. */
const ofTargets: ReadonlySet<string> = new Set(['instance', 'node']);

/**
 * Counts the values of a label from what is known of the series, and of `instance` from the targets of the service. A
 * probe has one address.
 */
export const countValues =
  ({ targets }: TargetCounts): CountValues =>
  ({ labels, rule }, label) => {
    const { values, cardinality, canLack } = labels.of(label);
    if (values !== undefined) return values.length;
    if (cardinality !== undefined && Number.isFinite(cardinality)) return cardinality;
    if (rule.labels['probe'] !== undefined && label === 'instance') return 1;
    if (!ofTargets.has(label)) return undefined;
    const service = rule.labels['service'];
    const count = service === undefined ? undefined : targets.get(service);
    return count === undefined ? undefined : count + (canLack ? 1 : 0);
  };

export const perAlert = (route: Route): boolean => route.groupBy?.includes('...') ?? false;

/** The labels by which the route makes groups, of those that the alert can have. */
const groupLabels = (route: Route, alert: AlertFact): readonly string[] =>
  perAlert(route) ? alert.labels.names : (route.groupBy ?? []);

/** One rule's share of a route's groups. */
export interface GroupTerm {
  /** Alerts that share their groups. */
  readonly alerts: readonly string[];
  /** `instance 2`, `queue 3`: the factors. */
  readonly factors: readonly { readonly label: string; readonly count: number | undefined }[];
  /** Undefined when nothing bounds it. */
  readonly groups: number | undefined;
}

/** How many groups of a route can be notified at once, alert by alert: those with the same fixed labels share theirs. */
export const routeGroups = (route: Route, alerts: readonly AlertFact[], count: CountValues): readonly GroupTerm[] => {
  const terms = new Map<
    string,
    { alerts: string[]; factors: Map<string, number | undefined>; open: boolean; series: number }
  >();
  for (const alert of alerts) {
    const varying = new Map<string, number | undefined>();
    const key: string[] = [];
    for (const label of groupLabels(route, alert)) {
      const { values } = alert.labels.of(label);
      if (values?.length === 1) key.push(`${label}=${values[0]}`);
      else varying.set(label, count(alert, label));
    }
    const name = key.join(' ');
    const open = perAlert(route) && alert.labels.open;
    const same = terms.get(name);
    if (same === undefined) {
      terms.set(name, { alerts: [alert.rule.alert], factors: varying, open, series: mostSeries(alert) });
      continue;
    }
    if (!same.alerts.includes(alert.rule.alert)) same.alerts.push(alert.rule.alert);
    same.open ||= open;
    same.series += mostSeries(alert);
    // Alerts of one name and another expression add their own values.
    for (const [label, size] of varying) {
      const before = same.factors.get(label) ?? (same.factors.has(label) ? undefined : 0);
      same.factors.set(label, before === undefined || size === undefined ? undefined : Math.max(before, size));
    }
  }
  return [...terms.values()].map(({ alerts: names, factors, open, series }) => ({
    alerts: names,
    factors: [...factors].map(([label, size]) => ({ label, count: size })),
    // No more groups than alerts.
    groups: least(series, open ? undefined : productOf([...factors.values()])),
  }));
};

const mostSeries = ({ inference }: AlertFact): number => inference?.series ?? Number.POSITIVE_INFINITY;

const productOf = (sizes: readonly (number | undefined)[]): number | undefined =>
  sizes.reduce<number | undefined>(
    (product, size) => (product === undefined || size === undefined ? undefined : product * size),
    1,
  );

const least = (series: number, groups: number | undefined): number | undefined => {
  const bound = Math.min(series, groups ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(bound) ? bound : undefined;
};

/**
 * Alerts of a route that can share a group with another one: by the same rule with other values of a label that the
 * group does not look at, or by another rule. They can wait for the interval of a group that was notified before.
 */
export const sharedGroups = (route: Route, alerts: readonly AlertFact[]): ReadonlySet<AlertFact> => {
  const shared = new Set<AlertFact>();
  if (perAlert(route)) return shared;
  const groupBy = route.groupBy ?? [];
  const looksAt = new Set(groupBy);
  for (const alert of alerts) {
    const varies = alert.labels.names.some(label => !looksAt.has(label) && alert.labels.of(label).values?.length !== 1);
    if (varies || alert.labels.open) shared.add(alert);
  }
  const groups = new Map<string, AlertFact[]>();
  const several: AlertFact[] = [];
  for (const alert of alerts) {
    const fixed = groupBy.map(label => alert.labels.of(label).values);
    if (fixed.some(values => values?.length !== 1)) several.push(alert);
    else {
      const key = JSON.stringify(fixed);
      const same = groups.get(key);
      if (same === undefined) groups.set(key, [alert]);
      else same.push(alert);
    }
  }
  for (const rivals of groups.values()) if (rivals.length > 1) for (const alert of rivals) shared.add(alert);
  // Where a label has several values, each pair has to be looked at.
  for (const alert of several)
    for (const other of alerts)
      if (other !== alert && !(shared.has(alert) && shared.has(other)) && canAgree(alert, other, groupBy)) {
        shared.add(alert);
        shared.add(other);
      }
  return shared;
};

/** Whether two alerts can have the same values of all labels. */
const canAgree = (a: AlertFact, b: AlertFact, labels: readonly string[]): boolean =>
  labels.every(label => {
    const [left, right] = [a.labels.of(label).values, b.labels.of(label).values];
    return left === undefined || right === undefined || left.some(value => right.includes(value));
  });
