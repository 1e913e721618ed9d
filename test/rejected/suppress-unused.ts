import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A suppression of a finding that there is not. */
export const suppressUnused: Rejection = {
  code: 'SUPPRESS-UNUSED',
  catalogue: withStack({
    suppressions: [{ path: 'acme', code: 'AM-DEADMAN', reason: 'ordered', until: '2026-12-31' }],
  }),
  at: ['acme'],
  hint: 'Remove it.',
};
