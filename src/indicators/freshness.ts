import type { Duration } from '../core/duration.ts';
import { durationShape, objectShape, textShape } from '../core/shape.ts';
import { aggregate, secondsText } from './expressions.ts';
import { defineIndicator } from './indicator.ts';

export interface FreshnessSli {
  readonly kind: 'freshness';
  /** Instant selector of a gauge that holds a time in seconds since 1970: the last success, the newest record. */
  readonly timestamp: string;
  /** Good while the newest of them is no older. */
  readonly maxAge: Duration;
}

/** The time in which the newest data was too old. */
export const freshness = defineIndicator<FreshnessSli>({
  kind: 'freshness',
  dimension: 'quality',
  shape: objectShape({ timestamp: textShape, maxAge: durationShape }),
  measure: ({ timestamp, maxAge }, { groupBy }) => ({
    weight: 'time',
    bad: `1 - (time() - ${aggregate('max', groupBy, timestamp)} <= bool ${secondsText(maxAge)})`,
  }),
  example: { kind: 'freshness', timestamp: 'last_sync_timestamp_seconds{service="api"}', maxAge: '15m' },
});
