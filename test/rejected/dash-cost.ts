import { api, base } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A number over two weeks of every request, in a stack with a Prometheus that is slower than others. */
export const dashCost: Rejection = {
  code: 'DASH-COST',
  catalogue: {
    ...base,
    prometheus: { queryCost: { samples: 50_000_000 } },
    services: [
      {
        ...api,
        dashboards: api.dashboards.map(dashboard => ({
          ...dashboard,
          rows: dashboard.rows.map(row => ({
            ...row,
            panels: row.panels.map(panel => ({
              ...panel,
              kind: 'stat',
              queries: [{ expr: 'sum(increase(http_requests_total{service="api"}[14d]))' }],
            })),
          })),
        })),
      },
    ],
  },
  at: ['acme/api/api-requests'],
  hint: 'Record it with a rule, select fewer label values, or show a shorter time; `prometheus: {queryCost}` sets the limits.',
};
