import { type Decimal, decimal, divide, formatDecimal } from '../core/decimal.ts';
import { type Duration, parseDuration } from '../core/duration.ts';

/** `sum by (tenant) (x)`, or `sum(x)` without labels. */
export const aggregate = (op: 'sum' | 'max' | 'avg', groupBy: readonly string[], expr: string): string =>
  groupBy.length === 0 ? `${op}(${expr})` : `${op} by (${groupBy.join(', ')}) (${expr})`;

/** Rate of a counter per second, one series per group. */
export const rateOf = (groupBy: readonly string[], counter: string, window: string): string =>
  aggregate('sum', groupBy, `rate(${counter}[${window}])`);

/** Without a failure there is no series of failures: zero where there is traffic, not absence. */
export const orZero = (errors: string, total: string): string => `${errors} or 0 * ${total}`;

/** Seconds of a duration, exact: 250 ms is 0.25. */
export const exactSeconds = (duration: Duration): Decimal =>
  divide(decimal(parseDuration(duration) ?? 0), decimal(1_000));

export const secondsText = (duration: Duration): string => formatDecimal(exactSeconds(duration));

/** Matcher of a bucket bound. Prometheus 2 stores the bound 1 as `1`, Prometheus 3 as `1.0`. */
export const leMatcher = (bound: Decimal): string => {
  const text = formatDecimal(bound);
  return text.includes('.') ? `le="${text}"` : `le=~"${text}([.]0)?"`;
};

/** `{a="b",c="d"}`; nothing when there are no matchers. */
export const braces = (...matchers: readonly (string | undefined)[]): string => {
  const given = matchers.filter(matcher => matcher !== undefined && matcher !== '');
  return given.length === 0 ? '' : `{${given.join(',')}}`;
};
