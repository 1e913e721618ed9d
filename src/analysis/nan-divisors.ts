import { isComparison } from '../promql/operators.ts';
import type { Expr } from '../promql/syntax.ts';

/** Functions whose result is 0 whenever nothing happened. */
const changes: ReadonlySet<string> = new Set(['rate', 'increase', 'irate', 'delta', 'idelta', 'changes', 'resets']);

/**
 * What an expression divides by where a NaN would stay: in the result, or in an aggregation, which one NaN spoils. A
 * comparison leaves NaN out, and the right side of `and` and `unless` only chooses.
 */
export const unfilteredDivisors = (root: Expr): readonly Expr[] => {
  const found: Expr[] = [];
  const open: { readonly node: Expr; readonly stays: boolean }[] = [{ node: root, stays: true }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, stays } = next;
    switch (node.kind) {
      case 'aggregate':
        open.push({ node: node.expr, stays: node.op !== 'count' && node.op !== 'group' });
        break;
      case 'call':
        for (const arg of [...node.args].reverse()) open.push({ node: arg, stays });
        break;
      case 'unary':
      case 'subquery':
        open.push({ node: node.expr, stays });
        break;
      case 'binary': {
        const filters = isComparison(node.op) && node.bool !== true && node.op !== '!=';
        const chooses = node.op === 'and' || node.op === 'unless';
        if (stays && (node.op === '/' || node.op === '%')) found.push(node.right);
        open.push({ node: node.right, stays: stays && !filters && !chooses });
        open.push({ node: node.left, stays: stays && !filters });
        break;
      }
    }
  }
  return found;
};

/** Whether an expression is 0 while nothing happens: a sum of rates, or the record of one. */
export const isZeroAtRest = (
  expr: Expr,
  record: (name: string) => Expr | undefined,
  following: readonly string[] = [],
): boolean => {
  const again = (inner: Expr): boolean => isZeroAtRest(inner, record, following);
  switch (expr.kind) {
    case 'aggregate':
      return expr.op !== 'count' && expr.op !== 'group' && again(expr.expr);
    case 'call':
      return (
        changes.has(expr.func) || (/^(?:sum|avg|max|min|last)_over_time$/.test(expr.func) && expr.args.some(again))
      );
    case 'range':
      return again(expr.selector);
    case 'subquery':
      return again(expr.expr);
    case 'selector': {
      const name = expr.name ?? '';
      const rule = following.includes(name) ? undefined : record(name);
      return rule !== undefined && isZeroAtRest(rule, record, [...following, name]);
    }
    case 'binary':
      return (expr.op === '+' || expr.op === '-') && again(expr.left) && again(expr.right);
    default:
      return false;
  }
};
