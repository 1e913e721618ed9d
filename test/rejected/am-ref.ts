import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Maintenance of a service that does not exist. */
export const amRef: Rejection = {
  code: 'AM-REF',
  catalogue: withStack({
    maintenance: [{ id: 'upgrade', timezone: 'UTC', spans: [{ weekdays: ['sunday'] }], services: ['apo'] }],
  }),
  at: ['acme/upgrade'],
  hint: 'Did you mean "api"?',
  // A window of no service is kept by no route.
  with: ['AM-UNUSED'],
};
