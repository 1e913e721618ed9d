import { withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A team whose holidays are all over. */
export const amHolidays: Rejection = {
  code: 'AM-HOLIDAYS',
  catalogue: withTeam({ holidays: ['2024-12-25', '2025-01-01'] }),
  at: ['acme/platform'],
  hint: 'Add those to come, or remove `holidays`.',
};
