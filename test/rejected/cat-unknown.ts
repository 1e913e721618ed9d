import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A property with a typo. */
export const catUnknown: Rejection = {
  code: 'CAT-UNKNOWN',
  catalogue: withService({ prot: 8000 }),
  at: ['acme/api'],
  hint: 'Did you mean "port"?',
};
