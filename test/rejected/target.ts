import { base } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A deploy target that does not exist. */
export const target: Rejection = {
  code: 'TARGET',
  catalogue: base,
  at: ['acme'],
  hint: 'Did you mean "compose"?',
  targets: ['compse'],
};
