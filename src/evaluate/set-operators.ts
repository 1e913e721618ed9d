import type { Binary } from '../promql/syntax.ts';
import type { Context } from './context.ts';
import { distinct, type Stop, type VectorValue } from './evaluated.ts';
import { signatures } from './match-vectors.ts';

/** `and`, `or` and `unless`: which elements stay depends on labels alone. */
export const combineSets = (
  node: Binary,
  left: VectorValue,
  right: VectorValue,
  context: Context,
): VectorValue | Stop => {
  const signature = signatures(node, context);
  if (node.op === 'or') {
    const present = new Set(left.samples.map(({ labels }) => signature(labels)));
    return distinct([...left.samples, ...right.samples.filter(({ labels }) => !present.has(signature(labels)))]);
  }
  const present = new Set(right.samples.map(({ labels }) => signature(labels)));
  const wanted = node.op === 'and';
  return distinct(left.samples.filter(({ labels }) => present.has(signature(labels)) === wanted));
};
