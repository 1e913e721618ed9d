import type { Expr } from '../promql/syntax.ts';
import type { Context } from './context.ts';
import { failure, type Stop, type VectorSample, type VectorValue } from './evaluated.ts';
import type { Labels } from './labels.ts';

/**
 * Makes a result of each element, and fails when two elements end up with the same labels: at one time, and inside a
 * subquery also at different steps. Elements for which there is no result are left out.
 */
export const mapDistinct = <T extends { readonly labels: Labels }>(
  node: Expr,
  elements: readonly T[],
  { origins }: Context,
  make: (element: T) => VectorSample | undefined,
): VectorValue | Stop => {
  let known = origins?.get(node);
  if (known === undefined) {
    known = new Map<Labels, Labels>();
    origins?.set(node, known);
  }
  const samples: VectorSample[] = [];
  for (const element of elements) {
    const sample = make(element);
    if (sample === undefined) continue;
    const origin = known.get(sample.labels);
    if (origin === undefined) known.set(sample.labels, element.labels);
    else if (origin !== element.labels) return failure('vector cannot contain metrics with the same labelset');
    samples.push(sample);
  }
  return { kind: 'vector', samples };
};
