import { workloads } from '../ir/conventions.ts';
import { counter, histogram } from '../promql/declare.ts';
import { above, chart } from './chart.ts';
import { collectorMetrics, unsentRatio } from './collector-metrics.ts';
import { defineIntegration } from './integration.ts';

/** Share of the requests to the storage of traces that may fail. */
const failing = 0.01;

const storageErrors = (where: (...matchers: readonly string[]) => string, window: string): string =>
  `sum by (operation) (rate(jaeger_storage_requests_total${where('result="err"')}[${window}])) / (sum by (operation) (rate(jaeger_storage_requests_total${where()}[${window}])) > 0)`;

const operations = {
  kind: {},
  name: {},
  role: {},
  operation: { values: ['find_traces', 'find_trace_ids', 'get_trace', 'get_services', 'get_operations'] },
  result: { values: ['ok', 'err'] },
} as const;

/** Jaeger itself: what it takes in, writes and finds. */
export const jaeger = defineIntegration<Record<never, never>>()({
  kind: 'jaeger',
  scope: 'platform',
  part: { service: workloads.jaeger, present: ({ traces }) => traces },
  source:
    'jaegertracing/jaeger 2.20, internal/storage/v2/api/tracestore/tracestoremetrics/reader_metrics.go; the rest as the collector it is built from',
  options: {},
  metrics: () => ({
    ...collectorMetrics(),
    storageRequests: counter('jaeger_storage_requests_total', {
      labels: operations,
      help: 'Questions to the storage of traces.',
    }),
    storageLatency: histogram('jaeger_storage_latency_seconds', {
      unit: 'seconds',
      labels: operations,
      help: 'How long the storage took to answer.',
    }),
  }),
  alerts: {
    JaegerDown: {
      expr: at => {
        const up = `up${at.where(`job="${at.job}"`)}`;
        return `${up} == 0 or absent(${up})`;
      },
      for: '5m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Jaeger does not answer.',
      description: 'Traces can neither be stored nor looked at; those of this time are lost.',
      action: 'Check whether it runs, and whether its storage does.',
      steps: [
        'Does it run? It ends at once when it cannot reach its storage: its log says so.',
        'Is Elasticsearch up, and are its indices writable?',
      ],
      source: 'no requirement gives a number; 5 minutes outlast a restart (ours)',
    },
    JaegerStorageErrors: {
      threshold: failing,
      expr: at => `${storageErrors(at.where, '5m')} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'The storage of traces fails: {{ $labels.operation }}.',
      description: '{{ $value | humanizePercentage }} of the questions to it were answered with an error.',
      action: 'Check Elasticsearch: its health, its disk, and the password of Jaeger.',
      steps: [
        'The log of Jaeger names the answer of the storage.',
        'Red or full: see the runbooks of Elasticsearch.',
        'Unauthorised: the secret and the user in Elasticsearch differ; run the set-up again.',
      ],
      source: 'no requirement gives a number; 1 % is ours',
    },
    JaegerWritesFailing: {
      threshold: failing,
      expr: at => `${unsentRatio(at.where(`job="${at.job}"`), '5m')} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Jaeger {{ $labels.instance }} cannot store spans.',
      description: '{{ $value | humanizePercentage }} of them could not be written and are lost.',
      action: 'Check Elasticsearch: its health, its disk, and whether its indices can be written.',
      steps: [
        'The log of Jaeger names the answer of the storage.',
        'A full disk makes indices read-only: free space, then lift the block.',
        'No index to write to: run the set-up of Jaeger again.',
      ],
      source: 'no requirement gives a number; 1 % is ours',
    },
  },
  rows: at => [
    {
      title: 'Storage of traces',
      panels: [
        chart(
          'Failed questions',
          'Share of the questions to the storage that failed.',
          'percentunit',
          [{ expr: storageErrors(at.where, '$__rate_interval'), legend: '{{operation}}' }],
          above({ warning: failing }),
        ),
        chart('Answers', 'Within this time 95 % of the questions are answered.', 's', [
          {
            expr: `histogram_quantile(0.95, sum by (le, operation) (rate(jaeger_storage_latency_seconds_bucket${at.where()}[$__rate_interval])))`,
            legend: '{{operation}}',
          },
        ]),
        chart('Stored spans', 'Spans per second that were written.', 'cps', [
          {
            expr: `sum by (exporter) (rate(otelcol_exporter_sent_spans_total${at.where(`job="${at.job}"`)}[$__rate_interval]))`,
            legend: '{{exporter}}',
          },
        ]),
      ],
    },
  ],
  example: {},
});
