import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A finding that was silenced until last year. */
export const suppressExpired: Rejection = {
  code: 'SUPPRESS-EXPIRED',
  catalogue: withStack({
    heartbeat: undefined,
    suppressions: [{ path: 'acme', code: 'AM-DEADMAN', reason: 'ordered', until: '2025-12-31' }],
  }),
  at: ['acme'],
  hint: 'Solve the finding, or extend it with a new reason.',
  with: ['AM-DEADMAN'],
};
