import { print } from './print.ts';
import type { Expr } from './syntax.ts';

/** A comparison with a fixed number that an alert waits for. */
export interface Bound {
  /** What is compared, as text. */
  readonly compared: string;
  readonly direction: 'above' | 'below';
  readonly value: number;
}

const directions: Readonly<Record<string, Bound['direction']>> = {
  '>': 'above',
  '>=': 'above',
  '<': 'below',
  '<=': 'below',
};

export const oppositeDirection = { above: 'below', below: 'above' } as const;

/** The bounds at the top of an expression in reading order, each side of `and` and `or` on its own. */
export const bounds = (expr: Expr): readonly Bound[] => {
  if (expr.kind !== 'binary') return [];
  const { op, left, right } = expr;
  if (op === 'and' || op === 'or') return [...bounds(left), ...bounds(right)];
  if (op === 'unless') return bounds(left);
  const direction = directions[op];
  if (direction === undefined || expr.bool === true) return [];
  if (right.kind === 'number') return [{ compared: print(left), direction, value: right.value }];
  if (left.kind === 'number')
    return [{ compared: print(right), direction: oppositeDirection[direction], value: left.value }];
  return [];
};
