import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An annotation of something that has none. */
export const relabelSource: Rejection = {
  code: 'RELABEL-SOURCE',
  catalogue: withStack({
    scrapeJobs: [
      {
        id: 'fleet',
        discover: { kind: 'dns', names: ['fleet.example.com'] },
        relabel: [{ kind: 'keepWhere', from: { annotation: 'prometheus.io/scrape' }, matches: 'true' }],
      },
    ],
  }),
  at: ['acme/fleet'],
  hint: 'Use {label: …} or {meta: …}.',
};
