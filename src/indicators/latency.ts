import type { Duration } from '../core/duration.ts';
import { durationShape, objectShape, textShape } from '../core/shape.ts';
import { braces, exactSeconds, leMatcher, orZero, rateOf } from './expressions.ts';
import { defineIndicator } from './indicator.ts';

export interface LatencySli {
  readonly kind: 'latency';
  /** Name of a declared classic histogram of seconds, without suffix. */
  readonly histogram: string;
  /** Label matchers in PromQL, without braces: `handler="/api"`. An `Slo` that gives none has those of its service. */
  readonly where?: string;
  /** The limit; it must be a bucket bound of the histogram. */
  readonly within: Duration;
}

/** The share of events that took longer than a bucket bound of a classic histogram. */
export const latency = defineIndicator<LatencySli>({
  kind: 'latency',
  dimension: 'performance',
  shape: objectShape({ histogram: textShape, within: durationShape }, { where: textShape }),
  measure: ({ histogram, where, within }, { groupBy }) => {
    const bucket = `${histogram}_bucket${braces(where, leMatcher(exactSeconds(within)))}`;
    return {
      weight: 'events',
      // A bucket that does not exist yet has counted nothing: everything was late.
      errors: (window, all) => `clamp_min(${all} - (${orZero(rateOf(groupBy, bucket, window), all)}), 0)`,
      total: window => rateOf(groupBy, `${histogram}_count${braces(where)}`, window),
    };
  },
  limits: ({ histogram, within }) => [{ histogram, within: exactSeconds(within) }],
  example: {
    kind: 'latency',
    histogram: 'http_request_duration_seconds',
    where: 'service="api"',
    within: '200ms',
  },
});
