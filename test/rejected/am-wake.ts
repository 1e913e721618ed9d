import { withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A team that can only be woken. */
export const amWake: Rejection = {
  code: 'AM-WAKE',
  catalogue: withTeam({ notify: undefined, mail: undefined }),
  at: ['acme/platform'],
  hint: 'Add notify: slack({…}) or mail: email({…}), which warnings go to.',
};
