import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A port as text. */
export const catType: Rejection = {
  code: 'CAT-TYPE',
  catalogue: withService({ port: '8000' }),
  at: ['acme/api'],
  hint: undefined,
};
