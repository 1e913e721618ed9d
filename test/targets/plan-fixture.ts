import type { Artefact } from '../../src/ir/artefact.ts';
import type { Plan } from '../../src/ir/plan.ts';
import type { ScrapeJob } from '../../src/ir/scrape-job.ts';
import { latestVersions } from '../../src/ir/versions.ts';
import type { Workload } from '../../src/ir/workload.ts';
import type { Stack } from '../../src/targets/target.ts';

const workload = (given: Pick<Workload, 'id' | 'kind' | 'image'> & Partial<Workload>): Workload => ({
  replicas: 1,
  args: [],
  env: {},
  ports: [],
  storage: [],
  secrets: [],
  cpu: '100m',
  memory: '128Mi',
  memoryLimit: '256Mi',
  path: `fixture/${given.id}`,
  ...given,
});

const http = (port: number, audience: 'people' | 'inside' = 'inside') =>
  ({ name: 'http', port, protocol: 'TCP', audience }) as const;

/** Every kind of workload and every feature that a target has to place. */
export const workloads: readonly Workload[] = [
  workload({
    id: 'prometheus',
    kind: 'stateful',
    image: 'prometheus',
    args: [
      '--config.file=/etc/prometheus/prometheus.yml',
      ['--web.external-url=', { externalUrl: 'prometheus' }],
      '--literal=$(HOME) $HOME',
    ],
    ports: [http(9090, 'people')],
    storage: [{ name: 'data', mountPath: '/prometheus', size: '20Gi' }],
    readiness: { kind: 'http', path: '/-/ready', port: 'http' },
    liveness: { kind: 'http', path: '/-/healthy', port: 'http' },
    startupSeconds: 900,
    cpu: '500m',
    memory: '1Gi',
    memoryLimit: '1536Mi',
    api: 'discover-targets',
    reload: { port: 'http', path: '/-/reload' },
  }),
  workload({
    id: 'blackbox-exporter',
    kind: 'stateless',
    image: 'blackbox-exporter',
    ports: [http(9115)],
    readiness: { kind: 'tcp', port: 'http' },
  }),
  workload({
    id: 'grafana',
    kind: 'stateless',
    image: 'grafana',
    env: {
      GF_SERVER_ROOT_URL: [{ externalUrl: 'grafana' }],
      GF_SECURITY_ADMIN_PASSWORD__FILE: [{ secretFile: { secret: 'admin-password' } }],
      METRICS_URL: [{ connect: 'prometheus', port: 'http' }],
    },
    ports: [http(3000, 'people')],
    storage: [{ name: 'data', mountPath: '/var/lib/grafana', size: '1Gi' }],
    secrets: [{ secret: 'admin-password' }],
    readiness: { kind: 'http', path: '/api/health', port: 'http' },
  }),
  workload({
    id: 'node-exporter',
    kind: 'daemon',
    image: 'node-exporter',
    ports: [{ name: 'metrics', port: 9100, protocol: 'TCP', audience: 'inside' }],
    host: { network: true, pid: true, mounts: [{ name: 'root', hostPath: '/', mountPath: '/host/root' }] },
  }),
  workload({
    id: 'otel-collector',
    kind: 'stateless',
    image: 'otel-collector',
    ports: [
      { name: 'otlp-grpc', port: 4317, protocol: 'TCP', audience: 'intake' },
      { name: 'health', port: 13133, protocol: 'TCP', audience: 'inside' },
    ],
    readiness: { kind: 'http', path: '/', port: 'health' },
    after: ['elasticsearch-setup'],
    hostLogs: [{ name: 'logs-0', hostPath: '/var/log/shop', mountPath: '/logs/shop' }],
  }),
  workload({
    id: 'elasticsearch',
    kind: 'stateful',
    image: 'elasticsearch',
    ports: [http(9200)],
    storage: [{ name: 'data', mountPath: '/usr/share/elasticsearch/data', size: '10Gi' }],
    secrets: [{ secret: 'search-password' }],
    readiness: { kind: 'command', command: ['check', '$HOME'] },
  }),
  workload({
    id: 'elasticsearch-setup',
    kind: 'task',
    image: 'elasticsearch',
    command: ['/bin/bash', '/etc/sightline/elasticsearch/setup.sh'],
    secrets: [{ secret: 'search-password' }],
  }),
];

const labels = { service: 'shop', team: 'sales', env: 'production', tier: '1' };

const job = (given: Pick<ScrapeJob, 'id' | 'targets'> & Partial<ScrapeJob>): ScrapeJob => ({
  interval: '15s',
  timeout: '10s',
  scheme: 'http',
  metricsPath: '/metrics',
  labels,
  keep: [],
  limits: {},
  metricRelabel: [],
  path: `fixture/${given.id}`,
  ...given,
});

/** One job per kind of discovery. */
export const jobs: readonly ScrapeJob[] = [
  job({ id: 'shop', targets: { kind: 'workload', workload: 'shop', port: 'metrics' } }),
  job({
    id: 'node',
    targets: { kind: 'workload', workload: 'node-exporter', port: 'metrics' },
    labels: { ...labels, service: 'node' },
    keep: ['pod'],
  }),
  job({ id: 'legacy', targets: { kind: 'static', addresses: ['198.51.100.7:9100', '198.51.100.8:9100'] } }),
  job({
    id: 'probes',
    keep: ['probe'],
    targets: {
      kind: 'probe',
      prober: 'blackbox-exporter',
      port: 'http',
      module: 'http_2xx',
      probes: [{ address: 'http://shop:8000/health', labels: { probe: 'health' } }],
    },
  }),
];

/** A job that only a machine with a container engine has. */
export const hostJob: ScrapeJob = job({ id: 'docker', targets: { kind: 'host', port: 9323 }, only: ['compose'] });

const root = { receiver: 'mail', matchers: [], routes: [], path: 'fixture' };

export const plan: Plan = {
  groups: [],
  dashboards: [],
  jobs,
  probes: [],
  routing: { receivers: [], root, inhibitions: [], timeIntervals: [], rateLimits: [] },
  workloads,
  services: [{ id: 'shop', ports: [{ name: 'metrics', port: 8000 }], path: 'fixture/shop' }],
  edges: [
    { from: 'prometheus', to: 'shop', port: 'metrics', purpose: 'scrape' },
    { from: 'prometheus', to: 'node-exporter', port: 'metrics', purpose: 'scrape' },
    { from: 'prometheus', to: 'blackbox-exporter', port: 'http', purpose: 'probe' },
    { from: 'blackbox-exporter', to: 'shop', port: 'metrics', purpose: 'probe' },
    { from: 'blackbox-exporter', to: 'external', port: '443', purpose: 'probe', address: 'https://example.com/' },
    { from: 'grafana', to: 'prometheus', port: 'http', purpose: 'query', required: true },
    { from: 'shop', to: 'otel-collector', port: 'otlp-grpc', purpose: 'send' },
    { from: 'otel-collector', to: 'elasticsearch', port: 'http', purpose: 'store', required: true },
    { from: 'elasticsearch-setup', to: 'elasticsearch', port: 'http', purpose: 'setup', required: true },
  ],
  documents: [],
};

const artefact = (
  reader: string,
  mount: string,
  body: Artefact['body'],
  format: Artefact['format'] = 'yaml',
): Artefact => ({
  reader,
  mount,
  format,
  body,
  origins: { '': `fixture/${reader}` },
});

export const artefacts: readonly Artefact[] = [
  artefact('prometheus', '/etc/prometheus/prometheus.yml', { global: { scrape_interval: '15s' } }),
  artefact('prometheus', '/etc/prometheus/rules/shop.yml', { groups: [] }),
  artefact('blackbox-exporter', '/etc/blackbox_exporter/blackbox.yml', { modules: {} }),
  artefact('grafana', '/etc/grafana/provisioning/datasources/all.yml', { apiVersion: 1 }),
  artefact('grafana', '/etc/grafana/dashboards/sales/shop.json', { uid: 'shop' }, 'json'),
  artefact('otel-collector', '/etc/otelcol-contrib/config.yaml', { receivers: { otlp: {} } }),
  artefact('elasticsearch', '/usr/share/elasticsearch/config/elasticsearch.yml', { 'cluster.name': 'fixture' }),
  artefact('elasticsearch-setup', '/etc/sightline/elasticsearch/setup.sh', 'exit 0\n', 'text'),
];

export const stack: Stack = { org: 'fixture', environment: 'production', versions: latestVersions, plan };

/** The stack with everything whose order has no meaning turned around. */
export const reversed: Stack = {
  ...stack,
  plan: { ...plan, workloads: workloads.toReversed(), edges: plan.edges.toReversed(), jobs: jobs.toReversed() },
};
