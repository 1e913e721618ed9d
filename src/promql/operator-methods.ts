import type { ArithmeticOperator, ComparisonOperator } from './syntax.ts';

/** How arithmetic is called in the builder. */
export const arithmeticMethods = {
  plus: '+',
  minus: '-',
  times: '*',
  /** Division, as a fraction is read: `errors.over(total)`. */
  over: '/',
  /** The remainder of a division. */
  modulo: '%',
  power: '^',
  /** The angle of a point in radians, this side being y (Prometheus 2.31). */
  atan2: 'atan2',
} as const satisfies Readonly<Record<string, ArithmeticOperator>>;

/** How comparisons are called in the builder. With `Bool` behind the name they give 0 or 1 in place of a filter. */
export const comparisonMethods = {
  /** Keeps what is greater. */
  gt: '>',
  /** Keeps what is less. */
  lt: '<',
  /** Keeps what is greater or equal. */
  ge: '>=',
  /** Keeps what is less or equal. */
  le: '<=',
  /** Keeps what is equal. */
  eq: '==',
  /** Keeps what is not equal. */
  ne: '!=',
} as const satisfies Readonly<Record<string, ComparisonOperator>>;

export type ArithmeticMethods = typeof arithmeticMethods;
export type ComparisonMethods = typeof comparisonMethods;
