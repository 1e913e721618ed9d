import { ports, workloads } from '../ir/conventions.ts';
import type { PlanPart } from '../ir/plan.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, gauge } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

const port = { name: 'metrics', port: 9198 } as const;
const limits = { heap: 0.85, queue: 0.8 } as const;

const emit = ({ path, service, team, env, tier, scrapeInterval }: IntegrationContext): PlanPart => ({
  workloads: [
    {
      id: workloads.logstashExporter,
      kind: 'stateless',
      image: 'logstash-exporter',
      replicas: 1,
      args: [],
      env: {
        LOGSTASH_URL: [{ connect: workloads.logstash, port: ports.logstashApi.name }],
        PORT: String(port.port),
      },
      ports: [{ ...port, protocol: 'TCP', audience: 'inside' }],
      storage: [],
      secrets: [],
      readiness: { kind: 'tcp', port: port.name },
      liveness: { kind: 'tcp', port: port.name },
      cpu: '50m',
      memory: '32Mi',
      memoryLimit: '64Mi',
      path,
    },
  ],
  jobs: [
    {
      id: workloads.logstash,
      interval: scrapeInterval,
      timeout: scrapeTimeout(scrapeInterval),
      scheme: 'http',
      metricsPath: '/metrics',
      targets: { kind: 'workload', workload: workloads.logstashExporter, port: port.name },
      labels: { service, team, env, tier },
      keep: [],
      limits: { samples: 10_000 },
      metricRelabel: [],
      path,
    },
  ],
  edges: [
    { from: workloads.prometheus, to: workloads.logstashExporter, port: port.name, purpose: 'scrape' },
    { from: workloads.logstashExporter, to: workloads.logstash, port: ports.logstashApi.name, purpose: 'query' },
  ],
});

const heapUsed = (own: string): string =>
  `logstash_stats_jvm_mem_heap_used_bytes${own} / (logstash_stats_jvm_mem_heap_max_bytes${own} > 0)`;

const queueUsed = (own: string): string =>
  `max by (pipeline) (logstash_stats_pipeline_queue_events_queue_size${own}) / (max by (pipeline) (logstash_stats_pipeline_queue_max_size_in_bytes${own}) > 0)`;

const pipeline = { hostname: {}, pipeline: { cardinality: 10 } } as const;

/** Logstash of the stack through logstash-exporter, which asks its API. */
export const logstash = defineIntegration<Record<never, never>>()({
  kind: 'logstash',
  scope: 'platform',
  part: { service: workloads.logstash, present: ({ logs }) => logs },
  source:
    'kuskoman/logstash-exporter 1.9, internal/collectors/nodestats/{nodestats_collector,pipeline_subcollector}.go, nodeinfo_collector.go',
  options: {},
  metrics: () => ({
    up: gauge('logstash_info_up', { labels: { hostname: {} }, help: '1 while Logstash answers its API.' }),
    eventsIn: counter('logstash_stats_pipeline_events_in', { labels: pipeline, help: 'Events taken in.' }),
    eventsOut: counter('logstash_stats_pipeline_events_out', { labels: pipeline, help: 'Events passed on.' }),
    pipelineUp: gauge('logstash_stats_pipeline_up', { labels: pipeline, help: '1 while a pipeline works.' }),
    queueSize: gauge('logstash_stats_pipeline_queue_events_queue_size', {
      unit: 'bytes',
      labels: pipeline,
      help: 'Size of the persisted queue.',
    }),
    queueMax: gauge('logstash_stats_pipeline_queue_max_size_in_bytes', {
      unit: 'bytes',
      labels: pipeline,
      help: 'Size that the persisted queue may have.',
    }),
    refused: counter('logstash_stats_pipeline_plugin_documents_non_retryable_failures', {
      labels: { ...pipeline, plugin: {}, plugin_id: {}, plugin_type: {} },
      help: 'Events that Elasticsearch refused for ever.',
    }),
    heapUsed: gauge('logstash_stats_jvm_mem_heap_used_bytes', {
      unit: 'bytes',
      labels: { hostname: {} },
      help: 'Heap in use.',
    }),
    heapMax: gauge('logstash_stats_jvm_mem_heap_max_bytes', {
      unit: 'bytes',
      labels: { hostname: {} },
      help: 'Heap that may be used.',
    }),
  }),
  alerts: {
    LogstashDown: {
      threshold: 1,
      expr: at =>
        `max by (instance) (logstash_info_up${at.where()}) < ${at.threshold} or absent(logstash_info_up${at.where()})`,
      for: '5m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'Logstash does not answer.',
      description: 'No log line arrives in Elasticsearch; applications that wait for an answer may stop as well.',
      action: 'Check whether it runs; the end of its log names the pipeline that it refuses.',
      steps: [
        'Does it run? Its start takes a minute; then the end of its log tells why it does not.',
        'Killed for memory: lower the heap or raise the limit of the container.',
        'Is its volume full? The persisted queue needs room.',
      ],
      source: 'no requirement gives a number; 5 minutes outlast a restart (ours)',
    },
    LogstashQueueFilling: {
      threshold: limits.queue,
      expr: at => `${queueUsed(at.where())} > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Log lines pile up in Logstash: {{ $labels.pipeline }}.',
      description: 'Its queue is {{ $value | humanizePercentage }} full; at 100 % senders are held up or lose lines.',
      action: 'Check Elasticsearch: it takes lines more slowly than they come, or not at all.',
      steps: [
        'Is Elasticsearch up, green or yellow, and below its disk watermark?',
        'It is: which service sends more than before? The dashboard of its logs shows it.',
        'Give the pipeline more workers, or the queue more room.',
      ],
      source: 'no requirement gives a number; 80 % leaves time to act (ours)',
    },
    LogstashEventsRefused: {
      threshold: 0,
      expr: at =>
        `sum by (pipeline) (rate(logstash_stats_pipeline_plugin_documents_non_retryable_failures${at.where()}[15m])) > ${at.threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Elasticsearch refuses log lines of {{ $labels.pipeline }}.',
      description: '{{ $value | humanize }} lines a second are refused for ever and wait in the dead letter queue.',
      action: 'Read one of them in the dead letter queue: mostly a field has another type than the template says.',
      steps: [
        'The log of Logstash names the field and the reason.',
        'A field changed its type: mend the application, or give the field another name.',
        'A new field: declare its type in the catalogue.',
      ],
      source: 'a line that is refused is one too many; 15 minutes skip what a single restart brings (ours)',
    },
    LogstashHeapHigh: {
      threshold: limits.heap,
      expr: at => `${heapUsed(at.where())} > ${at.threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'The heap of Logstash is nearly full.',
      description: '{{ $value | humanizePercentage }} of it are in use, and for 15 minutes no collection has freed it.',
      action: 'Give it more heap, or fewer pipelines and smaller batches.',
      steps: [
        'Since when? A new pipeline or a larger batch needs more heap.',
        'Raise -Xmx and the limit of the container together: the heap is at most half of it.',
      ],
      source: 'no requirement gives a number; 85 % for a quarter of an hour is ours',
    },
  },
  rows: at => [
    {
      title: 'Logstash',
      panels: [
        chart('Events', 'Log lines per second that come in and go out. A growing gap fills the queue.', 'cps', [
          {
            expr: `sum by (pipeline) (rate(logstash_stats_pipeline_events_in${at.where()}[$__rate_interval]))`,
            legend: '{{pipeline}} in',
          },
          {
            expr: `sum by (pipeline) (rate(logstash_stats_pipeline_events_out${at.where()}[$__rate_interval]))`,
            legend: '{{pipeline}} out',
          },
        ]),
        chart(
          'Queues',
          'How full the persisted queue of each pipeline is.',
          'percentunit',
          [{ expr: queueUsed(at.where()), legend: '{{pipeline}}' }],
          limitsOf('LogstashQueueFilling'),
        ),
        chart(
          'Heap',
          'Share of the heap in use.',
          'percentunit',
          [{ expr: heapUsed(at.where()), legend: '{{instance}}' }],
          limitsOf('LogstashHeapHigh'),
        ),
      ],
    },
  ],
  emit: (_, context) => emit(context),
  example: {},
});
