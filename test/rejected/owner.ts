import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A service that belongs to a team nobody knows. */
export const owner: Rejection = {
  code: 'OWNER',
  catalogue: withService({ owner: 'platfrom' }),
  at: ['acme/api'],
  hint: 'Did you mean "platform"?',
};
