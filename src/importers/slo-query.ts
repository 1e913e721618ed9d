import { parse } from '../promql/parse.ts';
import { printDuration } from '../promql/print-terms.ts';
import type { DurationExpr, Expr, Range, Selector } from '../promql/syntax.ts';
import { mapExpr, walk } from '../promql/walk.ts';
import type { Refusal } from './slo-source.ts';

/** A query of an objective, with `$window` where each window is to be put in. */
export interface SloQuery {
  readonly expr: Expr;
  /** As its file has it. */
  readonly written: Expr;
  /** Whether `$window` stands in it. */
  readonly windowed: boolean;
  /** A range of fixed length, `5m`, that `$window` was put in place of. */
  readonly replaced: string | undefined;
}

const windowVariable = '$window';

/** How the range is left open: `{{.window}}`, `${window}`, `[[window]]`, `$__rate_interval`. */
const placeholder =
  /\{\{-?\s*\.window\s*-?\}\}|\$\{window\}|\[\[window\]\]|\$window\b|\$__rate_interval\b|\$__range\b/g;
const otherTemplate = /\{\{.*?\}\}/;

/** Reads the PromQL of an objective. A single fixed range under `rate` or `increase` stands for each window. */
export const readSloQuery = (written: string): SloQuery | Refusal => {
  const text = written.replace(placeholder, windowVariable);
  const template = otherTemplate.exec(text)?.[0];
  if (template !== undefined)
    return {
      reason: `its query holds the template \`${template}\``,
      hint: 'Fill in everything but the window first.',
    };
  const { expr, problems } = parse(text, { variables: true });
  const [problem] = problems;
  if (problem !== undefined || expr === undefined)
    return {
      reason: `its query is no PromQL that Prometheus takes: ${(problem?.message ?? 'it cannot be read').replace(/\.$/, '')}`,
      ...(problem?.hint === undefined ? {} : { hint: problem.hint }),
    };
  const variables = variablesOf(expr);
  const foreign = variables.find(variable => variable !== windowVariable);
  if (foreign !== undefined)
    return { reason: `its query holds the variable \`${foreign}\``, hint: 'Fill in everything but the window first.' };
  if (variables.length > 0) return { expr, written: expr, windowed: true, replaced: undefined };
  const fixed = new Set(rates(expr).map(({ range }) => printDuration(range)));
  const [only] = fixed;
  return fixed.size === 1 && only !== undefined && !hasSubquery(expr)
    ? { expr: mapExpr(expr, openRange), written: expr, windowed: true, replaced: only }
    : { expr, written: expr, windowed: false, replaced: undefined };
};

const variablesOf = (expr: Expr): readonly string[] => {
  const found: string[] = [];
  const visit = (duration: DurationExpr | undefined): void => {
    if (duration?.kind === 'durationVariable') found.push(duration.text);
  };
  walk(expr, node => {
    if (node.kind === 'variable') found.push(node.text);
    if (node.kind === 'range' || node.kind === 'subquery') visit(node.range);
    if (node.kind === 'subquery') visit(node.step);
    if (node.kind === 'selector' && /[$]|\[\[/.test(node.name ?? '')) found.push(node.name ?? '');
    if ('offset' in node) visit(node.offset);
  });
  return found;
};

const rateFunctions: ReadonlySet<string> = new Set(['rate', 'increase']);

const rates = (expr: Expr): readonly Range[] => {
  const found: Range[] = [];
  walk(expr, node => {
    const [arg] = node.kind === 'call' && rateFunctions.has(node.func) ? node.args : [];
    if (arg?.kind === 'range') found.push(arg);
  });
  return found;
};

const hasSubquery = (expr: Expr): boolean => {
  let found = false;
  walk(expr, node => {
    found ||= node.kind === 'subquery';
  });
  return found;
};

const openRange = (node: Expr): Expr =>
  node.kind === 'call' && rateFunctions.has(node.func)
    ? {
        ...node,
        args: node.args.map(arg =>
          arg.kind === 'range'
            ? { ...arg, range: { kind: 'durationVariable', text: windowVariable, from: 0, to: 0 } as const }
            : arg,
        ),
      }
    : node;

/** A counter and the labels that its rate is added up by: `sum by (path) (rate(errors_total[$window]))`. */
export interface CountedRate {
  readonly selector: Selector;
  readonly by: readonly string[];
}

/** The query as the rate of one counter over the window, if it is one. */
export const countedRate = (expr: Expr): CountedRate | undefined => {
  if (expr.kind !== 'aggregate' || expr.op !== 'sum' || expr.grouping?.kind === 'without') return undefined;
  const { expr: call } = expr;
  const [range] = call.kind === 'call' && rateFunctions.has(call.func) ? call.args : [];
  if (range?.kind !== 'range' || range.range.kind !== 'durationVariable') return undefined;
  if (range.offset !== undefined || range.at !== undefined || range.extension !== undefined) return undefined;
  return { selector: range.selector, by: [...(expr.grouping?.labels ?? [])].sort() };
};

/** Labels that the result has, where the query says so: those of its outermost aggregations. */
export const resultLabels = (expr: Expr): readonly string[] | undefined => {
  if (expr.kind === 'aggregate')
    return expr.grouping === undefined
      ? []
      : expr.grouping.kind === 'by'
        ? [...expr.grouping.labels].sort()
        : undefined;
  if (expr.kind === 'number') return [];
  if (expr.kind === 'unary') return resultLabels(expr.expr);
  if (expr.kind !== 'binary' || expr.matching !== undefined) return undefined;
  const left = resultLabels(expr.left);
  const right = resultLabels(expr.right);
  if (expr.left.kind === 'number') return right;
  if (expr.right.kind === 'number') return left;
  return left !== undefined && right !== undefined && same(left, right) ? left : undefined;
};

export const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((label, i) => label === b[i]);
