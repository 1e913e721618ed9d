import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A probe of a path and of an address at once. */
export const probeTarget: Rejection = {
  code: 'PROBE-TARGET',
  catalogue: withService({ probes: api.probes.map(probe => ({ ...probe, url: 'https://example.com/' })) }),
  at: ['acme/api/health'],
  hint: 'path checks the service itself, url anything else.',
};
