import { formatNumber } from '../core/decimal.ts';
import type { Duration } from '../core/duration.ts';
import { durationShape, objectShape, textShape } from '../core/shape.ts';
import { rateOf } from './expressions.ts';
import { defineIndicator } from './indicator.ts';

export interface ThroughputSli {
  readonly kind: 'throughput';
  /** Instant selector of a counter of work done. */
  readonly counter: string;
  /** Good while it grows by at least this much per second. */
  readonly atLeast: number;
  /** Over how long the rate is taken. Default 5m. */
  readonly over?: Duration;
}

/** The time in which less was done than promised. */
export const throughput = defineIndicator<ThroughputSli>({
  kind: 'throughput',
  dimension: 'performance',
  shape: objectShape({ counter: textShape, atLeast: { kind: 'number', minimum: 0 } }, { over: durationShape }),
  measure: ({ counter, atLeast, over = '5m' }, { groupBy }) => ({
    weight: 'time',
    bad: `1 - (${rateOf(groupBy, counter, over)} >= bool ${formatNumber(atLeast)})`,
  }),
  mistakes: ({ atLeast }) =>
    atLeast > 0
      ? []
      : [{ message: 'A throughput of 0 per second is always reached.', hint: 'Write a rate above 0, such as 0.5.' }],
  example: { kind: 'throughput', counter: 'rows_loaded_total{service="api"}', atLeast: 10, over: '10m' },
});
