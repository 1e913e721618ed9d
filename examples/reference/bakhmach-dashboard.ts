import { Dashboard, type Vector } from 'sightline';
import type { bakhmach } from './bakhmach.ts';

/** Four panels side by side in every row. */
const quarter = { width: 6, height: 8 } as const;

/** The hub at a glance: the machine, the API, the syncs, the database and the partners. */
export const hubDashboard = (service: typeof bakhmach): Dashboard => {
  const m = service.metrics;
  const window = '$__rate_interval';
  const share = [
    { at: 0, color: 'red' },
    { at: 0.95, color: 'yellow' },
    { at: 0.999, color: 'green' },
  ] as const;
  const answers = [
    { at: 0, color: 'red' },
    { at: 1, color: 'green' },
  ] as const;
  /** A share of a total: 0, not empty, while there is a total and none of it counts. */
  const shareOf = (part: Vector<never>, total: Vector<never>) => part.or(total.times(0)).over(total.gt(0));
  const percentile = (quantile: number) => m.latency.rate(window).sum().quantile(quantile);
  return new Dashboard(service, 'bakhmach-hub', {
    title: 'Bakhmach Business Hub',
    description: 'The machine, the API, the syncs, the database and the partners of the hub.',
    tags: ['bakhmach'],
    rows: [
      {
        title: 'System health',
        panels: [
          {
            kind: 'stat',
            ...quarter,
            title: 'Uptime',
            description: 'How long the machines have been running. A short time means a restart.',
            unit: 's',
            queries: [{ expr: 'time() - max by (instance) (node_boot_time_seconds)', legend: '{{instance}}' }],
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'CPU',
            description: 'Share of the processors in use, per machine.',
            unit: 'percentunit',
            queries: [{ expr: 'instance:node_cpu_utilisation:rate5m', legend: '{{instance}}' }],
            alerts: ['HostCpuHigh', 'HostCpuCritical'],
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Memory',
            description: 'Share of the memory in use, per machine. Close to 1 the kernel kills processes.',
            unit: 'percentunit',
            queries: [{ expr: 'instance:node_memory_utilisation:ratio', legend: '{{instance}}' }],
            alerts: ['HostMemoryHigh', 'HostMemoryCritical'],
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Disk I/O',
            description: 'Bytes read and written per second, all disks of a machine.',
            unit: 'Bps',
            queries: [
              { expr: `sum by (instance) (rate(node_disk_read_bytes_total[${window}]))`, legend: 'read {{instance}}' },
              {
                expr: `sum by (instance) (rate(node_disk_written_bytes_total[${window}]))`,
                legend: 'written {{instance}}',
              },
            ],
          },
        ],
      },
      {
        title: 'Application',
        panels: [
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Request latency',
            description: 'How long requests take. The promise is 200 ms for 95 of 100.',
            unit: 's',
            queries: [
              { expr: percentile(0.5), legend: 'p50' },
              { expr: percentile(0.95), legend: 'p95' },
              { expr: percentile(0.99), legend: 'p99' },
            ],
            alerts: ['SLOBurnRateFast'],
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Error ratio',
            description: 'Share of requests that the hub failed to answer.',
            unit: 'percentunit',
            queries: [
              {
                expr: shareOf(m.requests.where({ status: /5../ }).rate(window).sum(), m.requests.rate(window).sum()),
                legend: 'errors',
              },
            ],
            alerts: ['ApiErrorRateHigh', 'ApiErrorRateCritical'],
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Throughput',
            description: 'Requests per second by status code.',
            unit: 'reqps',
            queries: [{ expr: m.requests.rate(window).sumBy('status'), legend: '{{status}}' }],
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Active connections',
            description: 'Open HTTP connections per instance.',
            unit: 'short',
            queries: [{ expr: m.httpConnections.sumBy('instance'), legend: '{{instance}}' }],
          },
        ],
      },
      {
        title: 'Sync operations',
        panels: [
          {
            kind: 'stat',
            ...quarter,
            title: 'Sync success',
            description: 'Share of sync operations that succeeded. The promise is 99.9 %.',
            unit: 'percentunit',
            queries: [
              {
                expr: shareOf(m.syncs.where({ status: 'success' }).rate(window).sum(), m.syncs.rate(window).sum()),
                legend: 'success',
              },
            ],
            thresholds: share,
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Sync duration',
            description: 'How long sync operations take, by direction (p95).',
            unit: 's',
            queries: [
              {
                expr: m.syncDuration.rate(window).sumBy('source', 'target').quantile(0.95),
                legend: '{{source}} to {{target}}',
              },
            ],
            alerts: ['SyncLatencyHigh'],
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Conflicts',
            description: 'Conflicts per second, detected and resolved. A gap between the two is a backlog.',
            unit: 'cps',
            queries: [{ expr: m.syncConflicts.rate(window).sumBy('outcome'), legend: '{{outcome}}' }],
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Active syncs',
            description: 'Sync operations under way, by source.',
            unit: 'short',
            queries: [{ expr: m.activeSyncs.sumBy('source'), legend: '{{source}}' }],
          },
        ],
      },
      {
        title: 'Database',
        panels: [
          {
            kind: 'gauge',
            ...quarter,
            title: 'Connection pool',
            description: 'Share of the pool in use, per instance. Beyond the limit, requests wait for a connection.',
            unit: 'percent',
            queries: [
              {
                expr: m.dbPoolInUse.sumBy('instance').times(100).over(m.dbPoolSize.sumBy('instance')),
                legend: '{{instance}}',
              },
            ],
            alerts: ['DatabaseConnectionPoolExhausted'],
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Query latency',
            description: 'How long database operations take (p95), by kind.',
            unit: 's',
            queries: [{ expr: m.dbDuration.rate(window).sumBy('operation').quantile(0.95), legend: '{{operation}}' }],
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Slow queries',
            description: 'Queries of more than a second, per second.',
            unit: 'cps',
            queries: [{ expr: m.dbSlowQueries.rate(window).sum(), legend: 'slow queries' }],
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Replication lag',
            description: 'How far the replica is behind. A primary has nothing to follow and shows 0.',
            unit: 's',
            queries: [{ expr: m.postgres.replicationLag.maxBy('instance'), legend: '{{instance}}' }],
            alerts: ['PostgresReplicationLagHigh'],
          },
        ],
      },
      {
        title: 'Integrations',
        panels: [
          {
            kind: 'state-timeline',
            ...quarter,
            title: 'GitHub API',
            description: 'Whether the GitHub API answers: red where it did not.',
            unit: 'bool',
            thresholds: answers,
            queries: [{ expr: 'max(probe_success{service="bakhmach",probe="github-api"})', legend: 'GitHub' }],
          },
          {
            kind: 'state-timeline',
            ...quarter,
            title: 'AI Studio API',
            description: 'Whether AI Studio answers: red where it did not.',
            unit: 'bool',
            thresholds: answers,
            queries: [{ expr: 'max(probe_success{service="bakhmach",probe="ai-studio-api"})', legend: 'AI Studio' }],
          },
          {
            kind: 'stat',
            ...quarter,
            title: 'Webhook delivery',
            description: 'Share of webhooks that were delivered.',
            unit: 'percentunit',
            queries: [
              {
                expr: shareOf(
                  m.webhookDeliveries.where({ status: 'success' }).rate(window).sum(),
                  m.webhookDeliveries.rate(window).sum(),
                ),
                legend: 'delivered',
              },
            ],
            thresholds: share,
          },
          {
            kind: 'timeseries',
            ...quarter,
            title: 'Retries',
            description: 'Repeated calls of partner APIs per second. Many retries come before failures.',
            unit: 'cps',
            queries: [{ expr: m.integrationRetries.rate(window).sumBy('integration'), legend: '{{integration}}' }],
          },
        ],
      },
    ],
  });
};
