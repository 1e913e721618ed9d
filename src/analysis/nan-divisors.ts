import { isComparison } from '../promql/operators.ts';
import type { Call, Expr } from '../promql/syntax.ts';

/** Functions whose result is 0 whenever nothing happened. */
const changes: ReadonlySet<string> = new Set(['rate', 'increase', 'irate', 'delta', 'idelta', 'changes', 'resets']);

/** Aggregations that say how many series there are. */
const neverZero: ReadonlySet<string> = new Set(['count', 'group', 'count_values']);

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
        open.push({ node: node.expr, stays: !neverZero.has(node.op) });
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

/** Functions of a vector that are 0 where their argument is, which is not always the first. */
const keepsZero: ReadonlySet<string> = new Set([
  ...['sum_over_time', 'avg_over_time', 'max_over_time', 'min_over_time', 'last_over_time', 'first_over_time'],
  ...['quantile_over_time', 'abs', 'round', 'ceil', 'floor', 'sqrt', 'sgn', 'scalar', 'vector', 'sort', 'sort_desc'],
  ...['label_replace', 'label_join', 'deg', 'rad'],
]);

/** Where a bound is not known, it is taken to lift the value above 0. */
const boundary = (expr: Expr | undefined): number | undefined => (expr?.kind === 'number' ? expr.value : undefined);

/** A call of a limiting function leaves 0 alone when 0 is within the limits. */
const withinLimits = ({ func, args }: Call): boolean => {
  const limits = args.slice(1).map(boundary);
  const [first, second] = limits;
  if (first === undefined) return false;
  if (func === 'clamp_min') return first <= 0;
  if (func === 'clamp_max') return first >= 0;
  return func === 'clamp' && second !== undefined && first <= 0 && second >= 0;
};

/** Whether an expression is 0 while nothing happens: a sum of rates, the record of one, or 0 itself. */
export const isZeroAtRest = (
  expr: Expr,
  record: (name: string) => Expr | undefined,
  following: readonly string[] = [],
): boolean => {
  const again = (inner: Expr): boolean => isZeroAtRest(inner, record, following);
  switch (expr.kind) {
    case 'number':
      return expr.value === 0;
    case 'unary':
    case 'subquery':
      return again(expr.expr);
    case 'aggregate':
      return !neverZero.has(expr.op) && again(expr.expr);
    case 'call': {
      if (changes.has(expr.func)) return true;
      if (expr.func.startsWith('clamp')) return withinLimits(expr) && expr.args.slice(0, 1).some(again);
      const [first, second] = expr.args;
      const argument = expr.func === 'quantile_over_time' ? second : first;
      return keepsZero.has(expr.func) && argument !== undefined && again(argument);
    }
    case 'range':
      return again(expr.selector);
    case 'selector': {
      const name = expr.name ?? '';
      const rule = following.includes(name) ? undefined : record(name);
      return rule !== undefined && isZeroAtRest(rule, record, [...following, name]);
    }
    case 'binary':
      switch (expr.op) {
        case '+':
        case '-':
          return again(expr.left) && again(expr.right);
        case '*':
        case 'or':
          return again(expr.left) || again(expr.right);
        case '/':
        case '%':
        case 'and':
        case 'unless':
          return again(expr.left);
        default:
          return false;
      }
    default:
      return false;
  }
};
