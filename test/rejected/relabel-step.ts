import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A raw step that does not say what to keep. */
export const relabelStep: Rejection = {
  code: 'RELABEL-STEP',
  catalogue: withStack({
    scrapeJobs: [
      {
        id: 'fleet',
        discover: { kind: 'static', addresses: ['db.example.com:9100'] },
        relabel: [{ kind: 'raw', step: { source_labels: ['__address__'], action: 'keep' } }],
      },
    ],
  }),
  at: ['acme/fleet'],
  hint: '`keep` needs `source_labels`, `regex`.',
};
