import type { PanelEntry } from '../../src/catalogue/dashboard.ts';
import { emitGrafana } from '../../src/grafana/emit.ts';
import { fastapi } from '../../src/integrations/fastapi.ts';
import { capacityConstants } from '../../src/ir/capacity.ts';
import { joinParts, type Plan } from '../../src/ir/plan.ts';
import type { Site } from '../../src/ir/site.ts';
import { latestVersions } from '../../src/ir/versions.ts';
import type { DashboardModel, Model, ServiceModel } from '../../src/model/model.ts';
import { partService } from '../../src/model/platform-uses.ts';
import { resolvePrometheus } from '../../src/model/resolve-scrape.ts';
import { resolveSlo } from '../../src/model/resolve-slo.ts';
import type { MetricDeclaration } from '../../src/promql/metric.ts';

/** One panel of every kind, with every option used at least once. */
export const everyPanel: readonly PanelEntry[] = [
  {
    kind: 'timeseries',
    title: 'Orders placed',
    description: 'Orders per second.',
    unit: 'ops',
    queries: [
      {
        expr: 'sum by (instance) (rate(orders_placed_total{instance=~"$instance"}[$__rate_interval]))',
        legend: '{{instance}}',
      },
      { expr: 'sum(rate(orders_refused_total[$__rate_interval]))' },
    ],
    thresholds: [{ at: 100, color: 'red' }],
  },
  {
    kind: 'stat',
    title: 'Basket value',
    description: 'Mean value.',
    unit: 'none',
    queries: [{ expr: 'avg(basket_value)', legend: 'Mean' }],
  },
  {
    kind: 'gauge',
    title: 'Stock',
    description: 'Filled shelves.',
    unit: 'percentunit',
    queries: [{ expr: 'stock_ratio' }],
    thresholds: [
      { at: 0.9, color: 'green' },
      { at: 0.5, color: 'yellow' },
    ],
  },
  {
    kind: 'heatmap',
    title: 'Packing time',
    description: 'How long packing takes.',
    unit: 's',
    queries: [{ expr: 'sum by (le) (increase(packing_seconds_bucket[$__rate_interval]))' }],
  },
  {
    kind: 'table',
    title: 'Couriers',
    description: 'Parcels by courier.',
    queries: [{ expr: 'sum by (courier) (parcels)' }, { expr: 'sum by (courier) (parcels_late)' }],
    width: 40,
    height: 0,
  },
  {
    kind: 'logs',
    title: 'Refusals',
    description: 'Refused orders.',
    queries: [{ expr: 'log.level:error AND refused' }],
  },
  { kind: 'text', title: 'Notes', description: 'What to know.', text: '# Orders' },
  {
    kind: 'state-timeline',
    title: 'Warehouse doors',
    description: 'Open or shut.',
    unit: 'bool',
    queries: [{ expr: 'door_open', legend: '{{door}}' }],
    thresholds: [{ at: 1, color: 'red' }],
  },
  {
    kind: 'bar-gauge',
    title: 'Fullest shelves',
    description: 'Ten of them.',
    unit: 'percentunit',
    decimals: 0,
    noData: 'No shelves',
    queries: [{ expr: 'topk(10, shelf_ratio)', legend: '{{shelf}}' }],
    links: [{ title: 'Shop', url: 'https://shop.example.com/' }],
  },
  {
    kind: 'pie',
    title: 'Lines by level',
    description: 'Of all log lines.',
    queries: [{ expr: '*', logs: { by: 'log.level', top: 5 }, legend: '{{log.level}}' }],
  },
  {
    kind: 'timeseries',
    title: 'Customers per day',
    description: 'Distinct ones.',
    unit: 'short',
    queries: [{ expr: '*', logs: { distinct: 'user_id', every: '1d' }, legend: 'Customers' }],
  },
  {
    kind: 'stat',
    title: 'Customers',
    description: 'Distinct ones in all.',
    unit: 'short',
    queries: [{ expr: '*', logs: { distinct: 'user_id' } }],
  },
  {
    kind: 'traces',
    title: 'Slow orders',
    description: 'The newest.',
    queries: [{ expr: 'orders', traces: { minDuration: '1s', tags: 'error=true', limit: 5 } }],
  },
  { kind: 'alert-list', title: 'Alerts', description: 'Of the shop.', matching: 'service="orders"' },
  {
    kind: 'timeseries',
    title: 'Packing time',
    description: 'p95.',
    unit: 's',
    queries: [
      { expr: 'histogram_quantile(0.95, sum by (le) (rate(packing_seconds_bucket[$__rate_interval])))', legend: 'p95' },
    ],
    alerts: ['ApiLatencyHigh'],
  },
  {
    kind: 'alert-table',
    title: 'What fires',
    description: 'And what to do.',
    unit: 'short',
    queries: [
      {
        expr: 'label_join(count by (priority, severity, alertname, service, team) (ALERTS{service="orders"}), "action", "/", "service", "alertname")',
      },
    ],
    columns: { team: { colors: { fulfilment: 'blue' } } },
  },
  {
    kind: 'baseline',
    title: 'Orders and usual orders',
    description: 'Against a week ago.',
    unit: 'ops',
    queries: [
      { expr: 'orders_rate', legend: 'Now' },
      { expr: 'orders_rate offset 7d', legend: 'A week ago' },
      { expr: 'orders_usual', legend: 'Usual' },
      { expr: 'orders_low', legend: 'Low' },
      { expr: 'orders_high', legend: 'High', exemplars: false },
    ],
  },
  {
    kind: 'table',
    title: 'Doors',
    description: 'Each with its state.',
    queries: [{ expr: 'max by (door) (door_open)', legend: 'Door' }],
    columns: {
      door: {
        title: 'Name',
        width: 120,
        texts: { north: 'The one to the yard' },
        link: { title: 'This door', url: '/d/warehouse?var-door=${__value.raw}' },
      },
      Door: {
        unit: 'bool',
        thresholds: [{ at: 1, color: 'red' }],
        states: [{ is: 1, text: 'open', color: 'red' }],
      },
    },
  },
  {
    kind: 'stat',
    title: 'Doors now',
    description: 'Open or shut.',
    unit: 'bool',
    queries: [{ expr: 'door_open', legend: '{{door}}', grafana: { legendFormat: 'Door {{door}}' } }],
    states: [{ is: 0, text: 'shut', color: 'green' }],
    valueLinks: [{ title: 'This door', url: '/d/warehouse?var-door=${__field.labels.door}' }],
    at: { x: 0, y: 100 },
    grafana: { fieldConfig: { defaults: { decimals: 0 } } },
  },
  {
    kind: 'raw',
    title: 'In other words',
    description: 'A panel as Grafana has it.',
    raw: { type: 'text', transparent: true, repeatDirection: 'h', options: { mode: 'markdown', content: '# Doors' } },
  },
];

export const dashboard = (own: Partial<DashboardModel>): DashboardModel => ({
  id: 'warehouse',
  path: 'shop/orders/warehouse',
  uid: 'warehouse',
  title: 'Warehouse',
  folder: 'fulfilment',
  service: 'orders',
  job: 'orders',
  tags: ['stock'],
  refresh: '1m',
  range: '3h',
  rows: [
    { title: 'Everything', panels: everyPanel },
    { title: 'Again', panels: everyPanel.slice(0, 2) },
  ],
  ...own,
});

const metrics: ReadonlyMap<string, MetricDeclaration> = new Map(
  Object.values(fastapi.metricsOf({})).map(metric => [metric.name, metric]),
);

const bare: ServiceModel = {
  id: 'mailer',
  path: 'shop/mailer',
  owner: 'outreach',
  tier: 3,
  replicas: undefined,
  exposure: { requestsPerSecond: 1, eventsPerRequest: 2, spansPerRequest: 5 },
  port: undefined,
  scrape: undefined,
  scrapeJobs: [],
  evaluation: '30s',
  ruleLimit: undefined,
  queryOffset: undefined,
  uses: [],
  metrics: new Map(),
  slos: [],
  performance: [],
  probes: [],
  alerts: [],
  records: [],
  logs: [],
  traces: [],
};

const full: ServiceModel = {
  ...bare,
  id: 'orders',
  path: 'shop/orders',
  owner: 'fulfilment',
  tier: 1,
  port: 8080,
  scrape: {
    job: 'orders-api',
    port: 8080,
    metricsPath: '/metrics',
    interval: '15s',
    timeout: '10s',
    scheme: 'http',
    limits: {},
    discover: undefined,
    settings: {},
  },
  uses: [{ ...fastapi(), watched: { service: 'orders', job: 'orders-api' }, alerts: [] }],
  metrics,
  slos: [
    resolveSlo(
      {
        id: 'placed',
        objective: '99.9%',
        sli: { kind: 'ratio', bad: 'http_requests_total{status="5xx"}', total: 'http_requests_total' },
        runbook: 'orders',
      },
      'orders',
      'shop/orders',
      new Map(),
    ),
  ],
  probes: [
    {
      id: 'front',
      path: 'shop/orders/front',
      target: { kind: 'address', address: 'https://shop.example.com/' },
      class: 'external',
      limit: 2,
      interval: '60s',
      timeout: '5s',
      scrapeTimeout: '6s',
      status: [200],
      matches: undefined,
      json: {},
      bearerToken: undefined,
      severity: 'critical',
      notifyWithin: undefined,
      alerts: {},
      runbook: 'orders',
    },
  ],
  logs: [
    {
      id: 'application',
      path: 'shop/orders/application',
      dataset: 'orders.application',
      inputs: [{ kind: 'tcp' }],
      fields: {},
      timestamp: 'timestamp',
      personal: [],
      counts: [],
    },
  ],
  traces: [{ id: 'spans', path: 'shop/orders/spans', slowerThan: '1s', baseline: 0.1, attributes: {} }],
};

const part = (kind: string) => {
  const service = partService(kind);
  return { kind, options: {}, watched: { service, job: service }, alerts: [] };
};

/** Parts of every stack that probes something. */
const always = ['prometheus', 'alertmanager', 'blackbox'];

/** A made-up shop: one service that has everything, one that has nothing. */
export const shop: Model = {
  org: 'shop',
  path: 'shop',
  environment: 'production',
  profile: 'local',
  owner: 'fulfilment',
  versions: latestVersions,
  intervals: { scrape: '15s', evaluation: '30s' },
  retention: { metrics: '45d', logsHot: '7d', logsDelete: '30d', traces: '7d' },
  runbookBase: 'dist/runbooks',
  alerting: { groupWait: '10s', groupInterval: '5m' },
  objectives: { longWindows: 'prometheus' },
  grafanaBase: 'http://localhost:3000',
  capacity: { nodes: 3, replicas: 2, metricsVolume: undefined, constants: capacityConstants },
  heartbeat: undefined,
  receivers: [],
  routing: { routes: [], intervals: [], maintenance: [], inhibitions: [], silences: [] },
  uses: [],
  parts: [...always, 'logstash', 'otelCollector', 'spanMetrics'].map(part),
  teams: [],
  services: [full, bare],
  dashboards: [dashboard({})],
  runbooks: [],
  ruleGroups: [],
  scrapeJobs: [],
  prometheus: resolvePrometheus({
    org: 'acme',
    environment: 'test',
    owner: 'platform',
    teams: [],
    services: [],
    prometheus: { exemplars: 1_000 },
  }),
  external: [],
  patches: [],
};

/** The same shop before anybody wrote anything about it. */
export const emptyShop: Model = { ...shop, parts: always.map(part), services: [bare], dashboards: [] };

/** A place where every workload answers under its own name. */
export const site: Site = {
  connect: (_from, to, port) => ({ scheme: 'http', host: to, port: port.length }),
  peers: () => [],
  discover: () => ({ sd: {}, relabel: [] }),
  secretFile: (_reader, { secret }) => `/run/secrets/${secret}`,
  file: (_reader, mount) => mount,
  externalUrl: workload => `http://localhost/${workload}`,
  hostLogs: false,
};

/** The plan that this room alone makes. */
export const planOf = (model: Model): Plan => ({
  ...joinParts([emitGrafana(model, [])]),
  routing: {
    receivers: [],
    root: { receiver: 'none', matchers: [], routes: [], path: '' },
    inhibitions: [],
    timeIntervals: [],
    rateLimits: [],
  },
});
