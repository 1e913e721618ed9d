import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A promise of 10 seconds, looked at every 10 seconds. */
export const probeTime: Rejection = {
  code: 'PROBE-TIME',
  catalogue: withService({ probes: api.probes.map(probe => ({ ...probe, within: '10s' })) }),
  at: ['acme/api/health'],
  hint: 'Probe less often, or promise a shorter duration.',
};
