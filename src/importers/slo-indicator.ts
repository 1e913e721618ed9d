import { print } from '../promql/print.ts';
import type { Binary, Expr, Selector } from '../promql/syntax.ts';
import { goodSelector, latencyIndicator } from './slo-latency.ts';
import { type CountedRate, countedRate, resultLabels, type SloQuery, same } from './slo-query.ts';
import type { SourceIndicator } from './slo-source.ts';

/**
 * Queries of errors and totals as the indicator that measures the same: a ratio of counters or a latency where they are
 * one, and as they are written otherwise.
 *
 * @module
 */

/** What the errors are, in the shapes that people write. */
type Errors = { readonly bad: Selector } | { readonly good: Selector };

/** An indicator whose events are counted: bad or good ones, and all of them. */
export const countedIndicator = (
  part: { readonly bad: SloQuery } | { readonly good: SloQuery },
  total: SloQuery,
): SourceIndicator => {
  const own = 'bad' in part ? part.bad : part.good;
  const all = countedRate(total.expr);
  const errors = all === undefined ? undefined : errorsOf(part, all);
  if (all !== undefined && errors !== undefined)
    return 'bad' in errors
      ? indicator({ kind: 'ratio', bad: text(errors.bad), total: text(all.selector) }, all.by, [
          errors.bad,
          all.selector,
        ])
      : (latencyIndicator(errors.good, all.selector, all.by) ??
          indicator({ kind: 'ratioGood', good: text(goodSelector(errors.good)), total: text(all.selector) }, all.by, [
            errors.good,
            all.selector,
          ]));
  const whole = perSecond(total);
  const some = perSecond(own);
  return indicator(
    {
      kind: 'raw',
      // Without a good event there is no series of good events, and everything is bad.
      errors: 'bad' in part ? print(some) : `${operand(whole)} - (${operand(some)} or 0 * ${operand(whole)})`,
      total: print(whole),
    },
    commonLabels(own.expr, total.expr),
    [own.expr, total.expr],
  );
};

/** `sum(rate(bad))`, `sum(rate(total)) - sum(rate(good))`, or `sum(rate(good))`, added up by the labels of the total. */
const errorsOf = (
  part: { readonly bad: SloQuery } | { readonly good: SloQuery },
  all: CountedRate,
): Errors | undefined => {
  if ('good' in part) {
    const good = countedRate(part.good.expr);
    return good !== undefined && same(good.by, all.by) ? { good: good.selector } : undefined;
  }
  const { expr } = part.bad;
  const bad = countedRate(expr);
  if (bad !== undefined) return same(bad.by, all.by) ? { bad: bad.selector } : undefined;
  if (expr.kind !== 'binary' || expr.op !== '-' || expr.matching !== undefined) return undefined;
  const whole = countedRate(expr.left);
  const good = countedRate(expr.right);
  const isTotal = whole !== undefined && same(whole.by, all.by) && print(whole.selector) === print(all.selector);
  return isTotal && good !== undefined && same(good.by, all.by) ? { good: good.selector } : undefined;
};

/** The two sides of a share that is a quotient of rates over the window: `sum(rate(bad)) / sum(rate(total))`. */
export const quotientIndicator = (query: SloQuery, of: 'bad' | 'good'): SourceIndicator | undefined => {
  const { expr } = query;
  const rest = expr.kind === 'binary' && expr.op === '-' && isOne(expr.left) ? expr.right : undefined;
  const quotient = rest ?? expr;
  if (!query.windowed || quotient.kind !== 'binary' || quotient.op !== '/' || quotient.matching !== undefined)
    return undefined;
  const part = { ...query, expr: quotient.left };
  const total = { ...query, expr: quotient.right };
  if (countedRate(total.expr) === undefined) return undefined;
  return countedIndicator((of === 'bad') === (rest === undefined) ? { bad: part } : { good: part }, total);
};

const isOne = (expr: Expr): boolean => expr.kind === 'number' && expr.value === 1;

/** A share of errors without a number of events: every moment counts the same. */
export const ratioIndicator = (query: SloQuery, of: 'bad' | 'good'): SourceIndicator => {
  const value = perSecond(query);
  const ratio = operand(value);
  return indicator(
    { kind: 'raw', errors: of === 'bad' ? print(value) : `1 - ${ratio}`, total: `0 * ${ratio} + 1` },
    resultLabels(query.expr) ?? [],
    [query.expr],
  );
};

/** A counter without a rate, `errors_total{job="api"}` or the sum of it, as its rate over the window. */
export const counterQuery = (query: SloQuery): SloQuery | undefined => {
  const { expr } = query;
  const isSum = expr.kind === 'aggregate' && expr.op === 'sum' && expr.grouping?.kind !== 'without';
  const inner = isSum ? expr.expr : expr;
  if (inner.kind !== 'selector' || inner.offset !== undefined || inner.at !== undefined) return undefined;
  const range: Expr = { kind: 'range', selector: inner, range: windowRange, from: 0, to: 0 };
  const rate: Expr = { kind: 'call', func: 'rate', args: [range], from: 0, to: 0 };
  return {
    ...query,
    expr: isSum ? { ...expr, expr: rate } : { kind: 'aggregate', op: 'sum', expr: rate, from: 0, to: 0 },
    windowed: true,
  };
};

/** A value that does not depend on the window is its mean over it. */
const perSecond = ({ expr, windowed }: SloQuery): Expr =>
  windowed
    ? expr
    : {
        kind: 'call',
        func: 'avg_over_time',
        args: [{ kind: 'subquery', expr, range: windowRange, from: 0, to: 0 }],
        from: 0,
        to: 0,
      };

const windowRange = { kind: 'durationVariable', text: '$window', from: 0, to: 0 } as const;

const indicator = (
  sli: SourceIndicator['sli'],
  groupBy: readonly string[],
  reads: readonly Expr[],
): SourceIndicator => ({ sli, groupBy, reads });

const text = (selector: Selector): string => print(selector);

const lowPrecedence: ReadonlySet<Binary['op']> = new Set([
  '+',
  '-',
  '==',
  '!=',
  '>',
  '<',
  '>=',
  '<=',
  'and',
  'or',
  'unless',
]);

/** In parentheses where a product or a difference would tear it apart. */
const operand = (expr: Expr): string =>
  expr.kind === 'binary' && lowPrecedence.has(expr.op) ? `(${print(expr)})` : print(expr);

const commonLabels = (errors: Expr, total: Expr): readonly string[] => {
  const a = resultLabels(errors);
  const b = resultLabels(total);
  return a !== undefined && b !== undefined && same(a, b) ? a : [];
};
