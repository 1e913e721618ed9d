import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A promise over a day, with a row that looks back three. */
export const sloWindow: Rejection = {
  code: 'SLO-WINDOW',
  catalogue: withService({ slos: [{ ...api.slos[0], window: '1d', tiers: [{ tier: 'ticket-slow', spent: '50%' }] }] }),
  at: ['acme/api/availability'],
  hint: 'Give it a `long` of at most 1d, or leave the row out of `tiers`.',
};
