import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A sum that each of three scrapers would take of its own targets. */
export const shardRule: Rejection = {
  code: 'SHARD-RULE',
  catalogue: withStack({
    prometheus: { shards: 3 },
    ruleGroups: [
      {
        id: 'sums',
        evaluator: 'prometheus',
        rules: [{ kind: 'record', record: 'service:up:sum', expr: 'sum by (service) (up)' }],
      },
    ],
  }),
  at: ['acme/sums/service:up:sum'],
  hint: "Set evaluator: 'ruler' on its group, or leave `evaluator` out.",
};
