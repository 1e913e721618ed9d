import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A silence that is over. */
export const amSilence: Rejection = {
  code: 'AM-SILENCE',
  catalogue: withStack({
    silences: [
      {
        id: 'move',
        owner: 'platform',
        reason: 'the database moves',
        from: '2025-12-01',
        until: '2025-12-31',
        when: { service: ['api'] },
      },
    ],
  }),
  at: ['acme/move'],
  hint: 'Remove it, or extend it with a new reason: Alertmanager refuses silences that are over.',
};
