import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A promise of 99.9 % with one event in ten seconds. */
export const sloLowtraffic: Rejection = {
  code: 'SLO-LOWTRAFFIC',
  catalogue: withService({ slos: [{ ...api.slos[0], traffic: 0.1 }] }),
  at: ['acme/api/availability'],
  hint: 'Promise less, use longer windows (`tiers`), or probe the service so that there are more events.',
};
