import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Rules that wait, on a server that cannot wait. */
export const version: Rejection = {
  code: 'VERSION',
  catalogue: withStack({ prometheus: { queryOffset: '30s' } }),
  versions: { prometheus: '2.52.0' },
  with: ['VERSION-DROP'],
  at: ['acme'],
  hint: 'Raise versions.prometheus.',
};
