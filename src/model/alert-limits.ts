import type { PanelEntry, ThresholdEntry } from '../catalogue/dashboard.ts';
import { sloSeries } from '../ir/conventions.ts';
import { type Bound, bounds, oppositeDirection } from '../promql/bounds.ts';
import { parse } from '../promql/parse.ts';
import type { NamedAlert } from './named-alerts.ts';

/** Blue would say that all is well beyond the line. */
const colors = { critical: 'red', warning: 'orange', info: 'yellow' } as const;
const rank = { info: 0, warning: 1, critical: 2 } as const;

/** What a panel shows, as far as it decides in which terms a limit is drawn. */
export type Shown = Pick<PanelEntry, 'unit' | 'queries'>;

/** A number that an alert waits for, in the terms of a panel. */
export interface Limit extends Pick<Bound, 'direction' | 'value'> {
  readonly severity: NamedAlert['severity'];
}

/** What an alert compares first is what it is about; later comparisons make sure that there is enough of it. */
const firstBound = (expr: string): Bound | undefined => {
  const parsed = parse(expr).expr;
  return parsed === undefined ? undefined : bounds(parsed)[0];
};

/** Prefix of every burn rate: `slo:burn_rate:ratio_rate`. */
const burnRates = sloSeries.burnRate('');

/**
 * The limit of a promise in the terms of the panel. Its alerts compare shares of bad events: a panel of durations shows
 * the duration that is promised, one of burn rates the factor, one of what is left of a budget the rest.
 */
const promisedLimit = (
  bound: Bound,
  { promised, labels: { slo, burn_rate: factor } }: NamedAlert,
  { unit, queries = [] }: Shown,
): Pick<Bound, 'direction' | 'value'> | undefined => {
  const reads = (name: string): boolean => queries.some(({ expr }) => expr.includes(name));
  const isTime = unit === 's' || unit === 'ms';
  // What is left of a budget may be shown as time, and is neither a share nor the duration of an event.
  const isBudget = reads(sloSeries.remaining) || reads(sloSeries.exhaustion);
  if (promised !== undefined && isTime && !isBudget)
    return { direction: 'above', value: unit === 's' ? promised.within : promised.within * 1_000 };
  if (slo === undefined) return bound;
  if (factor !== undefined && reads(burnRates)) return { direction: 'above', value: Number(factor) };
  if (bound.compared.includes(sloSeries.consumed) && reads(sloSeries.remaining) && !isTime)
    return { direction: oppositeDirection[bound.direction], value: Number((1 - bound.value).toPrecision(12)) };
  const [name = ''] = /^[\w:]+/.exec(bound.compared) ?? [];
  return reads(name) ? bound : undefined;
};

/** The limit of an alert as a panel draws it; undefined where it has none, or none that fits what the panel shows. */
export const limitOf = (alert: NamedAlert, shown: Shown): Limit | undefined => {
  const bound = firstBound(alert.expr);
  const limit = bound === undefined ? undefined : promisedLimit(bound, alert, shown);
  // A colour begins at its number: one for more than 0 would cover 0, the good case, as well.
  if (limit?.direction === 'above' && limit.value === 0) return undefined;
  return limit === undefined ? undefined : { ...limit, severity: alert.severity };
};

/** Above a low limit it is as bad as the next alert says, above the last one all is well. */
const belowLimits = (limits: readonly Limit[]): readonly ThresholdEntry[] =>
  limits.map(({ value }, index) => {
    const next = limits[index + 1];
    return { at: value, color: next === undefined ? 'green' : colors[next.severity] };
  });

/** One limit per value, the worst: alerts of several objectives or probes agree more often than not. */
const distinct = <L extends Pick<Limit, 'value' | 'severity'>>(limits: readonly L[]): readonly L[] => [
  ...new Map(
    limits
      .toSorted((a, b) => a.value - b.value || rank[a.severity] - rank[b.severity])
      .map(limit => [limit.value, limit]),
  ).values(),
];

/** Limits that are bad to exceed as thresholds, each in the colour of the worst alert that has it. */
export const severityLines = (limits: readonly Pick<Limit, 'value' | 'severity'>[]): readonly ThresholdEntry[] =>
  distinct(limits).map(({ value, severity }) => ({ at: value, color: colors[severity] }));

/** The limits of alerts as thresholds of a panel, read from their expressions: the two can never differ. */
export const alertThresholds = (alerts: readonly NamedAlert[], shown: Shown): readonly ThresholdEntry[] => {
  const limits = distinct(alerts.flatMap(alert => limitOf(alert, shown) ?? []));
  const direction = limits[0]?.direction;
  const alike = limits.filter(limit => limit.direction === direction);
  return direction === 'below' ? belowLimits(alike) : severityLines(alike);
};
