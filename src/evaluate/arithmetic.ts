import type { BinaryOperator } from '../promql/syntax.ts';

/** A power as Go computes it: 1 to any power and -1 to an infinite one are 1. */
const power = (base: number, exponent: number): number => {
  if (base === 1) return 1;
  if (base === -1 && (exponent === Number.POSITIVE_INFINITY || exponent === Number.NEGATIVE_INFINITY)) return 1;
  return base ** exponent;
};

type Operation = (left: number, right: number) => number;

const arithmetic: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['%', (a, b) => a % b],
  ['^', power],
  ['atan2', Math.atan2],
]);

const comparisons: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map([
  ['==', (a, b) => a === b],
  ['!=', (a, b) => a !== b],
  ['>', (a, b) => a > b],
  ['<', (a, b) => a < b],
  ['>=', (a, b) => a >= b],
  ['<=', (a, b) => a <= b],
]);

/**
 * An operator between two numbers: the result of arithmetic, and for a comparison whether it holds. Undefined for
 * set operators and for those that only native histograms have.
 */
export type NumberOperation =
  | { readonly kind: 'arithmetic'; readonly apply: Operation }
  | { readonly kind: 'comparison'; readonly holds: (left: number, right: number) => boolean };

export const operationOf = (op: BinaryOperator): NumberOperation | undefined => {
  const apply = arithmetic.get(op);
  if (apply !== undefined) return { kind: 'arithmetic', apply };
  const holds = comparisons.get(op);
  return holds === undefined ? undefined : { kind: 'comparison', holds };
};
