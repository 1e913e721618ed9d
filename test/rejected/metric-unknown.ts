import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert on a metric with a typo. */
export const metricUnknown: Rejection = {
  code: 'METRIC-UNKNOWN',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({ ...alert, expr: 'sum(rate(http_request_total{service="api"}[5m])) == 0' })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Did you mean "http_requests_total"?',
};
