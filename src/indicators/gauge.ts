import { formatNumber } from '../core/decimal.ts';
import { objectShape, type Shape, textShape } from '../core/shape.ts';
import { aggregate } from './expressions.ts';
import { defineIndicator } from './indicator.ts';

const operators = ['<', '<=', '>', '>=', '==', '!='] as const;

export interface GaugeSli {
  readonly kind: 'gauge';
  /** PromQL of an instant vector. */
  readonly expr: string;
  /** The state is good while `expr op bound`. */
  readonly op: (typeof operators)[number];
  readonly bound: number;
}

const operator: Shape = { kind: 'one', of: operators };

/** The time in which a value was out of bounds; with several series, the share of them that was. */
export const gauge = defineIndicator<GaugeSli>({
  kind: 'gauge',
  dimension: 'quality',
  shape: objectShape({ expr: textShape, op: operator, bound: { kind: 'number' } }),
  // A value that is NaN is not good: every comparison with it is false.
  measure: ({ expr, op, bound }, { groupBy }) => ({
    weight: 'time',
    bad: `1 - ${aggregate('avg', groupBy, `(${expr}) ${op} bool ${formatNumber(bound)}`)}`,
  }),
  example: { kind: 'gauge', expr: 'queue_depth{service="api"}', op: '<=', bound: 100 },
});
