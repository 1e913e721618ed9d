import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert on errors per second. */
export const pqlAbs: Rejection = {
  code: 'PQL-ABS',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({
      ...alert,
      expr: 'sum(rate(http_requests_total{service="api",status=~"5.."}[5m])) > 5',
    })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Divide by the rate of all of them, `http_requests_total{service="api"}`, and compare the share.',
};
