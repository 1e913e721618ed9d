import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert on missing series that does not wait. */
export const absentFor: Rejection = {
  code: 'ABSENT-FOR',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({ ...alert, expr: 'absent(up{service="api"})', for: '0s' })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: "Set for: '30s' or longer: two scrapes.",
};
