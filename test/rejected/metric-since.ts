import { api, withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert on a metric that came a release later than the one that is targeted. */
export const metricSince: Rejection = {
  code: 'METRIC-SINCE',
  catalogue: withStack({
    versions: { blackbox: '0.26.0' },
    services: [
      {
        ...api,
        alerts: api.alerts.map(alert => ({ ...alert, expr: 'max(probe_failed_due_to_cel{service="api"}) == 1' })),
      },
    ],
  }),
  at: ['acme/api/RequestsMissing'],
  hint: "Target a later release, versions: { blackbox: '0.27' }, or do without the metric.",
};
