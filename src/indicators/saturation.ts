import { compareDecimals, decimal, formatDecimal, parseDecimal } from '../core/decimal.ts';
import { objectShape, shareShape, textShape } from '../core/shape.ts';
import { aggregate } from './expressions.ts';
import { defineIndicator } from './indicator.ts';

export interface SaturationSli {
  readonly kind: 'saturation';
  /** Instant selector or expression: what is in use. */
  readonly used: string;
  /** What there is, in the same unit. */
  readonly capacity: string;
  /** Good while no more than this share is in use: `80%`. */
  readonly limit: string;
}

/** The time in which too much of something was in use. */
export const saturation = defineIndicator<SaturationSli>({
  kind: 'saturation',
  dimension: 'performance',
  shape: objectShape({ used: textShape, capacity: textShape, limit: shareShape }),
  // Both are added up before they are compared, so that the instances of a group need not match one by one.
  measure: ({ used, capacity, limit }, { groupBy }) => ({
    weight: 'time',
    bad: `1 - (${aggregate('sum', groupBy, used)} / (${aggregate('sum', groupBy, capacity)} > 0) <= bool ${formatDecimal(parseDecimal(limit) ?? decimal(1))})`,
  }),
  mistakes: ({ limit }) =>
    compareDecimals(parseDecimal(limit) ?? decimal(0), decimal(0)) > 0 &&
    compareDecimals(parseDecimal(limit) ?? decimal(1), decimal(1)) <= 0
      ? []
      : [
          {
            message: `The limit ${limit} is no share of a capacity: it must be above 0 and at most 100 %.`,
            hint: "Write a share such as '80%'.",
          },
        ],
  example: {
    kind: 'saturation',
    used: 'db_connections_in_use{service="api"}',
    capacity: 'db_connection_pool_size{service="api"}',
    limit: '80%',
  },
});
