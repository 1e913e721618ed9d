import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A probe of the container that probes. */
export const targetLocalhost: Rejection = {
  code: 'TARGET-LOCALHOST',
  catalogue: withService({
    probes: [{ id: 'partner', kind: 'http', url: 'http://localhost:8080/', within: '1s', runbook: 'errors' }],
  }),
  at: ['acme/api/partner'],
  hint: 'Use path: … for the service itself, or the DNS name of the target.',
};
