import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A repetition between two looks at a group. */
export const amRepeat: Rejection = {
  code: 'AM-REPEAT',
  catalogue: withStack({
    routes: [
      {
        id: 'api-too',
        to: { kind: 'webhook', options: { url: 'https://hooks.example.com' } },
        also: true,
        when: { service: ['api'] },
        repeatInterval: '7m',
      },
    ],
  }),
  at: ['acme/api-too'],
  hint: "Write repeatInterval: '10m', when it comes anyway.",
};
