import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A service that exposes metrics on no port. */
export const port: Rejection = {
  code: 'PORT',
  catalogue: withService({ port: undefined, probes: [] }),
  at: ['acme/api'],
  hint: 'Add port: 8000.',
};
