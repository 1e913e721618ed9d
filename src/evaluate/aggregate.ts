import { formatNumber } from '../core/decimal.ts';
import { aggregationNamed } from '../promql/aggregations.ts';
import type { Aggregate } from '../promql/syntax.ts';
import type { Context } from './context.ts';
import {
  asScalar,
  asString,
  asVector,
  distinct,
  type Evaluated,
  failure,
  isStop,
  unsupported,
  type VectorSample,
} from './evaluated.ts';
import { isLabelName } from './label-name.ts';
import type { Labels, Projection } from './labels.ts';
import { maximumOf, meanOf, minimumOf, quantileOf, sumOf, type Values, varianceOf } from './statistics.ts';

type Reduce = (group: Values, param: number, context: Context) => number;

/** Of one value alone, Prometheus 2 does not look at what it is. */
const variance: Reduce = (group, _param, { leftOpen }) => (group.to === 1 && !leftOpen ? 0 : varianceOf(group));

const reducers: ReadonlyMap<string, Reduce> = new Map<string, Reduce>([
  ['sum', sumOf],
  ['avg', meanOf],
  ['min', minimumOf],
  ['max', maximumOf],
  ['count', ({ to }) => to],
  ['group', () => 1],
  ['stddev', (...given) => Math.sqrt(variance(...given))],
  ['stdvar', variance],
  ['quantile', (group, q) => quantileOf(q, group)],
]);

const projectionOf = ({ grouping }: Aggregate): Projection => ({
  kind: grouping?.kind === 'without' ? 'drop' : 'keep',
  labels: grouping?.labels ?? [],
});

const groupsOf = (
  node: Aggregate,
  samples: readonly VectorSample[],
  context: Context,
): ReadonlyMap<Labels, VectorSample[]> => {
  const table = context.storage.labels;
  const projection = projectionOf(node);
  const groups = new Map<Labels, VectorSample[]>();
  for (const sample of samples) {
    const key = table.derive(node, sample.labels, () => table.project(sample.labels, projection));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [sample]);
    else group.push(sample);
  }
  return groups;
};

/** The `count` elements that come first, where an element that is no number comes last. Of equals the earlier stay. */
const select = (samples: readonly VectorSample[], count: number, largest: boolean): readonly VectorSample[] =>
  samples
    .toSorted((a, b) => {
      if (Number.isNaN(a.value)) return Number.isNaN(b.value) ? 0 : 1;
      if (Number.isNaN(b.value)) return -1;
      return a.value === b.value ? 0 : a.value < b.value === largest ? 1 : -1;
    })
    .slice(0, Math.max(0, count));

/** A value as `count_values` writes it into a label. */
const valueText = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return Object.is(value, -0) ? '-0' : formatNumber(value);
};

const countValues = (node: Aggregate, label: string, samples: readonly VectorSample[], context: Context): Evaluated => {
  if (!isLabelName(label, context)) return failure(`invalid label name ${JSON.stringify(label)} in count_values`);
  const table = context.storage.labels;
  const { kind, labels: listed } = projectionOf(node);
  const projection: Projection = { kind, labels: kind === 'keep' ? [...listed, label] : listed };
  const counts = new Map<Labels, number>();
  for (const { labels, value } of samples) {
    const key = table.project(table.with(labels, [[label, valueText(value)]]), projection);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return distinct([...counts].map(([labels, value]) => ({ labels, value })));
};

/** The value of an aggregation. */
export const evaluateAggregate = (node: Aggregate, context: Context): Evaluated => {
  const param = node.param === undefined ? undefined : context.evaluate(node.param, context);
  if (param !== undefined && isStop(param)) return param;
  const vector = asVector(context.evaluate(node.expr, context));
  if (isStop(vector)) return vector;
  if (node.op === 'count_values') {
    const label = asString(param ?? failure('expected a label name'));
    return isStop(label) ? label : countValues(node, label.value, vector.samples, context);
  }
  const scalar =
    aggregationNamed(node.op)?.param === 'scalar' ? asScalar(param ?? failure('expected a number')) : undefined;
  if (scalar !== undefined && isStop(scalar)) return scalar;
  const number = scalar?.value ?? 0;
  const groups = groupsOf(node, vector.samples, context);
  if (node.op === 'topk' || node.op === 'bottomk') {
    if (Number.isNaN(number) || Math.abs(number) >= 2 ** 63)
      return failure(`the parameter of ${node.op} is no integer`);
    const selected = [...groups.values()].flatMap(group => select(group, Math.trunc(number), node.op === 'topk'));
    return distinct(selected);
  }
  const reduce = reducers.get(node.op);
  if (reduce === undefined) return unsupported(`the aggregation \`${node.op}\``);
  const samples: VectorSample[] = [];
  for (const [labels, group] of groups)
    samples.push({
      labels,
      value: reduce({ values: group.map(({ value }) => value), from: 0, to: group.length }, number, context),
    });
  return distinct(samples);
};
