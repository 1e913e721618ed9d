import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Targets in four parts, and one scraper. */
export const capHash: Rejection = {
  code: 'CAP-HASH',
  catalogue: withStack({
    scrapeJobs: [
      {
        id: 'fleet',
        discover: { kind: 'static', addresses: ['db.example.com:9100'] },
        relabel: [
          {
            kind: 'raw',
            step: { source_labels: ['__address__'], modulus: 4, target_label: '__tmp_part', action: 'hashmod' },
          },
          { kind: 'keepWhere', from: { name: '__tmp_part' }, matches: '0' },
        ],
      },
    ],
  }),
  at: ['acme/fleet'],
  hint: 'Leave the step out and set prometheus: {shards: 4}: every job is split then.',
};
