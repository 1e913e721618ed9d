import type { Call, Expr, Selector } from '../promql/syntax.ts';
import { children, walk } from '../promql/walk.ts';

/** What of an alert's expression decides how long a failure takes to show. */
export interface Condition {
  /** Selectors of the present: what is read at another time is not what fails now. */
  readonly selectors: readonly Selector[];
  /** Samples that have to fail one after the other; 1 unless the expression counts failures. */
  readonly failures: number;
  /** Milliseconds until a window has seen enough of a complete failure. */
  readonly ramp: number;
  /** How the ramp comes about: `5m x 0.1`. */
  readonly because: string;
}

interface Comparison {
  readonly compared: Expr;
  readonly value: number;
  readonly isBelow: boolean;
}

const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** The comparisons with a number that decide whether an alert fires, each side of `and` and `or` on its own. */
const comparisons = (expr: Expr): readonly Comparison[] => {
  if (expr.kind === 'aggregate') return comparisons(expr.expr);
  if (expr.kind === 'call' && expr.func === 'label_replace') return expr.args.slice(0, 1).flatMap(comparisons);
  if (expr.kind !== 'binary') return [];
  const { op, left, right } = expr;
  if (op === 'and' || op === 'or') return [...comparisons(left), ...comparisons(right)];
  if (op === 'unless') return comparisons(left);
  const sides =
    right.kind === 'number'
      ? { compared: left, value: right.value, op: `${op}` }
      : left.kind === 'number'
        ? { compared: right, value: left.value, op: mirrored[op] ?? op }
        : undefined;
  if (sides === undefined || mirrored[sides.op] === undefined) return [];
  return [{ compared: sides.compared, value: sides.value, isBelow: sides.op.startsWith('<') }];
};

const rangeOf = ({ args }: Call): { readonly milliseconds: number; readonly past: boolean } | undefined => {
  const range = args.find(arg => arg.kind === 'range' || arg.kind === 'subquery');
  if (range === undefined || range.range.kind !== 'duration') return undefined;
  return { milliseconds: range.range.milliseconds, past: range.offset !== undefined || range.at !== undefined };
};

const growing: ReadonlySet<string> = new Set(['rate', 'irate', 'increase', 'delta', 'idelta']);
/** Functions that see one bad sample at once. */
const immediate: ReadonlySet<string> = new Set([
  'count_over_time',
  'sum_over_time',
  'last_over_time',
  'max_over_time',
  'present_over_time',
  'changes',
  'resets',
]);

const divides = (expr: Expr): boolean => {
  let found = false;
  walk(expr, node => {
    found ||= node.kind === 'binary' && node.op === '/';
  });
  return found;
};

const quantileOf = (expr: Expr): number | undefined => {
  let found: number | undefined;
  walk(expr, node => {
    const first = node.kind === 'call' && node.func === 'histogram_quantile' ? node.args[0] : undefined;
    if (first?.kind === 'number') found ??= first.value;
  });
  return found;
};

/** `count_over_time(x) - sum_over_time(x)`: the failures in a window. */
const countsFailures = (expr: Expr): boolean => {
  const calls: string[] = [];
  walk(expr, node => {
    if (node.kind === 'call') calls.push(node.func);
  });
  return calls.includes('count_over_time') && calls.includes('sum_over_time') && !divides(expr);
};

/** The share of a window that has to be bad before the comparison holds, while everything fails. */
const shareOf = ({ compared, value, isBelow }: Comparison, isRatio: boolean): number => {
  const quantile = quantileOf(compared);
  if (quantile !== undefined) return Math.max(0, 1 - quantile);
  if (isRatio && value > 0 && value < 1) return isBelow ? 1 - value : value;
  // A percentage.
  if (isRatio && value >= 1 && value < 100 && compared.kind === 'binary')
    return isBelow ? 1 - value / 100 : value / 100;
  return isBelow ? 1 : 0;
};

const windowsOf = (expr: Expr): readonly Call[] => {
  const found: Call[] = [];
  walk(expr, node => {
    if (node.kind === 'call' && rangeOf(node) !== undefined) found.push(node);
  });
  return found;
};

/** Recorded ratios have it in their name. A share of a budget is no share of a window: it counts what was spent. */
const namesRatio = ({ name = '' }: Selector): boolean => /:ratio/.test(name) && !/budget/.test(name);

/** Longest window that an expression reads up to now. */
export const longestWindow = (expr: Expr): number =>
  Math.max(
    0,
    ...windowsOf(expr)
      .map(call => rangeOf(call))
      .map(range => (range?.past === false ? range.milliseconds : 0)),
  );

/** Selectors that are read as of now. */
export const presentSelectors = (expr: Expr): readonly Selector[] => {
  const found: Selector[] = [];
  const open: Expr[] = [expr];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'selector' && node.offset === undefined) found.push(node);
    const isPast = (node.kind === 'range' || node.kind === 'subquery') && node.offset !== undefined;
    if (!isPast) open.push(...children(node));
  }
  return found;
};

/**
 * Reads a condition; `windowOf` says over how long what a selector names was recorded. A ratio of rates crosses its bound when that share of its window is bad; a quantile when more than
 * the rest of the requests is; a count at the event that crosses it; a minimum when the whole window is bad. Windows
 * that are compared with each other are a baseline, and no delay.
 */
export const readCondition = (expr: Expr, windowOf: (selector: Selector) => number): Condition => {
  const selectors = presentSelectors(expr);
  const found = comparisons(expr);
  let [failures, ramp, because] = [1, 0, ''];
  const longer = (exact: number, why: string): void => {
    const milliseconds = Math.round(exact);
    if (milliseconds <= ramp) return;
    [ramp, because] = [milliseconds, why];
  };
  for (const comparison of found) {
    if (countsFailures(comparison.compared) && comparison.value > 1) {
      failures = Math.max(failures, Math.ceil(comparison.value));
      continue;
    }
    const isRatio = divides(comparison.compared) || presentSelectors(comparison.compared).some(namesRatio);
    const share = shareOf(comparison, isRatio);
    for (const selector of presentSelectors(comparison.compared))
      longer(windowOf(selector) * share, `${Number(share.toFixed(4))} of what is recorded`);
    for (const call of windowsOf(comparison.compared)) {
      const range = rangeOf(call);
      if (range === undefined || range.past || (immediate.has(call.func) && !isRatio)) continue;
      const part = growing.has(call.func) || isRatio ? share : 1;
      longer(range.milliseconds * part, part === 1 ? 'its whole window' : `${Number(part.toFixed(4))} of its window`);
    }
  }
  return { selectors, failures, ramp, because };
};
