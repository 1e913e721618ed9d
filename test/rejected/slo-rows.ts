import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A promise of 90 %, whose fast page would need an error ratio above 1. */
export const sloRows: Rejection = {
  code: 'SLO-ROWS',
  catalogue: withService({ slos: [{ ...api.slos[0], objective: '90%' }] }),
  at: ['acme/api/availability'],
  hint: 'Choose rows of your own with `tiers`, each with the share of the budget it fires at: {tier, spent}.',
};
