import type { LabelDeclaration, MetricDeclaration } from '../promql/metric.ts';
import type { ExposedMetric } from './series-index.ts';

const joined = (left: LabelDeclaration, right: LabelDeclaration): LabelDeclaration =>
  left.values === undefined || right.values === undefined
    ? {}
    : { values: [...new Set([...left.values, ...right.values])] };

/**
 * One declaration for a metric that several services expose under one name: every label that one of them has, every
 * value that one of them knows. Undefined when they disagree about what it is.
 */
export const joinDeclarations = (metrics: readonly ExposedMetric[]): MetricDeclaration | undefined => {
  const [first, ...more] = metrics.map(({ declaration }) => declaration);
  if (first === undefined) return undefined;
  let whole = first;
  for (const declaration of more) {
    if (declaration.kind !== first.kind) return undefined;
    const labels: Record<string, LabelDeclaration> = { ...whole.labels };
    for (const [label, own] of Object.entries(declaration.labels)) {
      const before = labels[label];
      labels[label] = before === undefined ? own : joined(before, own);
    }
    const zeroInitialised = whole.zeroInitialised === true && declaration.zeroInitialised === true;
    whole = { ...whole, labels, zeroInitialised };
  }
  return whole;
};
