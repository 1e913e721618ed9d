import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A route that asks for nothing. */
export const amCatchAll: Rejection = {
  code: 'AM-CATCH-ALL',
  catalogue: withStack({
    routes: [{ id: 'all', to: { kind: 'webhook', options: { url: 'https://hooks.example.com' } }, when: {} }],
  }),
  at: ['acme/all'],
  hint: "Say which alerts it takes: when: {category: 'security'}. With also: true it gets a copy of all of them.",
};
