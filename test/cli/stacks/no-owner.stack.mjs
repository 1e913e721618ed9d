import { ObservabilityStack, Service, slack, Team, secret, webhook } from 'sightline';

const stack = new ObservabilityStack('shop', {
  environment: 'test',
  profile: 'local',
  heartbeat: webhook({ url: 'https://heartbeat.shop.example' }),
});
new Team(stack, 'sales', {
  timezone: 'UTC',
  page: webhook({ url: 'https://pager.shop.example' }),
  notify: slack({ channel: '#sales', webhookUrl: secret('slack') }),
});
// here:
new Service(stack, 'orphan', { port: 8001 });

export default stack;
