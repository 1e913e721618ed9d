import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** The rate of a sum of counters. */
export const typeSum: Rejection = {
  code: 'TYPE-SUM',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({ ...alert, expr: 'rate(sum(http_requests_total{service="api"})[5m:]) == 0' })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Take `rate` first and aggregate afterwards.',
};
