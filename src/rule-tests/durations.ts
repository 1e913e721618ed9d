import type { DurationExpr, Expr } from '../promql/syntax.ts';
import { children, walk } from '../promql/walk.ts';

const lengthOf = (duration: DurationExpr | undefined): number =>
  duration?.kind === 'duration' ? duration.milliseconds : 0;

/** How far into the past an expression looks, in milliseconds; the lookback of plain selectors is left out. */
export const reachOf = (expr: Expr): number => {
  const inner = Math.max(0, ...children(expr).map(reachOf));
  if (expr.kind === 'selector') return lengthOf(expr.offset);
  if (expr.kind === 'range' || expr.kind === 'subquery') return inner + lengthOf(expr.range) + lengthOf(expr.offset);
  return inner;
};

/** The shortest range that an expression reads, in milliseconds; infinite when it reads none. */
export const shortestRange = (expr: Expr): number => {
  let shortest = Number.POSITIVE_INFINITY;
  walk(expr, node => {
    if (node.kind === 'range') shortest = Math.min(shortest, lengthOf(node.range));
  });
  return shortest;
};

/**
 * How long a counter may be gone before `x unless last_over_time(x[1h] offset 15m)` takes it for a new one, less a
 * quarter of the range, in milliseconds; undefined where nothing of the kind is asked.
 */
export const longestGap = (expr: Expr): number | undefined => {
  let gap: number | undefined;
  walk(expr, node => {
    if (node.kind !== 'binary' || node.op !== 'unless') return;
    walk(node.right, inner => {
      if (inner.kind === 'range') gap = lengthOf(inner.offset) + 0.75 * lengthOf(inner.range);
    });
  });
  return gap;
};
