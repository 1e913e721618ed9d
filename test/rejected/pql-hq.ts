import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A quantile of buckets whose bounds were summed away. */
export const pqlHq: Rejection = {
  code: 'PQL-HQ',
  catalogue: withService({
    alerts: api.alerts.map(alert => ({
      ...alert,
      expr: 'histogram_quantile(0.9, sum(rate(http_request_duration_seconds_bucket{service="api"}[5m]))) > 1',
    })),
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Keep the label: `sum by (le) (rate(x_bucket[5m]))`.',
};
