import {
  AlertRule,
  AvailabilitySlo,
  fastapi,
  HttpProbe,
  ObservabilityStack,
  type ObservabilityStackProps,
  Runbook,
  Service,
  Team,
  webhook,
} from 'sightline';

/** A small stack without findings, and its parts for others to add something to. */
export const shopStack = (props: Partial<ObservabilityStackProps> = {}) => {
  const stack = new ObservabilityStack('shop', {
    environment: 'test',
    profile: 'local',
    heartbeat: webhook({ url: 'https://heartbeat.shop.example' }),
    ...props,
  });
  const team = new Team(stack, 'sales', {
    timezone: 'UTC',
    page: webhook({ url: 'https://pager.shop.example' }),
    notify: webhook({ url: 'https://chat.shop.example' }),
    mail: webhook({ url: 'https://mail.shop.example' }),
  });
  new Runbook(stack, 'orders', { title: 'Orders', steps: ['Look at the orders.'] });
  return { stack, team, api: service(stack, team, 'api') };
};

/** A service with one of most things. */
export const service = (stack: ObservabilityStack, owner: Team, id: string): Service<'fastapi'> => {
  const made = new Service(stack, id, { owner, port: 8000, runtime: fastapi() });
  addTo(made);
  return made;
};

/** An alert, a promise and a probe. */
export const addTo = (api: Service<'fastapi'>): void => {
  const { requests } = api.metrics;
  new AlertRule(api, 'Errors', {
    expr: requests.where({ status: '5xx' }).rate('5m').sum().over(requests.rate('5m').sum().gt(0)).gt(0.1),
    severity: 'critical',
    summary: 'Errors.',
    action: 'Look.',
    runbook: 'orders',
  });
  new AvailabilitySlo(api, 'answers', { objective: '99%', runbook: 'orders' });
  new HttpProbe(api, 'health', { path: '/health', within: '1s', runbook: 'orders' });
};
