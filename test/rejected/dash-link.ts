import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert that names a dashboard with a typo. */
export const dashLink: Rejection = {
  code: 'DASH-LINK',
  catalogue: withService({ alerts: api.alerts.map(alert => ({ ...alert, dashboard: 'api-request' })) }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Did you mean "api-requests"?',
};
