import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A promise about a probe that the service does not have. */
export const sloMeasure: Rejection = {
  code: 'SLO-MEASURE',
  catalogue: withService({ slos: [{ ...api.slos[0], sli: { kind: 'probe', probe: 'helth' } }] }),
  at: ['acme/api/availability'],
  hint: 'Did you mean "health"?',
};
