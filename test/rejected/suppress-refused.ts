import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A suppression of a finding behind which a part of the program would be missing. */
export const suppressRefused: Rejection = {
  code: 'SUPPRESS-REFUSED',
  catalogue: withStack({
    suppressions: [{ path: 'acme', code: 'NAME-DUP', reason: 'later', until: '2026-12-31' }],
  }),
  at: ['acme'],
  hint: 'Solve it, and remove the suppression.',
};
