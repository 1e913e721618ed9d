import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert that compares with last year. */
export const pqlRetention: Rejection = {
  code: 'PQL-RETENTION',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({
      ...alert,
      expr: 'sum(rate(http_requests_total{service="api"}[5m] offset 1y)) == 0',
    })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: "Look back less, or set retention: {metrics: '366d'}.",
};
