import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A counter with a series for every user and path. */
export const card: Rejection = {
  code: 'CARD',
  catalogue: withService({
    metrics: {
      visits: {
        name: 'visits_total',
        kind: 'counter',
        labels: { path: { cardinality: 300 }, user: { cardinality: 20 } },
      },
    },
  }),
  at: ['acme/api'],
  hint: 'Leave out a label, or fold its values: `path` 300, `user` 20.',
};
