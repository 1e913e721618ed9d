import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** An alert on a metric that is dropped before it is stored. */
export const sampleDropped: Rejection = {
  code: 'SAMPLE-DROPPED',
  catalogue: withService({
    metrics: { orders: { name: 'orders_total', kind: 'counter', labels: {} } },
    alerts: api.alerts.map(alert => ({ ...alert, expr: 'sum(rate(orders_total{service="api"}[5m])) == 0' })),
    scrape: { samples: [{ kind: 'dropMetrics', matches: 'orders_.+' }] },
  }),
  at: ['acme/api/RequestsMissing'],
  hint: 'Take the step out of `samples`, or narrow its pattern.',
};
