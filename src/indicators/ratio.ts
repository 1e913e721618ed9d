import { objectShape, textShape } from '../core/shape.ts';
import { orZero, rateOf } from './expressions.ts';
import { defineIndicator } from './indicator.ts';
import { partMistakes } from './part-of.ts';

export interface RatioSli {
  readonly kind: 'ratio';
  /** Instant selector of a counter of bad events. */
  readonly bad: string;
  /** Instant selector of a counter of all events. */
  readonly total: string;
}

/** The share of bad events among all events. */
export const ratio = defineIndicator<RatioSli>({
  kind: 'ratio',
  shape: objectShape({ bad: textShape, total: textShape }),
  measure: ({ bad, total }, { groupBy }) => ({
    weight: 'events',
    errors: (window, all) => orZero(rateOf(groupBy, bad, window), all),
    total: window => rateOf(groupBy, total, window),
  }),
  mistakes: ({ bad, total }) => partMistakes('bad', bad, total),
  example: {
    kind: 'ratio',
    bad: 'http_requests_total{service="api",status=~"5.."}',
    total: 'http_requests_total{service="api"}',
  },
});
