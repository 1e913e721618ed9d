import { withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Business hours that end before they begin. */
export const amTime: Rejection = {
  code: 'AM-TIME',
  catalogue: withTeam({ businessHours: { days: 'monday:friday', from: '18:00', to: '09:00' } }),
  at: ['acme/platform'],
  hint: 'Days are named in full, a range begins first (`saturday` and `sunday` are two), a day ends at 24:00.',
};
