import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A token sent over plain http. */
export const probeAuth: Rejection = {
  code: 'PROBE-AUTH',
  catalogue: withService({
    probes: [
      {
        id: 'partner',
        kind: 'http',
        url: 'http://partner.example.com/',
        within: '1s',
        bearerToken: { secret: 'partner-token' },
        runbook: 'errors',
      },
    ],
  }),
  at: ['acme/api/partner'],
  hint: 'Use https://.',
};
