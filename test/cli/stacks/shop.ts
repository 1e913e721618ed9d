import { fastapi, ObservabilityStack, Runbook, Service, secret, slack, Team, webhook } from 'sightline';

/** A small stack without findings, for others to add something to. */
export const shop = () => {
  const stack = new ObservabilityStack('shop', {
    environment: 'test',
    profile: 'local',
    heartbeat: webhook({ url: 'https://heartbeat.shop.example' }),
  });
  const sales = new Team(stack, 'sales', {
    timezone: 'UTC',
    page: webhook({ url: 'https://pager.shop.example' }),
    notify: slack({ channel: '#sales', webhookUrl: secret('slack') }),
  });
  new Runbook(stack, 'orders', { title: 'Orders', steps: ['Look at the orders.'] });
  const api = new Service(stack, 'api', { owner: sales, port: 8000, runtime: fastapi() });
  return { stack, sales, api };
};
