import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert with a rate and no limit. */
export const alertAlways: Rejection = {
  code: 'ALERT-ALWAYS',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({ ...alert, expr: 'sum(rate(http_requests_total{service="api"}[5m]))' })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Compare the value, as in `… > 0`; `bool` turns a comparison into 0 or 1, which are both a result.',
};
