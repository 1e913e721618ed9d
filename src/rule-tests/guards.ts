import type { Expr } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';

/** A quotient `dividend / (guard > 0)`. */
export interface Guard {
  readonly dividend: Expr;
  readonly guard: Expr;
}

/** The quotients of an expression whose divisor is kept from being 0. */
export const guardsIn = (expr: Expr): readonly Guard[] => {
  const found: Guard[] = [];
  walk(expr, node => {
    if (node.kind !== 'binary' || node.op !== '/') return;
    const { left: dividend } = node;
    const right = node.right.kind === 'aggregate' ? node.right.expr : node.right;
    if (right.kind === 'binary' && right.op === '>' && right.right.kind === 'number' && right.right.value === 0)
      found.push({ dividend, guard: right.left });
  });
  return found;
};
