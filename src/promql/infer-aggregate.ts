import { suggest } from '../core/names.ts';
import { aggregationNamed } from './aggregations.ts';
import type { Flow, NanSource } from './inference.ts';
import type { InferenceContext } from './inference-context.ts';
import {
  type LabelSet,
  labelFact,
  onlyLabels,
  possibleLabels,
  valueCount,
  withLabel,
  withoutLabel,
} from './label-set.ts';
import { hasVariable } from './names.ts';
import { aggregationHead, explain, type Reason } from './reason.ts';
import type { Shape } from './series-of-declaration.ts';
import type { Aggregate, Span } from './syntax.ts';

const span = ({ from, to }: Span): Span => ({ from, to });

/** Grouping by a label that no series can have puts all series in one group. */
const reportGrouping = (context: InferenceContext, node: Aggregate, labels: LabelSet): void => {
  if (node.grouping?.kind !== 'by') return;
  for (const label of node.grouping.labels) {
    const fact = labelFact(labels, label);
    if (fact.presence !== 'never' || hasVariable(label)) continue;
    const message = `\`${aggregationHead(node)}\` groups by the label \`${label}\`, which is not there. ${explain(label, fact.reason)}`;
    const hint = suggest(label, possibleLabels(labels) ?? []) ?? 'Take the label away.';
    context.findings.push({ kind: 'lostLabel', message, hint, label, reason: fact.reason, ...span(node) });
  }
};

const groupedLabels = (node: Aggregate, labels: LabelSet, reason: Reason): LabelSet => {
  const { grouping } = node;
  if (grouping === undefined) return onlyLabels(labels, [], reason);
  if (grouping.kind === 'by') return onlyLabels(labels, grouping.labels, reason);
  return ['__name__', ...grouping.labels].reduce((rest, label) => withoutLabel(rest, label, reason), labels);
};

/** At most one series per combination of values, and never more than went in. */
const groupCount = (labels: LabelSet, input: number | undefined): number | undefined => {
  if (labels.rest.presence !== 'never') return input;
  let count = 1;
  for (const fact of labels.known.values()) {
    const values = valueCount(fact);
    if (values === undefined) return input;
    count *= values;
  }
  return input === undefined ? count : Math.min(input, count);
};

/** What is still itself when it is added up. */
const accumulates: ReadonlySet<Shape> = new Set<Shape>(['counter', 'buckets', 'distribution', 'gauge']);

/** What is 0 where all values are alike, whatever they are. */
const spreads: ReadonlySet<string> = new Set(['stddev', 'stdvar']);

const nanOf = (input: Flow): { readonly nan?: NanSource } => (input.nan === undefined ? {} : { nan: input.nan });

/** What an aggregation gives. */
export const inferAggregate = (
  context: InferenceContext,
  node: Aggregate,
  input: Flow,
  param: Flow | undefined,
): Flow => {
  const signature = aggregationNamed(node.op);
  const reason: Reason = { why: 'aggregation', node, ...span(node) };
  reportGrouping(context, node, input.labels);
  if (input.shape === 'quantiles' && node.op !== 'count' && node.op !== 'group') {
    context.findings.push({
      kind: 'aggregatedQuantiles',
      message: `\`${node.op}\` of the quantiles of a summary means nothing: quantiles cannot be combined.`,
      hint: 'Use a histogram, or look at each series on its own.',
      ...span(node),
    });
  }
  if (signature?.result === 'select') {
    const count = node.param?.kind === 'number' ? node.param.value : undefined;
    const series =
      input.series === undefined || count === undefined || node.grouping !== undefined
        ? input.series
        : Math.min(count, input.series);
    // Less than one of the series is none of them.
    const some = node.op !== 'limit_ratio' && count !== undefined && count >= 1;
    return { ...input, type: 'vector', occurrence: some ? input.occurrence : 'filtered', series };
  }
  const grouped = groupedLabels(node, input.labels, reason);
  const common = {
    type: 'vector',
    occurrence: input.occurrence,
    compares: input.compares,
    shape: (node.op === 'sum' || node.op === 'avg') && accumulates.has(input.shape) ? input.shape : 'other',
    series: groupCount(grouped, input.series),
  } as const;
  if (signature?.result === 'values') {
    const label = node.param?.kind === 'string' ? node.param.value : undefined;
    const labels = label === undefined ? grouped : withLabel(grouped, label, { presence: 'surely', reason });
    return { ...common, labels, canBeZero: false, series: input.series };
  }
  const counts = node.op === 'count' || node.op === 'group';
  const fromParam = node.op === 'quantile' && param?.nan !== undefined ? { nan: param.nan } : {};
  return {
    ...common,
    labels: grouped,
    canBeZero: !counts && (input.canBeZero || spreads.has(node.op)),
    ...(counts ? {} : { ...nanOf(input), ...fromParam }),
  };
};
