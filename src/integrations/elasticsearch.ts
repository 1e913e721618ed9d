import { elasticUsers, platformSecrets, ports, workloads } from '../ir/conventions.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { secret } from '../ir/secret.ts';
import { withSecretEnvironment } from '../ir/secret-environment.ts';
import { counter, gauge } from '../promql/declare.ts';
import { above, below, chart } from './chart.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

const port = { name: 'metrics', port: 9114 } as const;

const limits = { disk: { warning: 0.2, critical: 0.1 }, heap: 0.9 } as const;

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

const diskFree =
  'min by (cluster, name) (elasticsearch_filesystem_data_available_bytes / elasticsearch_filesystem_data_size_bytes)';

const heapUsed =
  'max by (cluster, name) (elasticsearch_jvm_memory_used_bytes{area="heap"} / elasticsearch_jvm_memory_max_bytes{area="heap"})';

const diskSteps = [
  'Kibana, index management: which data stream grew? A program that logs in a loop is the usual cause.',
  'Shorten the retention of logs in the stack, or delete the oldest indices of that stream now.',
  'Grow the volume when the amount is real. At 95 % Elasticsearch takes no writes until space is free again.',
] as const;

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
  alerts: {
    ElasticsearchDown: {
      expr: () => 'absent(elasticsearch_cluster_health_status)',
      for: '5m',
      severity: 'critical',
      category: 'availability',
      scope: 'platform',
      summary: 'Elasticsearch does not answer.',
      description:
        'Its exporter learns nothing from it, or is itself gone: logs are not stored and cannot be searched.',
      action: 'Look at the process and the log of Elasticsearch, then at those of its exporter.',
      steps: [
        'Is Elasticsearch running? Its log says why not: memory, disk, a damaged index.',
        'Running: do user and password of the exporter still hold? Run the set-up of the stack again.',
        'Logstash keeps what arrives on its own disk for a while: nothing is lost at once.',
      ],
      source:
        'ours: five minutes outlast a restart of the exporter; a restart of Elasticsearch takes longer and is told',
    },
    ElasticsearchRed: {
      expr: () => 'max by (cluster) (elasticsearch_cluster_health_status{color="red"}) == 1',
      for: '2m',
      severity: 'critical',
      category: 'errors',
      scope: 'platform',
      group: 'elasticsearch-health',
      summary: 'The Elasticsearch cluster {{ $labels.cluster }} is red.',
      description: 'A primary shard is missing: some logs cannot be searched, and new ones for it cannot be stored.',
      action: 'GET _cluster/allocation/explain says which shard, and why.',
      steps: [
        'GET _cluster/health?level=indices, then GET _cluster/allocation/explain.',
        'A node is gone: bring it back before anything else; its shards return with it.',
        'A full disk: free space, then POST _cluster/reroute?retry_failed=true.',
        'Lost for good: restore from a snapshot, or delete the index and accept the gap.',
      ],
      source: 'requirements of the alert set (ElasticsearchRed): 2 minutes',
    },
    ElasticsearchYellow: {
      byDefault: false,
      expr: () => 'max by (cluster) (elasticsearch_cluster_health_status{color="yellow"}) == 1',
      for: '30m',
      severity: 'warning',
      category: 'errors',
      scope: 'platform',
      group: 'elasticsearch-health',
      summary: 'The Elasticsearch cluster {{ $labels.cluster }} is yellow.',
      description: 'A copy of a shard is missing: nothing is lost yet, and one more failure loses something.',
      action: 'GET _cluster/allocation/explain says which shard, and why.',
      steps: [
        'GET _cluster/allocation/explain.',
        'A node is gone or restarting: wait for it.',
        'One node only: it can hold no copies; set number_of_replicas to 0 or switch this alert off.',
      ],
      source: 'ours, off by default: a single node is yellow by nature',
    },
    ElasticsearchDiskLow: {
      threshold: limits.disk.warning,
      expr: ({ threshold }) => `${diskFree} < ${threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'saturation',
      scope: 'platform',
      group: 'elasticsearch-disk',
      summary: 'The disk of the Elasticsearch node {{ $labels.name }} fills up.',
      description:
        'Only {{ $value | humanizePercentage }} are free. Below 15 % no new shards come, below 5 % no writes.',
      action: 'Find the data stream that grew, and shorten its retention or grow the volume.',
      steps: diskSteps,
      source: 'requirements of the alert set (ElasticsearchDiskLow): 20 % for 15 minutes',
    },
    ElasticsearchDiskCritical: {
      threshold: limits.disk.critical,
      expr: ({ threshold }) => `${diskFree} < ${threshold}`,
      for: '5m',
      severity: 'critical',
      category: 'saturation',
      scope: 'platform',
      group: 'elasticsearch-disk',
      summary: 'The Elasticsearch node {{ $labels.name }} is about to refuse writes.',
      description: 'Only {{ $value | humanizePercentage }} of its disk are free; below 5 % indices become read only.',
      action: 'Delete the oldest indices of the largest data stream now.',
      steps: diskSteps,
      source: 'Elasticsearch documentation: the high watermark is 90 % used, the flood stage 95 %',
    },
    ElasticsearchHeapHigh: {
      threshold: limits.heap,
      expr: ({ threshold }) => `${heapUsed} > ${threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'saturation',
      scope: 'platform',
      summary: 'The Elasticsearch node {{ $labels.name }} runs out of heap.',
      description:
        '{{ $value | humanizePercentage }} are used and stay used: it collects garbage instead of answering.',
      action: 'Look for a costly search or too many shards, then restart the node if it does not recover.',
      steps: [
        'GET _nodes/hot_threads and GET _tasks?detailed: one search that aggregates over everything?',
        'GET _cat/shards | wc -l: more than 20 per GB of heap are too many; merge small data streams.',
        'Otherwise give the node memory: heap is half of it.',
      ],
      source: 'ours: after a collection a healthy node is below 75 %; 90 % for a quarter of an hour is none',
    },
    ElasticsearchWritesRejected: {
      expr: () => 'sum by (cluster, name) (increase(elasticsearch_thread_pool_rejected_count{type="write"}[5m])) > 0',
      for: '10m',
      severity: 'warning',
      category: 'errors',
      scope: 'platform',
      summary: 'The Elasticsearch node {{ $labels.name }} rejects writes.',
      description: '{{ $value | humanize }} bulk requests were turned away in 5 minutes: logs arrive late.',
      action: 'Is it a burst of logs, or a slow disk? Compare the indexing rate with yesterday.',
      steps: [
        'Compare the indexing rate with yesterday: which data stream grew?',
        'A program that logs in a loop: stop the loop, not Elasticsearch.',
        'The same rate as ever: the disk became slow; look at the disk panels of the machine.',
      ],
      source: 'Elasticsearch documentation, rejected requests: any that last',
    },
  },
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
          below(limits.disk.warning),
        ),
        chart(
          'Heap',
          'Share of the heap in use. A saw is healthy, a plateau at the top is not.',
          'percentunit',
          [{ expr: heapUsed, legend: '{{name}}' }],
          above({ warning: limits.heap }),
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
