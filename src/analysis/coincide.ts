import { disagreement, type LabelSet, labelFact } from '../promql/label-set.ts';
import type { Expr, Matcher } from '../promql/syntax.ts';
import { excludeEachOther } from './exclusive-matchers.ts';
import type { PlannedExpression } from './expressions.ts';

/** Functions that give labels of their own. */
const relabels: ReadonlySet<string> = new Set([
  ...['label_replace', 'label_join', 'info', 'absent', 'absent_over_time', 'histogram_quantiles'],
]);

const ofBinary = (expr: Extract<Expr, { readonly kind: 'binary' }>, label: string): readonly Matcher[] => {
  const { op, left, right, matching } = expr;
  if (op === 'or' || matching?.group?.labels.includes(label) === true || expr.fill !== undefined) return [];
  const fromRight = matching?.group?.side === 'right' || left.kind === 'number';
  return matchersOn(fromRight ? right : left, label);
};

/** Matchers that every series of a result fulfils with a label that it has. Those that are not sure are left out. */
const matchersOn = (expr: Expr, label: string): readonly Matcher[] => {
  switch (expr.kind) {
    case 'selector':
      return expr.matchers.filter(matcher => matcher.label === label);
    case 'range':
      return matchersOn(expr.selector, label);
    case 'subquery':
    case 'unary':
      return matchersOn(expr.expr, label);
    case 'call':
      return relabels.has(expr.func) ? [] : expr.args.flatMap(arg => matchersOn(arg, label));
    case 'aggregate':
      return expr.op === 'count_values' ? [] : matchersOn(expr.expr, label);
    case 'binary':
      return ofBinary(expr, label);
    default:
      return [];
  }
};

const excluded = (left: Expr, right: Expr, first: LabelSet, second: LabelSet): boolean =>
  [...new Set([...first.known.keys(), ...second.known.keys()])].some(
    label =>
      label !== '__name__' &&
      labelFact(first, label).presence === 'surely' &&
      labelFact(second, label).presence === 'surely' &&
      matchersOn(left, label).some(one => matchersOn(right, label).some(other => excludeEachOther(one, other))),
  );

/**
 * Whether a series of one rule can have the labels of a series of the other, those that both rules set aside: no label
 * that is left in both results has values that exclude each other.
 */
export const canCoincide = (left: PlannedExpression, right: PlannedExpression): boolean => {
  if (left.inference === undefined || right.inference === undefined) return true;
  const set = { ...left.rule?.labels, ...right.rule?.labels };
  const { labels: first } = left.inference;
  const { labels: second } = right.inference;
  if (disagreement(first, second, label => set[label] === undefined) !== undefined) return false;
  const { expr: one } = left.parsed;
  const { expr: other } = right.parsed;
  return one === undefined || other === undefined || !excluded(one, other, first, second);
};
