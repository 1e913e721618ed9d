import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

const labels = {
  severity: 'critical',
  team: 'platform',
  service: 'api',
  scope: 'service',
  alert_group: 'requests',
  priority: 'P1',
};
const annotations = {
  summary: 'Nobody asks.',
  description: 'Nobody asks.',
  action: 'Look.',
  runbook_url: 'https://example.com/api',
  dashboard_url: 'https://example.com/d/api',
};
const expr = 'sum(rate(http_requests_total{service="api"}[5m])) == 0';

/** An imported alert without a category: no inhibition and no dashboard places it. */
export const alertLabel: Rejection = {
  code: 'ALERT-LABEL',
  catalogue: withStack({
    ruleGroups: [{ id: 'imported', rules: [{ kind: 'alert', alert: 'Quiet', expr, for: '5m', labels, annotations }] }],
  }),
  at: ['acme/imported/Quiet'],
  hint: "Add to its labels: category: '…'.",
};
