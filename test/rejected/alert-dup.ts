import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

const alert = {
  kind: 'alert',
  alert: 'ApiSilent',
  expr: 'sum(rate(http_requests_total{service="api"}[5m])) == 0',
  for: '5m',
  labels: {
    alert_group: 'api-silent',
    category: 'availability',
    priority: 'P2',
    scope: 'service',
    service: 'api',
    severity: 'warning',
    team: 'platform',
  },
  annotations: {
    summary: 'Nobody asks the API anything.',
    description: 'No request came in for 5 minutes.',
    action: 'Look at the load balancer.',
    runbook_url: 'https://example.com/api',
    dashboard_url: 'https://example.com/api',
  },
};

/** An imported alert and a changed copy of it, which Alertmanager cannot tell apart. */
export const alertDup: Rejection = {
  code: 'ALERT-DUP',
  catalogue: withStack({
    ruleGroups: [
      { id: 'old', rules: [alert] },
      { id: 'new', rules: [{ ...alert, expr: 'sum(rate(http_requests_total{service="api"}[10m])) < 0.1' }] },
    ],
  }),
  at: ['acme/new/ApiSilent'],
  hint: 'Rename one of them, or give it a label of its own; the other is at acme/old/ApiSilent.',
};
