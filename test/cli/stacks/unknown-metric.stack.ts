import { AlertRule } from 'sightline';
import { shop } from './shop.ts';

const { stack, api } = shop();
// here:
new AlertRule(api, 'OrdersFail', {
  expr: 'rate(http_request_total{status="5xx"}[5m]) > 0.1',
  severity: 'critical',
  summary: 'Orders fail.',
  action: 'Roll back.',
  runbook: 'orders',
});

export default stack;
