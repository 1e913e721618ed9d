import { objectShape, textShape } from '../core/shape.ts';
import { orZero, rateOf } from './expressions.ts';
import { defineIndicator } from './indicator.ts';
import { partMistakes } from './part-of.ts';

export interface RatioGoodSli {
  readonly kind: 'ratioGood';
  /** Instant selector of a counter of good events. */
  readonly good: string;
  /** Instant selector of a counter of all events. */
  readonly total: string;
}

/** The share of events that are not good, where only the good ones are counted apart. */
export const ratioGood = defineIndicator<RatioGoodSli>({
  kind: 'ratioGood',
  shape: objectShape({ good: textShape, total: textShape }),
  measure: ({ good, total }, { groupBy }) => ({
    weight: 'events',
    // Counters that are scraped apart can be ahead of one another: fewer than no errors is none. Without a good event
    // there is no series of good events, and everything is bad.
    errors: (window, all) => `clamp_min(${all} - (${orZero(rateOf(groupBy, good, window), all)}), 0)`,
    total: window => rateOf(groupBy, total, window),
  }),
  mistakes: ({ good, total }) => partMistakes('good', good, total),
  example: {
    kind: 'ratioGood',
    good: 'http_requests_total{service="api",status=~"2.."}',
    total: 'http_requests_total{service="api"}',
  },
});
