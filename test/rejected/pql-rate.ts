import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A counter compared as if it were a gauge. */
export const pqlRate: Rejection = {
  code: 'PQL-RATE',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({ ...alert, expr: 'sum(http_requests_total{service="api"}) > 1000' })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Compare a rate or an increase: `rate(x[5m])`.',
};
