import type { AlertingRule } from '../../src/ir/rule-group.ts';
import type { Aggregate, Expr, Matcher } from '../../src/promql/syntax.ts';
import { walk } from '../../src/promql/walk.ts';
import { selectorsOf } from '../../src/rule-tests/gather.ts';
import type { Mutation } from './mutants.ts';

const isSame = (left: Matcher, right: Matcher): boolean =>
  left.label === right.label && left.op === right.op && left.value === right.value;

const keeps = ({ grouping }: Aggregate, label: string): boolean =>
  grouping !== undefined && grouping.labels.includes(label) === (grouping.kind === 'by');

/** Whether every element of an expression meets a matcher, on a label that it still has. */
const restricts = (expr: Expr, matcher: Matcher): boolean => {
  const selectors = selectorsOf(expr);
  let kept = selectors.length > 0;
  walk(expr, node => {
    if (node.kind === 'aggregate') kept &&= keeps(node, matcher.label);
    if (node.kind === 'binary' && node.op === 'or') kept = false;
    if (node.kind === 'call' && /^(?:absent|label_|vector)/.test(node.func)) kept = false;
  });
  return kept && selectors.every(({ matchers }) => matchers.some(other => isSame(other, matcher)));
};

/** A matcher that the other side of an operator demands as well: without it there are series more, and none has a partner. */
const demandedByPartner = ({ node, expr: _, around, what, label }: Mutation): string | undefined => {
  if (node.kind !== 'selector' || label === undefined) return undefined;
  const matcher = node.matchers.find(each => what.startsWith(`${each.label}${each.op}"${each.value}" is`));
  if (matcher === undefined) return undefined;
  let child: Expr = node;
  for (const parent of around.toReversed()) {
    if (parent.kind === 'aggregate' && !keeps(parent, label)) return undefined;
    if (parent.kind === 'call' && /^(?:absent|label_)/.test(parent.func)) return undefined;
    if (parent.kind === 'binary' && selectorsOf(parent.left === child ? parent.right : parent.left).length > 0) {
      const isLeft = parent.left === child;
      const { matching, op } = parent;
      if (op === 'or' || (op === 'unless' && isLeft)) return undefined;
      if (matching !== undefined && matching.labels.includes(label) !== (matching.kind === 'on')) return undefined;
      if (restricts(isLeft ? parent.right : parent.left, matcher)) return 'its partner demands the same';
    }
    child = parent;
  }
  return undefined;
};

const functionsIn = (expr: Expr): ReadonlySet<string> => {
  const found = new Set<string>();
  walk(expr, node => {
    if (node.kind === 'call') found.add(node.func);
  });
  return found;
};

const extrapolating = ['rate', 'increase', 'delta', 'deriv', 'predict_linear', 'histogram_quantile', 'avg_over_time'];

/** Whether a number comes out of float arithmetic that the releases of Prometheus do not do bit for bit alike. */
const isExtrapolated = (expr: Expr): boolean => {
  const functions = functionsIn(expr);
  return extrapolating.some(name => functions.has(name));
};

const strictness: ReadonlySet<string> = new Set(['> becomes >=', '>= becomes >', '< becomes <=', '<= becomes <']);

/** `>` for `>=` beside a number that is measured: to be exactly at the bound means nothing there. */
const neverExactly = ({ node, what }: Mutation): string | undefined => {
  if (node.kind !== 'binary' || !strictness.has(what)) return undefined;
  const isZero = node.right.kind === 'number' && node.right.value === 0;
  const predicts = ['deriv', 'predict_linear'].some(name => functionsIn(node.left).has(name));
  return isExtrapolated(node) && (!isZero || predicts)
    ? 'an extrapolated number is never exactly at the bound'
    : undefined;
};

/** `x / (y > 0)` without the guard where `x` is part of `y`: 0 / 0 is NaN, which no bound lets pass. */
const nanAnyway = ({ node, what, around }: Mutation): string | undefined => {
  const quotient = around.at(-1);
  if (node.kind !== 'binary' || what !== '> becomes >=') return undefined;
  if (node.right.kind !== 'number' || node.right.value !== 0) return undefined;
  if (quotient?.kind !== 'binary' || quotient.op !== '/' || quotient.right !== node) return undefined;
  const names = new Set(selectorsOf(node.left).map(({ name }) => name));
  return selectorsOf(quotient.left).every(({ name }) => names.has(name))
    ? 'the dividend is 0 as well, and 0 / 0 is NaN'
    : undefined;
};

/** A label of the grouping that has one value and that the rule sets itself. */
const setByRule = ({ node, kind, label, around }: Mutation, rule: AlertingRule): string | undefined => {
  if (kind !== 'grouping' || label === undefined || rule.labels[label] === undefined) return undefined;
  if (
    around.some(
      parent => parent.kind === 'binary' && selectorsOf(parent.left).length > 0 && selectorsOf(parent.right).length > 0,
    )
  )
    return undefined;
  const pinned = selectorsOf(node).every(({ matchers }) =>
    matchers.some(({ label: own, op }) => own === 'service' && op === '='),
  );
  return pinned && ['service', 'team'].includes(label)
    ? 'a service has one value of it, and the rule sets it'
    : undefined;
};

const isWhole = (expr: Expr): boolean => {
  switch (expr.kind) {
    case 'number':
      return Number.isInteger(expr.value);
    case 'call':
      return ['changes', 'resets', 'count_over_time'].includes(expr.func);
    case 'aggregate':
      return expr.op === 'count' || (['sum', 'min', 'max'].includes(expr.op) && isWhole(expr.expr));
    case 'binary':
      return ['+', '-', '*'].includes(expr.op) && isWhole(expr.left) && isWhole(expr.right);
    default:
      return false;
  }
};

/** Another bound of a count between the same two whole numbers. */
const sameCount = ({ node, what }: Mutation): string | undefined => {
  const [, from, to] = /^(\S+) becomes (\S+)$/.exec(what) ?? [];
  if (node.kind !== 'binary' || !isWhole(node.left) || from === undefined || to === undefined) return undefined;
  const round = node.op === '>' || node.op === '<=' ? Math.floor : Math.ceil;
  return /^[<>]=?$/.test(node.op) && round(Number(from)) === round(Number(to))
    ? 'no whole number lies between the bounds'
    : undefined;
};

/** Why a mutant cannot be told from its alert, as far as a rule can say. */
export const whyEquivalent = (mutation: Mutation, rule: AlertingRule): string | undefined =>
  demandedByPartner(mutation) ??
  nanAnyway(mutation) ??
  neverExactly(mutation) ??
  setByRule(mutation, rule) ??
  sameCount(mutation);
