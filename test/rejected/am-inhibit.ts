import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An inhibition that compares nothing. */
export const amInhibit: Rejection = {
  code: 'AM-INHIBIT',
  catalogue: withStack({
    inhibitions: [
      { id: 'all', source: { when: { severity: ['critical'] } }, target: { when: { severity: ['info'] } }, equal: [] },
    ],
  }),
  at: ['acme/all'],
  hint: "Name what both sides must share: equal: ['service'].",
};
