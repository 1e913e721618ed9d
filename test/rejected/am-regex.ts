import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A pattern with lookahead. */
export const amRegex: Rejection = {
  code: 'AM-REGEX',
  catalogue: withStack({
    routes: [
      {
        id: 'queues',
        to: { kind: 'webhook', options: { url: 'https://hooks.example.com' } },
        also: true,
        matching: { alertname: '(?!Queue).*' },
      },
    ],
  }),
  at: ['acme/queues'],
  hint: 'Write it without lookaround and backreferences; patterns match the whole value.',
};
