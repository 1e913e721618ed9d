import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A line at one request per second on a graph whose alert waits for ten. */
export const dashThresh: Rejection = {
  code: 'DASH-THRESH',
  catalogue: withService({
    alerts: [
      ...api.alerts,
      {
        id: 'RequestsMany',
        expr: 'sum(rate(http_requests_total{service="api"}[5m])) > 10',
        for: '10m',
        severity: 'warning',
        summary: 'Too many requests.',
        action: 'Look at the load balancer.',
        runbook: 'errors',
      },
    ],
    dashboards: api.dashboards.map(dashboard => ({
      ...dashboard,
      rows: dashboard.rows.map(row => ({
        ...row,
        panels: row.panels.map(panel => ({ ...panel, thresholds: [{ at: 1, color: 'red' }] })),
      })),
    })),
  }),
  at: ['acme/api/api-requests'],
  hint: 'Name the alert in `alerts` and leave `thresholds` out: the panel then has the alert’s own number.',
};
