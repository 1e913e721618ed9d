import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A ratio whose halves have different labels. */
export const pqlJoin: Rejection = {
  code: 'PQL-JOIN',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({
      ...alert,
      expr: 'sum by (status) (rate(http_requests_total{service="api"}[5m])) / sum(rate(http_requests_total{service="api"}[5m])) > 0.5',
    })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Match on the labels that both sides have with `on`, or keep `status` on both sides.',
};
