import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert on the busiest three, which change all the time. */
export const pqlFragile: Rejection = {
  code: 'PQL-FRAGILE',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({
      ...alert,
      expr: 'topk(3, sum by (endpoint) (rate(http_requests_total{service="api"}[5m]))) > 100',
      for: '0s',
    })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Compare every series with a limit instead of choosing some, or set a waiting time with for.',
};
