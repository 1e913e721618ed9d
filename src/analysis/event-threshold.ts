import type { Binary, Call, Expr, Range } from '../promql/syntax.ts';

/** How much a range selector sees of a counter: what an increase, a rate and their kin do. */
export interface CountedRange {
  readonly call: Call;
  readonly range: Range;
}

/** A comparison with a fixed number that decides whether an alert fires. */
export interface Threshold {
  readonly node: Binary;
  readonly value: number;
  readonly compared: Expr;
}

/** Comparisons that hold above a number on the right, and those that hold above one on the left. */
const lower: ReadonlySet<string> = new Set(['>', '>=', '==', '!=']);
const upper: ReadonlySet<string> = new Set(['<', '<=', '==', '!=']);

/** Calls that leave a count what it is, if rounded. */
const preserving: ReadonlySet<string> = new Set(['round', 'ceil', 'floor', 'abs', 'sort', 'sort_desc', 'scalar']);

/** Equality with 0 asks whether nothing happened, which is no threshold. */
const counts = (op: string, value: number): boolean => op !== '==' || value !== 0;

/** The comparisons with a number at the top of an expression, each side of `and` and `or` on its own. */
export const thresholds = (expr: Expr): readonly Threshold[] => {
  const found: Threshold[] = [];
  const open: Expr[] = [expr];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind !== 'binary') continue;
    if (node.op === 'and' || node.op === 'or' || node.op === 'unless') {
      open.push(node.left);
      if (node.op !== 'unless') open.push(node.right);
    } else if (lower.has(node.op) && node.bool !== true && node.right.kind === 'number') {
      if (counts(node.op, node.right.value)) found.push({ node, value: node.right.value, compared: node.left });
    } else if (upper.has(node.op) && node.bool !== true && node.left.kind === 'number') {
      if (counts(node.op, node.left.value)) found.push({ node, value: node.left.value, compared: node.right });
    }
  }
  return found;
};

/** `(x unless last_over_time(x[1h] offset 10m)) or increase(x[10m])` counts the first value of a counter as well. */
const seesBirth = (node: Expr): boolean =>
  node.kind === 'binary' && node.op === 'or' && node.left.kind === 'binary' && node.left.op === 'unless';

/**
 * The rates and increases that a value is made of by adding up alone. A value that is divided, multiplied or joined is
 * not a count of events any more: then there are none.
 */
export const countedRanges = (expr: Expr): readonly CountedRange[] => {
  const found: CountedRange[] = [];
  const open: Expr[] = [expr];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'aggregate') open.push(node.expr);
    else if (node.kind === 'binary' && !seesBirth(node) && (node.op === 'or' || node.op === '+'))
      open.push(node.left, node.right);
    else if (node.kind === 'call' && preserving.has(node.func)) open.push(...node.args.slice(0, 1));
    else if (node.kind === 'call' && (node.func === 'rate' || node.func === 'increase' || node.func === 'irate')) {
      const range = node.args[0];
      if (range?.kind === 'range') found.push({ call: node, range });
    }
  }
  return found;
};
