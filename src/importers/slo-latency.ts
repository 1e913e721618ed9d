import { decimal, multiply, parseDecimal, toNumber } from '../core/decimal.ts';
import type { Duration } from '../core/duration.ts';
import { printMatcher } from '../promql/print-terms.ts';
import type { Matcher, Selector } from '../promql/syntax.ts';
import { same } from './slo-query.ts';
import type { SourceIndicator } from './slo-source.ts';

/** A bucket and the count of one classic histogram of seconds, with the same matchers, as a promise about its durations. */
export const latencyIndicator = (
  good: Selector,
  total: Selector,
  groupBy: readonly string[],
): SourceIndicator | undefined => {
  const bound = good.matchers.find(({ label, op }) => label === 'le' && (op === '=' || op === '=~'));
  const others = good.matchers.filter(matcher => matcher !== bound);
  const histogram = good.name?.endsWith('_seconds_bucket') === true ? good.name.slice(0, -'_bucket'.length) : undefined;
  const seconds = parseDecimal(bound?.value.replace(eitherBound, '') ?? '');
  if (histogram === undefined || seconds === undefined || total.name !== `${histogram}_count`) return undefined;
  const within = durationText(toNumber(multiply(seconds, decimal(1_000))));
  if (within === undefined || !same(printed(others), printed(total.matchers))) return undefined;
  return {
    sli: { kind: 'latency', histogram, ...where(total.matchers), within },
    groupBy,
    reads: [good, total],
  };
};

/** How people match a bound that is `1` in one release of Prometheus and `1.0` in another: `1(.0)?`. */
const eitherBound = /(?:\.0+|\(?(?:\\\.|\[\.\]|\.)0\)?\??)$/;

/** A bucket of a whole bound by both of its names: Prometheus 2 stores the bound 500 as `500`, Prometheus 3 as `500.0`. */
export const goodSelector = (good: Selector): Selector => ({
  ...good,
  matchers: good.matchers.map(matcher =>
    good.name?.endsWith('_bucket') === true && matcher.label === 'le' && /^\d+(?:\.0)?$/.test(matcher.value)
      ? { ...matcher, op: '=~', value: `${matcher.value.replace(/\.0$/, '')}([.]0)?` }
      : matcher,
  ),
});

/** Events of a native histogram that took longer than a limit. */
export const nativeLatencyIndicator = (
  total: Selector & { readonly name: string },
  within: Duration,
  groupBy: readonly string[],
): SourceIndicator => ({
  sli: { kind: 'nativeLatency', histogram: total.name, ...where(total.matchers), within },
  groupBy,
  reads: [total],
});

/** Said even when there are none: an objective would take the matchers of its service. */
const where = (matchers: readonly Matcher[]): { readonly where: string } => ({
  where: matchers.map(printMatcher).join(','),
});

const printed = (matchers: readonly Matcher[]): readonly string[] => matchers.map(printMatcher).sort();

/** Milliseconds as a duration of one unit: 1500 is `1500ms`, 2000 is `2s`. */
const durationText = (milliseconds: number): Duration | undefined => {
  if (!Number.isInteger(milliseconds) || milliseconds <= 0) return undefined;
  return milliseconds % 1_000 === 0 ? `${milliseconds / 1_000}s` : `${milliseconds}ms`;
};
