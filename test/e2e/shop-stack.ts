import {
  AlertRule,
  AvailabilitySlo,
  counter,
  HttpProbe,
  histogram,
  LatencySlo,
  ObservabilityStack,
  Runbook,
  Service,
  Team,
  webhook,
} from 'sightline';

/** The stack of the run: one service, one team, everything every second. `sink` is where all messages go. */
export const shopStack = (sink: string): ObservabilityStack => {
  const stack = new ObservabilityStack('corner-shop', {
    environment: 'loopback',
    profile: 'local',
    intervals: { scrape: '1s', evaluation: '1s' },
    alerting: { groupWait: '1s', groupInterval: '1s' },
    runbookBase: 'https://runbooks.corner-shop.example',
    grafanaBase: 'https://grafana.corner-shop.example',
    heartbeat: webhook({ url: `${sink}/heartbeat` }),
  });
  const sales = new Team(stack, 'sales', {
    timezone: 'UTC',
    page: webhook({ url: `${sink}/page` }),
    notify: webhook({ url: `${sink}/notify` }),
    mail: webhook({ url: `${sink}/mail` }),
  });
  const till = new Service(stack, 'till', {
    owner: sales,
    tier: 0,
    port: 8080,
    metrics: {
      orders: counter('orders_total', { labels: { status: { values: ['paid', 'failed'] } } }),
      duration: histogram('order_duration_seconds', { unit: 'seconds', buckets: [0.01, 0.1, 1] }),
    },
  });
  new Runbook(till, 'orders-fail', { title: 'Orders fail', steps: ['Restart the till.'] });
  const { orders } = till.metrics;
  new AlertRule(till, 'OrdersFail', {
    // The window is shorter than the pending time: when the alert fires, all orders in it have failed.
    expr: orders
      .where({ status: 'failed' })
      .rate('4s')
      .sumBy('instance')
      .over(orders.rate('4s').sumBy('instance').gt(0))
      .gt(0.5),
    for: '5s',
    severity: 'critical',
    category: 'business',
    summary: 'Customers of {{ $labels.instance }} cannot pay.',
    description: '{{ $value | humanizePercentage }} of the orders fail.',
    action: 'Restart the till.',
    runbook: 'orders-fail',
  });
  new AlertRule(till, 'TillErrors', {
    expr: orders.where({ status: 'failed' }).rate('4s').sum().over(orders.rate('4s').sum().gt(0)).gt(0.1),
    for: '5s',
    severity: 'warning',
    summary: 'The till makes errors.',
    action: 'Read its log.',
    runbook: 'orders-fail',
  });
  new AvailabilitySlo(till, 'paid', {
    objective: '99%',
    errors: orders.where({ status: 'failed' }),
    total: orders,
    runbook: 'orders-fail',
  });
  new LatencySlo(till, 'fast', {
    objective: '95%',
    within: '100ms',
    histogram: 'order_duration_seconds',
    runbook: 'orders-fail',
  });
  new HttpProbe(till, 'health', { path: '/health', within: '200ms', interval: '1s', runbook: 'orders-fail' });
  return stack;
};
