import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A route for a category that no alert has. */
export const amDead: Rejection = {
  code: 'AM-DEAD',
  catalogue: withStack({
    routes: [
      {
        id: 'security',
        to: { kind: 'webhook', options: { url: 'https://hooks.example.com' } },
        when: { category: ['securitty'] },
      },
    ],
  }),
  at: ['acme/security'],
  hint: 'Did you mean "security"?',
};
