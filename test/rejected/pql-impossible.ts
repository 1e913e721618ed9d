import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A grouping by a label that was dropped one step before. */
export const pqlImpossible: Rejection = {
  code: 'PQL-IMPOSSIBLE',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({
      ...alert,
      expr: 'sum by (status) (sum by (endpoint) (rate(http_requests_total{service="api"}[5m]))) == 0',
    })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Known: "endpoint".',
};
