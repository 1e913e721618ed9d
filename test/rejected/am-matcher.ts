import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A route with a slip of the pen. */
export const amMatcher: Rejection = {
  code: 'AM-MATCHER',
  catalogue: withStack({
    routes: [
      {
        id: 'urgent',
        to: { kind: 'webhook', options: { url: 'https://hooks.example.com' } },
        also: true,
        except: { sevrity: ['info'] },
      },
    ],
  }),
  at: ['acme/urgent'],
  hint: 'Did you mean "severity"?',
};
