import type { Binary, Matching } from '../promql/syntax.ts';
import type { NumberOperation } from './arithmetic.ts';
import type { Context } from './context.ts';
import { distinct, type Failure, failure, type Stop, type VectorSample, type VectorValue } from './evaluated.ts';
import { type Labels, labelValue, type Projection } from './labels.ts';

const everything: Projection = { kind: 'drop', labels: [] };

/** The labels on which partners have to agree. */
export const projectionOf = (matching: Matching | undefined): Projection =>
  matching === undefined ? everything : { kind: matching.kind === 'on' ? 'keep' : 'drop', labels: matching.labels };

/** A function that gives what partners of a series have to have in common. */
export const signatures = (node: Binary, context: Context): ((labels: Labels) => Labels) => {
  const table = context.storage.labels;
  const projection = projectionOf(node.matching);
  return labels => table.derive(node, labels, () => table.project(labels, projection));
};

/** The labels of a result: those of the side with many series, less what the matching gives up, plus what it takes over. */
const resultLabels = (
  { matching, bool }: Binary,
  operation: NumberOperation,
  many: Labels,
  one: Labels,
  context: Context,
): Labels => {
  const table = context.storage.labels;
  const kept =
    matching?.group !== undefined || matching === undefined
      ? many
      : matching.kind === 'on'
        ? table.project(many, { kind: 'keep', labels: matching.labels })
        : table.with(
            many,
            matching.labels.map(label => [label, '']),
          );
  const taken = (matching?.group?.labels ?? []).map(label => [label, labelValue(one, label)] as const);
  const result = table.with(operation.kind === 'arithmetic' ? table.withoutName(kept) : kept, taken);
  return bool ? table.withoutName(result) : result;
};

const manyToMany = (side: string): Failure =>
  failure(
    `found duplicate series for the match group on the ${side} hand-side of the operation: many-to-many matching not allowed: matching labels must be unique on one side`,
  );

/** An arithmetic operator or a comparison between two vectors. */
export const matchVectors = (
  node: Binary,
  operation: NumberOperation,
  left: VectorValue,
  right: VectorValue,
  context: Context,
): VectorValue | Stop => {
  if (left.samples.length === 0 || right.samples.length === 0) return { kind: 'vector', samples: [] };
  const swapped = node.matching?.group?.side === 'right';
  const grouped = node.matching?.group !== undefined;
  const [many, one] = swapped ? [right, left] : [left, right];
  const signature = signatures(node, context);
  const table = context.storage.labels;

  const partners = new Map<Labels, VectorSample>();
  for (const sample of one.samples) {
    const key = signature(sample.labels);
    if (partners.has(key)) return manyToMany(swapped ? 'left' : 'right');
    partners.set(key, sample);
  }

  const samples: VectorSample[] = [];
  const matched = new Map<Labels, Set<Labels>>();
  for (const sample of many.samples) {
    const key = signature(sample.labels);
    const partner = partners.get(key);
    if (partner === undefined) continue;
    const [a, b] = swapped ? [partner.value, sample.value] : [sample.value, partner.value];
    let value: number;
    if (operation.kind === 'arithmetic') value = operation.apply(a, b);
    else {
      const holds = operation.holds(a, b);
      if (!holds && !node.bool) continue;
      value = node.bool ? Number(holds) : a;
    }
    const labels = table.derivePair(node, sample.labels, partner.labels, () =>
      resultLabels(node, operation, sample.labels, partner.labels, context),
    );
    const results = matched.get(key);
    if (results === undefined) matched.set(key, new Set([labels]));
    else if (!grouped)
      return failure('multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)');
    else if (results.has(labels))
      return failure('multiple matches for labels: grouping labels must ensure unique matches');
    else results.add(labels);
    samples.push({ labels, value });
  }
  return distinct(samples);
};
