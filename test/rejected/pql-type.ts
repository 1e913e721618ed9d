import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A rate without a range. */
export const pqlType: Rejection = {
  code: 'PQL-TYPE',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({ ...alert, expr: 'sum(rate(http_requests_total{service="api"})) == 0' })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Add a range: `[5m]`.',
};
