import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A patch of a key that is not there. */
export const patch: Rejection = {
  code: 'PATCH',
  catalogue: withStack({
    patches: [
      {
        reader: 'prometheus',
        mount: '/etc/prometheus/prometheus.yml',
        op: 'replace',
        at: '/global/scrape',
        value: '5s',
      },
    ],
  }),
  at: ['acme'],
  hint: 'Look at the rendered file for the right pointer.',
};
