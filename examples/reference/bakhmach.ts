import {
  AlertRule,
  AvailabilitySlo,
  counter,
  flask,
  gauge,
  HttpProbe,
  histogram,
  LatencySlo,
  LogPipeline,
  postgres,
  Runbook,
  Service,
  secret,
  Tracing,
} from 'sightline';
import { hubDashboard } from './bakhmach-dashboard.ts';
import { hub, stack } from './organisation.ts';

const partners = ['github', 'ai-studio'] as const;

/** The Bakhmach Business Hub: it synchronises GitHub with AI Studio and serves an HTTP API. */
export const bakhmach = new Service(stack, 'bakhmach', {
  owner: hub,
  tier: 1,
  port: 5000,
  // A metrics server of its own, beside the API.
  scrape: { job: 'bakhmach-app', port: 8001, interval: '5s' },
  evaluation: '30s',
  // The bounds of the application with 0.2 s added: without it a promise about 200 ms cannot be measured.
  runtime: flask({
    buckets: [0.01, 0.05, 0.1, 0.2, 0.5, 1],
    endpoints: 40,
    // APIUnavailable below says the same after two minutes.
    alerts: { ServiceDown: false },
  }),
  uses: [
    postgres({
      host: 'bakhmach-db',
      database: 'bakhmach',
      user: 'monitor',
      password: secret('bakhmach-postgres-password'),
    }),
  ],
  metrics: {
    syncs: counter('sync_operations_total', {
      help: 'Sync operations by source, target and outcome.',
      labels: { source: { values: partners }, target: { values: partners }, status: { values: ['success', 'error'] } },
    }),
    syncDuration: histogram('sync_duration_seconds', {
      help: 'Duration of sync operations.',
      unit: 'seconds',
      labels: { source: { values: partners }, target: { values: partners } },
      buckets: [0.1, 0.5, 1, 2, 5, 10],
    }),
    activeSyncs: gauge('active_syncs', {
      help: 'Sync operations under way.',
      labels: { source: { values: partners } },
    }),
    syncConflicts: counter('sync_conflicts_total', {
      help: 'Conflicts met by sync operations, by what became of them.',
      labels: { outcome: { values: ['detected', 'resolved'] } },
    }),
    dbOperations: counter('db_operations_total', {
      help: 'Database operations.',
      labels: {
        operation: { values: ['select', 'insert', 'update', 'delete'] },
        table: { cardinality: 20 },
        status: { values: ['success', 'error'] },
      },
    }),
    dbDuration: histogram('db_operation_duration_seconds', {
      help: 'Duration of database operations.',
      unit: 'seconds',
      labels: { operation: { values: ['select', 'insert', 'update', 'delete'] } },
      buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1],
    }),
    dbSlowQueries: counter('db_slow_queries_total', { help: 'Queries that took longer than a second.' }),
    dbPoolSize: gauge('db_connection_pool_size', { help: 'Connections that the pool may open.' }),
    dbPoolInUse: gauge('db_connections_in_use', { help: 'Connections of the pool in use.' }),
    httpConnections: gauge('http_active_connections', { help: 'Open HTTP connections.' }),
    webhookDeliveries: counter('webhook_deliveries_total', {
      help: 'Webhook deliveries by outcome.',
      labels: { status: { values: ['success', 'error'] } },
    }),
    integrationRetries: counter('integration_retries_total', {
      help: 'Repeated calls of partner APIs.',
      labels: { integration: { values: partners } },
    }),
  },
});

const { syncs, syncDuration, dbPoolInUse, dbPoolSize } = bakhmach.metrics;

new AlertRule(bakhmach, 'HighErrorRate', {
  expr: syncs
    .where({ status: 'error' })
    .rate('5m')
    .sumBy('source', 'target')
    .over(syncs.rate('5m').sumBy('source', 'target').gt(0))
    .gt(0.05),
  for: '5m',
  severity: 'critical',
  category: 'errors',
  summary: 'Syncs from {{ $labels.source }} to {{ $labels.target }} fail.',
  description:
    '{{ $value | humanizePercentage }} of the sync operations failed in the last 5 minutes; the limit is 5 %.',
  action: 'Read the errors of the last minutes in Kibana, then the status pages of the two partners.',
  runbook: 'high-error-rate',
  dashboard: 'bakhmach-hub',
});

new AlertRule(bakhmach, 'SyncLatencyHigh', {
  expr: syncDuration.rate('5m').sumBy('source', 'target').quantile(0.95).gt(5),
  for: '10m',
  severity: 'warning',
  category: 'latency',
  summary: 'Syncs from {{ $labels.source }} to {{ $labels.target }} are slow.',
  description: 'The slowest twentieth takes longer than {{ $value | humanizeDuration }}; the limit is 5 s.',
  action: 'Look for the slow step in a trace of a recent sync.',
  runbook: 'high-latency',
  dashboard: 'bakhmach-hub',
});

new AlertRule(bakhmach, 'DatabaseConnectionPoolExhausted', {
  expr: dbPoolInUse.sumBy('instance').times(100).over(dbPoolSize.sumBy('instance')).ge(95),
  for: '5m',
  severity: 'critical',
  category: 'saturation',
  summary: 'The connection pool of {{ $labels.instance }} is nearly exhausted.',
  description: '{{ $value | humanize }} % of the connections are in use; from 95 % on, requests wait for one.',
  action: 'Find the query that holds the connections: pg_stat_activity, oldest first.',
  runbook: 'high-latency',
  dashboard: 'bakhmach-hub',
});

new AlertRule(bakhmach, 'APIUnavailable', {
  // A target that left the configuration is as unavailable as one that answers nothing.
  expr: 'up{job="bakhmach-app"} == 0 or absent(up{job="bakhmach-app"})',
  for: '2m',
  severity: 'critical',
  category: 'availability',
  down: true,
  summary: 'The hub, or one of its instances, does not answer.',
  description: 'Prometheus could not scrape {{ $labels.job }} for 2 minutes: the process is down or gone.',
  action: 'Check whether the container runs; roll back if it was just deployed.',
  runbook: 'high-error-rate',
  dashboard: 'bakhmach-hub',
});

new AvailabilitySlo(bakhmach, 'sync-availability', {
  objective: '99.9%',
  window: '30d',
  errors: syncs.where({ status: 'error' }),
  total: syncs,
  runbook: 'high-error-rate',
});

new LatencySlo(bakhmach, 'latency', { objective: '95%', within: '200ms', window: '30d', runbook: 'high-latency' });

// A degraded hub answers 503: it is reached all the same, and the next probes say what it lacks.
new HttpProbe(bakhmach, 'health', {
  path: '/health',
  within: '1s',
  status: [200, 503],
  matches: /"status"/,
  runbook: 'high-error-rate',
});
for (const check of ['database', 'redis', 'github_api', 'ai_studio_api'])
  new HttpProbe(bakhmach, `health-${check.replaceAll('_', '-')}`, {
    path: '/health',
    within: '1s',
    // Each answer costs the hub a call to every partner.
    interval: '60s',
    status: [200, 503],
    json: { [`checks.${check}`]: true },
    severity: 'warning',
    runbook: 'high-error-rate',
  });
// GitHub allows 60 anonymous calls an hour from one address; half of them are left to others.
new HttpProbe(bakhmach, 'github-api', {
  url: 'https://api.github.com/zen',
  within: '3s',
  interval: '2m',
  runbook: 'high-error-rate',
});
new HttpProbe(bakhmach, 'ai-studio-api', {
  url: 'https://aistudio.google.com/',
  within: '3s',
  status: [200, 302],
  runbook: 'high-error-rate',
});

hubDashboard(bakhmach);

new LogPipeline(bakhmach, 'logs', {
  dataset: 'bakhmach.app',
  inputs: [{ kind: 'tcp' }, { kind: 'file', path: '/var/log/bakhmach/*.log' }],
  fields: { event: 'keyword', source: 'keyword', target: 'keyword', duration_ms: 'double' },
});

new Tracing(bakhmach, 'tracing', {
  slowerThan: '1s',
  baseline: 0.1,
  attributes: { source: 'where the data of a sync comes from', target: 'where it goes' },
});

new Runbook(bakhmach, 'high-error-rate', {
  title: 'High error rate',
  steps: [
    'Check the error logs of the last minutes in Kibana (data stream logs-bakhmach.app-production).',
    'Identify the pattern: one source, one target, one kind of error?',
    'Check the status of the GitHub and AI Studio APIs.',
    'Review recent deployments.',
    'Roll back if the errors began with one.',
  ],
  links: [
    { title: 'GitHub status', url: 'https://www.githubstatus.com/' },
    { title: 'Google Cloud status', url: 'https://status.cloud.google.com/' },
  ],
});

new Runbook(bakhmach, 'high-latency', {
  title: 'High latency',
  steps: [
    'Check the performance of database queries: slow queries, locks, the connection pool.',
    'Look for the bottleneck in the traces of slow requests in Jaeger.',
    'Check CPU, memory and disk of the machines.',
    'Scale out if the load has grown.',
    'Check the network to the partners.',
  ],
});
