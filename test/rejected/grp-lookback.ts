import { api, withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Rules that are evaluated every three minutes, and an alert that needs what one of them recorded at once. */
export const grpLookback: Rejection = {
  code: 'GRP-LOOKBACK',
  catalogue: withStack({
    intervals: { evaluation: '3m' },
    services: [
      {
        ...api,
        alerts: api.alerts.map(alert => ({ ...alert, expr: 'api:http_requests:rate5m{service="api"} == 0' })),
      },
    ],
  }),
  at: ['acme/api/requests'],
  hint: 'Evaluate the rules at least every 2m30s, or read `last_over_time(api:http_requests:rate5m[9m])`.',
  // Three minutes between evaluations are too many for critical alerts as well.
  with: ['FOR-INTERVAL', 'NTF-BUDGET'],
};
