import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A freeze that is lifted above the share at which it begins. */
export const sloBudget: Rejection = {
  code: 'SLO-BUDGET',
  catalogue: withService({ slos: [{ ...api.slos[0], budget: { freezeAt: 1, resumeBelow: 1.5 } }] }),
  at: ['acme/api/availability'],
  hint: 'Give `resumeBelow` a share of at most `freezeAt`.',
};
