import type { ThresholdEntry } from '../catalogue/dashboard.ts';
import type { NamedAlert } from '../model/named-alerts.ts';
import { type Bound, bounds } from '../promql/bounds.ts';
import { parse } from '../promql/parse.ts';

const colors = { critical: 'red', warning: 'orange', info: 'blue' } as const;

interface Limit extends Bound {
  readonly color: ThresholdEntry['color'];
}

/** What an alert compares first is what it is about; later comparisons make sure that there is enough of it. */
const limitOf = ({ expr, severity }: NamedAlert): readonly Limit[] => {
  const parsed = parse(expr).expr;
  const [first] = parsed === undefined ? [] : bounds(parsed);
  return first === undefined ? [] : [{ ...first, color: colors[severity] }];
};

/** Above a low limit it is as bad as the next alert says, above the last one all is well. */
const belowLimits = (limits: readonly Limit[]): readonly ThresholdEntry[] =>
  limits.map(({ value }, index) => ({ at: value, color: limits[index + 1]?.color ?? 'green' }));

/** The limits of alerts as thresholds of a panel, read from their expressions: the two can never differ. */
export const alertThresholds = (alerts: readonly NamedAlert[]): readonly ThresholdEntry[] => {
  const limits = alerts.flatMap(limitOf).toSorted((a, b) => a.value - b.value);
  const direction = limits[0]?.direction;
  const alike = limits.filter(limit => limit.direction === direction);
  return direction === 'below' ? belowLimits(alike) : alike.map(({ value, color }) => ({ at: value, color }));
};
