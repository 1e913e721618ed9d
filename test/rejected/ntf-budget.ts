import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A probe of the service itself that looks every half minute: three failures take longer than a page may. */
export const ntfBudget: Rejection = {
  code: 'NTF-BUDGET',
  catalogue: withService({ probes: api.probes.map(probe => ({ ...probe, interval: '30s' })) }),
  at: ['acme/api/health'],
  hint: 'Probe more often, or say what is enough: notifyWithin.',
};
