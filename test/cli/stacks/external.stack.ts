import { AlertRule, ObservabilityStack, Runbook, Service, secret, slack, Team, webhook } from 'sightline';

const stack = new ObservabilityStack('shop', {
  environment: 'test',
  profile: 'local',
  heartbeat: webhook({ url: 'https://heartbeat.shop.example' }),
  external: [{ name: 'legacy_errors' }, { prefix: 'vendor_' }],
});
const sales = new Team(stack, 'sales', {
  timezone: 'UTC',
  page: webhook({ url: 'https://pager.shop.example' }),
  notify: slack({ channel: '#sales', webhookUrl: secret('slack') }),
});
new Runbook(stack, 'orders', { title: 'Orders', steps: ['Look at the orders.'] });
const legacy = new Service(stack, 'legacy', { owner: sales, port: 9000 });
new AlertRule(legacy, 'LegacyFails', {
  expr: 'sum by (vendor) (legacy_errors) / on (vendor) sum by (vendor) (vendor_calls_total) > 0.1',
  severity: 'critical',
  summary: 'Calls of {{ $labels.vendor }} fail.',
  action: 'Call the vendor.',
  runbook: 'orders',
});

export default stack;
