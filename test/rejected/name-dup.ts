import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Two alerts with one name. */
export const nameDup: Rejection = {
  code: 'NAME-DUP',
  catalogue: withService({ alerts: [...api.alerts, { ...api.alerts[0], severity: 'info' }] }),
  at: ['acme/api/RequestsMissing~2'],
  hint: 'Rename one of them.',
};
