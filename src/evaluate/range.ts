import type { Expr, Range, Subquery } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';
import type { Context } from './context.ts';
import { asVector, failure, isStop, type Stop, unsupported } from './evaluated.ts';
import type { Labels } from './labels.ts';
import { type Points, pointsBetween } from './points.ts';
import { millisecondsOf, referenceTime } from './times.ts';

/** A range vector: the samples of each series between two times in milliseconds. Series without samples are left out. */
export interface RangeValue {
  readonly kind: 'range';
  readonly start: number;
  readonly end: number;
  readonly series: readonly { readonly labels: Labels; readonly points: Points }[];
}

const window = (
  node: Range | Subquery,
  context: Context,
): { readonly kind: 'window'; start: number; end: number } | Stop => {
  const end = referenceTime(node, context);
  if (typeof end !== 'number') return end;
  const length = millisecondsOf(node.range);
  return typeof length === 'number' ? { kind: 'window', start: end - length, end } : length;
};

/** The samples a range selector holds. */
const evaluateSelectorRange = (node: Range, context: Context): RangeValue | Stop => {
  const { storage, leftOpen } = context;
  const between = window(node, context);
  if (isStop(between)) return between;
  const { start, end } = between;
  const selected = storage.select(node.selector);
  if (isStop(selected)) return selected;
  const series: { readonly labels: Labels; readonly points: Points }[] = [];
  for (const stored of selected.series) {
    const points = pointsBetween(stored, start, end, leftOpen);
    if (points.to > points.from) series.push({ labels: stored.labels, points });
  }
  return { kind: 'range', start, end, series };
};

const none: ReadonlySet<number> = new Set();

/** Prometheus gives up at 50 million samples, and whoever asks for a tenth of that has mistaken a unit. */
const mostSteps = 5_000_000;

const hasAt = (expr: Expr): boolean => {
  let found = false;
  walk(expr, node => {
    if ((node.kind === 'selector' || node.kind === 'range' || node.kind === 'subquery') && node.at !== undefined)
      found = true;
  });
  return found;
};

/** The results of the inner expression at every multiple of the step within the range. */
const evaluateSubquery = (node: Subquery, context: Context): RangeValue | Stop => {
  // Released versions disagree with their own documentation here.
  if ((node.at !== undefined || node.offset !== undefined) && hasAt(node.expr))
    return unsupported('a subquery with `@` or `offset` of an expression with `@`');
  const between = window(node, context);
  if (isStop(between)) return between;
  const { start, end } = between;
  const step = node.step === undefined ? context.evaluationInterval : millisecondsOf(node.step);
  if (typeof step !== 'number') return step;
  if (!(step > 0)) return failure('a subquery has a step above 0');
  if ((end - start) / step > mostSteps) return unsupported(`a subquery of more than ${mostSteps} steps`);
  let at = Math.ceil(start / step) * step;
  if (context.leftOpen && at === start) at += step;
  // What does not depend on the step is evaluated even without one, and its failure counts.
  if (at > end && hasAt(node.expr)) return unsupported('a subquery without a step of an expression with `@`');
  const columns = new Map<Labels, { readonly times: number[]; readonly values: number[] }>();
  const inner: Context = { ...context, origins: context.origins ?? new Map() };
  for (; at <= end; at += step) {
    const value = inner.evaluate(node.expr, { ...inner, at });
    const vector =
      value.kind === 'scalar'
        ? { kind: 'vector' as const, samples: [{ labels: context.storage.labels.none, value: value.value }] }
        : asVector(value);
    if (isStop(vector)) return vector;
    for (const { labels, value: v } of vector.samples) {
      let column = columns.get(labels);
      if (column === undefined) {
        column = { times: [], values: [] };
        columns.set(labels, column);
      }
      column.times.push(at);
      column.values.push(v);
    }
  }
  return {
    kind: 'range',
    start,
    end,
    series: [...columns].map(([labels, column]) => ({
      labels,
      points: pointsBetween({ ...column, stale: none }, start, end, context.leftOpen),
    })),
  };
};

/** The range vector of a range selector or a subquery. */
export const evaluateRange = (node: Range | Subquery, context: Context): RangeValue | Stop =>
  node.kind === 'range' ? evaluateSelectorRange(node, context) : evaluateSubquery(node, context);
