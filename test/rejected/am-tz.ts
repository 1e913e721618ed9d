import { withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A time zone with a typo. */
export const amTz: Rejection = {
  code: 'AM-TZ',
  catalogue: withTeam({ timezone: 'Europe/Kijiv' }),
  at: ['acme/platform'],
  hint: 'Write a name such as Europe/Kyiv or UTC.',
};
