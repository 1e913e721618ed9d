import { elasticUsers, platformSecrets, ports, workloads } from '../ir/conventions.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { secret } from '../ir/secret.ts';
import { withSecretEnvironment } from '../ir/secret-environment.ts';
import { counter, gauge } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import { elasticsearchAlerts } from './elasticsearch-alerts.ts';
import { diskFree, heapUsed } from './elasticsearch-series.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

const port = { name: 'metrics', port: 9114 } as const;

const ofNode = {
  cluster: {},
  host: {},
  name: {},
  es_client_node: {},
  es_data_node: {},
  es_ingest_node: {},
  es_master_node: {},
} as const;
const ofDisk = { ...ofNode, mount: {}, path: {} } as const;

const emit = (_: Record<never, never>, { path, service, team, env, tier, scrapeInterval }: IntegrationContext) => {
  const password = secret(platformSecrets.elasticsearchMonitor);
  const id = workloads.elasticsearchExporter;
  return {
    workloads: [
      {
        id,
        kind: 'stateless' as const,
        image: 'elasticsearch-exporter' as const,
        replicas: 1,
        ...withSecretEnvironment(
          [{ variable: 'ES_PASSWORD', secret: password }],
          ['/bin/sh'],
          [
            '/bin/elasticsearch_exporter',
            ['--es.uri=', { connect: workloads.elasticsearch, port: ports.elasticsearch.name }],
            '--es.all',
            `--web.listen-address=:${port.port}`,
          ],
        ),
        env: { ES_USERNAME: elasticUsers.monitor },
        ports: [{ ...port, protocol: 'TCP' as const, audience: 'inside' as const }],
        storage: [],
        secrets: [password],
        readiness: { kind: 'http' as const, path: '/', port: port.name },
        liveness: { kind: 'http' as const, path: '/', port: port.name },
        after: [workloads.elasticsearchSetup],
        cpu: '50m',
        memory: '32Mi',
        memoryLimit: '64Mi',
        path,
      },
    ],
    jobs: [
      {
        id: 'elasticsearch',
        interval: scrapeInterval,
        timeout: scrapeTimeout(scrapeInterval),
        scheme: 'http' as const,
        metricsPath: '/metrics',
        targets: { kind: 'workload' as const, workload: id, port: port.name },
        labels: { service, team, env, tier },
        keep: [],
        limits: { samples: 20_000 },
        metricRelabel: [],
        path,
      },
    ],
    edges: [
      { from: workloads.prometheus, to: id, port: port.name, purpose: 'scrape' as const },
      { from: id, to: workloads.elasticsearch, port: ports.elasticsearch.name, purpose: 'query' as const },
    ],
  };
};

/** The Elasticsearch of the stack, where its logs are, through elasticsearch_exporter. */
export const elasticsearch = defineIntegration<Record<never, never>>()({
  kind: 'elasticsearch',
  scope: 'platform',
  part: { service: workloads.elasticsearch, present: ({ logs }) => logs },
  source: 'prometheus-community/elasticsearch_exporter 1.11, collector/cluster_health.go, collector/nodes.go',
  needs: ['A user with the cluster privilege `monitor`: the set-up of the stack creates it.'],
  options: {},
  metrics: () => ({
    health: gauge('elasticsearch_cluster_health_status', {
      labels: { cluster: {}, color: { values: ['green', 'yellow', 'red'] } },
    }),
    shardsUnassigned: gauge('elasticsearch_cluster_health_unassigned_shards', { labels: { cluster: {} } }),
    shardsActive: gauge('elasticsearch_cluster_health_active_shards', { labels: { cluster: {} } }),
    tasksPending: gauge('elasticsearch_cluster_health_number_of_pending_tasks', { labels: { cluster: {} } }),
    diskAvailable: gauge('elasticsearch_filesystem_data_available_bytes', { unit: 'bytes', labels: ofDisk }),
    diskSize: gauge('elasticsearch_filesystem_data_size_bytes', { unit: 'bytes', labels: ofDisk }),
    memoryUsed: gauge('elasticsearch_jvm_memory_used_bytes', {
      unit: 'bytes',
      labels: { ...ofNode, area: { values: ['heap', 'non-heap'] } },
    }),
    memoryMax: gauge('elasticsearch_jvm_memory_max_bytes', {
      unit: 'bytes',
      labels: { ...ofNode, area: { values: ['heap'] } },
    }),
    rejected: counter('elasticsearch_thread_pool_rejected_count', {
      labels: { ...ofNode, type: { cardinality: 20 } },
      zeroInitialised: true,
    }),
    indexed: counter('elasticsearch_indices_indexing_index_total', { labels: ofNode }),
    queries: counter('elasticsearch_indices_search_query_total', { labels: ofNode }),
    stored: gauge('elasticsearch_indices_store_size_bytes', { unit: 'bytes', labels: ofNode }),
  }),
  alerts: elasticsearchAlerts,
  rows: () => [
    {
      title: 'Elasticsearch',
      panels: [
        {
          kind: 'state-timeline',
          title: 'Health',
          description: 'Which colour the cluster has. Red: a primary shard is missing.',
          unit: 'bool',
          queries: [{ expr: 'max by (color) (elasticsearch_cluster_health_status)', legend: '{{color}}' }],
          thresholds: [
            { at: 0, color: 'green' },
            { at: 1, color: 'blue' },
          ],
        },
        chart(
          'Disk free',
          'Share of the disk of each node that is free. Below 5 % there are no writes.',
          'percentunit',
          [{ expr: diskFree, legend: '{{name}}' }],
          limitsOf('ElasticsearchDiskLow', 'ElasticsearchDiskCritical'),
        ),
        chart(
          'Heap',
          'Share of the heap in use. A saw is healthy, a plateau at the top is not.',
          'percentunit',
          [{ expr: heapUsed, legend: '{{name}}' }],
          limitsOf('ElasticsearchHeapHigh'),
        ),
        chart('Documents stored', 'Documents indexed per second.', 'ops', [
          {
            expr: 'sum by (name) (rate(elasticsearch_indices_indexing_index_total[$__rate_interval]))',
            legend: '{{name}}',
          },
        ]),
        chart('Searches', 'Searches per second, counted per shard.', 'ops', [
          {
            expr: 'sum by (name) (rate(elasticsearch_indices_search_query_total[$__rate_interval]))',
            legend: '{{name}}',
          },
        ]),
        chart('Size', 'Bytes that the indices of each node take.', 'bytes', [
          { expr: 'max by (name) (elasticsearch_indices_store_size_bytes)', legend: '{{name}}' },
        ]),
        chart(
          'Shards without a node',
          'Shards that are nowhere. On a single node copies never find a place.',
          'short',
          [{ expr: 'max by (cluster) (elasticsearch_cluster_health_unassigned_shards)', legend: '{{cluster}}' }],
        ),
      ],
    },
  ],
  emit,
  example: {},
});
