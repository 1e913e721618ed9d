import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Limits of a size that the smallest stack exceeds. */
export const capShards: Rejection = {
  code: 'CAP-SHARDS',
  catalogue: withStack({ capacity: { constants: { seriesPerShard: 1_000_000 }, replicas: 10_000 } }),
  at: ['acme'],
  with: ['DASH-COST'],
  hint: "Write prometheus: {shards: 9}, or store only what is read (`cardinality: 'used'`).",
};
