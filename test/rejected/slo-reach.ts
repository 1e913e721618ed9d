import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A promise of 100 %, which the first failure breaks. */
export const sloReach: Rejection = {
  code: 'SLO-REACH',
  catalogue: withService({ slos: [{ ...api.slos[0], objective: '100%' }] }),
  at: ['acme/api/availability'],
  hint: "Write a share between 0 and 1, such as '99.9%'.",
};
