import type { Flow, NanSource, Occurrence } from './inference.ts';
import type { InferenceContext } from './inference-context.ts';
import type { LabelFact } from './label-facts.ts';
import {
  bothLabels,
  disagreement,
  eitherLabels,
  type LabelSet,
  labelFact,
  onlyLabels,
  withLabel,
  withoutLabel,
} from './label-set.ts';
import { hasVariable } from './names.ts';
import { isComparison, isSetOperator } from './operators.ts';
import { print } from './print.ts';
import { explain, operatorText, type Reason } from './reason.ts';
import type { Binary, Expr, Span } from './syntax.ts';

const span = ({ from, to }: Span): Span => ({ from, to });

const nameless = (labels: LabelSet, reason: Reason): LabelSet => withoutLabel(labels, '__name__', reason);

/** Which labels have to agree. */
const considered = ({ matching }: Binary): ((label: string) => boolean) => {
  if (matching === undefined) return () => true;
  return matching.kind === 'on' ? label => matching.labels.includes(label) : label => !matching.labels.includes(label);
};

const side = (which: 'left' | 'right', label: string, fact: LabelFact): string => {
  if (fact.values !== undefined && fact.presence !== 'never') {
    return `The ${which} side has ${fact.values.map(value => `\`${label}="${value}"\``).join(' or ')}.`;
  }
  return fact.presence === 'never'
    ? `The ${which} side lacks it: ${explain(label, fact.reason)}`
    : `The ${which} side always has it: ${explain(label, fact.reason)}`;
};

const reportNeverMatches = (context: InferenceContext, node: Binary, left: LabelSet, right: LabelSet): boolean => {
  if (node.op === 'or' || node.fill !== undefined) return false;
  const label = disagreement(left, right, considered(node));
  if (label === undefined) return false;
  const first = labelFact(left, label);
  const second = labelFact(right, label);
  const consequence = node.op === 'unless' ? 'takes nothing away' : 'never has a result';
  const message = `\`${operatorText(node)}\` ${consequence}: its sides never agree on the label \`${label}\`. ${side('left', label, first)} ${side('right', label, second)}`;
  const hint =
    node.matching?.kind === 'on'
      ? `Take \`${label}\` out of \`on\`, or keep it on both sides.`
      : `Match on the labels that both sides have with \`on\`, or keep \`${label}\` on both sides.`;
  const lost = first.presence === 'never' ? first : second;
  context.findings.push({ kind: 'neverMatches', message, hint, label, reason: lost.reason, ...span(node) });
  return true;
};

/** Labels named in a matching that are on neither side, or that `group_left` would copy from where they are not. */
const reportIdleLabels = (context: InferenceContext, node: Binary, left: LabelSet, right: LabelSet): void => {
  const { matching } = node;
  if (matching === undefined) return;
  if (matching.kind === 'on') {
    for (const label of matching.labels) {
      const fact = labelFact(left, label);
      if (fact.presence !== 'never' || labelFact(right, label).presence !== 'never' || hasVariable(label)) continue;
      const message = `\`on\` names the label \`${label}\`, which neither side has. ${explain(label, fact.reason)}`;
      context.findings.push({
        kind: 'lostLabel',
        message,
        hint: `Take \`${label}\` out of \`on\`.`,
        label,
        reason: fact.reason,
        ...span(node),
      });
    }
  }
  const { group } = matching;
  if (group === undefined) return;
  const one = group.side === 'left' ? right : left;
  for (const label of group.labels) {
    const fact = labelFact(one, label);
    if (fact.presence !== 'never' || hasVariable(label)) continue;
    const message = `\`group_${group.side}\` copies the label \`${label}\`, which is not there. ${explain(label, fact.reason)}`;
    context.findings.push({
      kind: 'lostLabel',
      message,
      hint: `Keep \`${label}\` on that side, or do not copy it.`,
      label,
      reason: fact.reason,
      ...span(node),
    });
  }
};

/** The labels of the result of arithmetic or of a comparison between two vectors. */
const matchedLabels = (node: Binary, left: Flow, right: Flow, reason: Reason): LabelSet => {
  const { matching } = node;
  const keepsName = isComparison(node.op) && !node.bool;
  if (matching === undefined) {
    const both = bothLabels(left.labels, right.labels);
    return keepsName ? withLabel(both, '__name__', labelFact(left.labels, '__name__')) : nameless(both, reason);
  }
  const group = matching.group;
  if (group === undefined) {
    if (matching.kind === 'on') return onlyLabels(bothLabels(left.labels, right.labels), matching.labels, reason);
    const kept = matching.labels.reduce((labels, label) => withoutLabel(labels, label, reason), left.labels);
    return keepsName ? kept : nameless(kept, reason);
  }
  const [many, one] = group.side === 'left' ? [left, right] : [right, left];
  const taken = group.labels.reduce(
    (labels, label) => withLabel(labels, label, labelFact(one.labels, label)),
    many.labels,
  );
  return keepsName ? taken : nameless(taken, reason);
};

const worst = (left: Occurrence, right: Occurrence): Occurrence => {
  const order: readonly Occurrence[] = ['onAbsence', 'filtered', 'withData', 'always'];
  return order.find(occurrence => occurrence === left || occurrence === right) ?? 'withData';
};

const literalValue = (expr: Expr): number | undefined => (expr.kind === 'number' ? expr.value : undefined);

/** Where a division can give NaN: 0 divided by 0. */
const divisionNan = (node: Binary, right: Flow): NanSource | undefined =>
  (node.op === '/' || node.op === '%') && right.canBeZero
    ? { why: 'division', what: print(node.right), ...span(node.right) }
    : undefined;

/** Where a power can give NaN: a negative number to a power that is no whole number. */
const powerNan = (node: Binary): NanSource | undefined => {
  if (node.op !== '^') return undefined;
  const base = literalValue(node.left);
  const exponent = literalValue(node.right);
  if ((base !== undefined && base >= 0) || (exponent !== undefined && Number.isInteger(exponent))) return undefined;
  return { why: 'power', what: print(node.right), ...span(node.right) };
};

const filtersNan = (node: Binary): boolean => isComparison(node.op) && !node.bool && node.op !== '!=';

/** Whether a comparison with a number leaves no zeros. */
const excludesZero = (node: Binary): boolean => {
  const bound = literalValue(node.right);
  if (bound === undefined || node.bool) return false;
  switch (node.op) {
    case '>':
      return bound >= 0;
    case '>=':
      return bound > 0;
    case '<':
      return bound <= 0;
    case '<=':
      return bound < 0;
    case '==':
      return bound !== 0;
    case '!=':
      return bound === 0;
    default:
      return false;
  }
};

const canBeZero = (node: Binary, left: Flow, right: Flow): boolean => {
  if (isComparison(node.op)) return node.bool === true || (left.canBeZero && !excludesZero(node));
  if (node.op === 'or') return left.canBeZero || right.canBeZero;
  if (isSetOperator(node.op)) return left.canBeZero;
  if (node.op === '*') return left.canBeZero || right.canBeZero;
  if (node.op === '/') return left.canBeZero;
  return true;
};

const reportRawCounter = (context: InferenceContext, node: Binary, left: Flow, right: Flow): void => {
  if (!isComparison(node.op) || node.bool) return;
  for (const [operand, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if ((operand.shape !== 'counter' && operand.shape !== 'buckets') || other.type === 'vector') continue;
    context.findings.push({
      kind: 'rawCounter',
      message: `\`${operatorText(node)}\` compares the value of a counter, which grows for as long as its process runs.`,
      hint: 'Compare a rate or an increase: `rate(x[5m])`.',
      ...span(node),
    });
  }
};

const joinedSeries = (node: Binary, left: Flow, right: Flow): number | undefined => {
  if (node.op === 'or')
    return left.series === undefined || right.series === undefined ? undefined : left.series + right.series;
  if (left.type !== 'vector') return right.series;
  if (right.type !== 'vector') return left.series;
  const group = node.matching?.group;
  if (group !== undefined) return group.side === 'left' ? left.series : right.series;
  if (isSetOperator(node.op)) return left.series;
  return left.series === undefined
    ? right.series
    : right.series === undefined
      ? left.series
      : Math.min(left.series, right.series);
};

const inferSet = (context: InferenceContext, node: Binary, left: Flow, right: Flow): Flow => {
  if (!reportNeverMatches(context, node, left.labels, right.labels))
    reportIdleLabels(context, node, left.labels, right.labels);
  const series = joinedSeries(node, left, right);
  if (node.op === 'or') {
    const always = left.occurrence === 'always' || right.occurrence === 'always';
    const occurrence = always ? 'always' : left.occurrence === 'withData' ? 'withData' : right.occurrence;
    const nan = left.nan ?? right.nan;
    return {
      type: 'vector',
      labels: eitherLabels(left.labels, right.labels),
      occurrence,
      compares: left.compares && right.compares,
      ...(nan === undefined ? {} : { nan }),
      canBeZero: canBeZero(node, left, right),
      shape: left.shape === right.shape ? left.shape : 'other',
      series,
    };
  }
  return {
    ...left,
    occurrence: left.occurrence === 'onAbsence' ? 'onAbsence' : 'filtered',
    compares: left.compares || right.compares,
    series,
  };
};

/** What a binary expression gives. */
export const inferBinary = (context: InferenceContext, node: Binary, left: Flow, right: Flow): Flow => {
  if (isSetOperator(node.op)) return inferSet(context, node, left, right);
  reportRawCounter(context, node, left, right);
  const reason: Reason = { why: 'operator', node, ...span(node) };
  const filters = isComparison(node.op) && !node.bool;
  const vectors = left.type === 'vector' && right.type === 'vector';
  const scalars = left.type === 'scalar' && right.type === 'scalar';
  const empty = vectors && reportNeverMatches(context, node, left.labels, right.labels);
  if (vectors && !empty) reportIdleLabels(context, node, left.labels, right.labels);
  const nan = filtersNan(node) ? undefined : (left.nan ?? right.nan ?? divisionNan(node, right) ?? powerNan(node));
  const vector = left.type === 'scalar' ? right : left;
  const own = filters ? vector.labels : nameless(vector.labels, reason);
  return {
    type: scalars ? 'scalar' : left.type === 'unknown' && right.type === 'unknown' ? 'unknown' : 'vector',
    // Whatever is said about the labels of no series holds; what the left side says is the least work.
    labels: vectors && !(empty && node.matching === undefined) ? matchedLabels(node, left, right, reason) : own,
    occurrence: filters
      ? vector.occurrence === 'onAbsence'
        ? 'onAbsence'
        : 'filtered'
      : worst(left.occurrence, right.occurrence),
    compares: filters || left.compares || right.compares,
    ...(nan === undefined ? {} : { nan }),
    canBeZero: canBeZero(node, left, right),
    shape: filters ? vector.shape : 'other',
    series: joinedSeries(node, left, right),
  };
};
