import { workloads } from '../ir/conventions.ts';
import { counter, histogram } from '../promql/declare.ts';
import { chart } from './chart.ts';
import { defineIntegration } from './integration.ts';

const labels = {
  service_name: {},
  span_name: {},
  span_kind: {
    values: [
      'SPAN_KIND_SERVER',
      'SPAN_KIND_CLIENT',
      'SPAN_KIND_INTERNAL',
      'SPAN_KIND_PRODUCER',
      'SPAN_KIND_CONSUMER',
      'SPAN_KIND_UNSPECIFIED',
    ],
  },
  status_code: { values: ['STATUS_CODE_OK', 'STATUS_CODE_ERROR', 'STATUS_CODE_UNSET'] },
  collector_instance_id: {},
  otel_metric_overflow: { values: ['true'] },
} as const;

const server = 'span_kind="SPAN_KIND_SERVER"';
const failed = 'status_code="STATUS_CODE_ERROR"';

/** Requests, errors and durations that the collector counts from all spans, before most of them are thrown away. */
export const spanMetrics = defineIntegration<Record<never, never>>()({
  kind: 'spanMetrics',
  scope: 'platform',
  part: { service: workloads.collector, present: ({ traces }) => traces },
  source:
    'open-telemetry/opentelemetry-collector-contrib 0.158, connector/spanmetricsconnector/README.md: default namespace, dimensions, aggregation_cardinality_limit',
  options: {},
  metrics: () => ({
    calls: counter('traces_span_metrics_calls_total', { labels, help: 'Spans.' }),
    duration: histogram('traces_span_metrics_duration_seconds', {
      unit: 'seconds',
      labels,
      help: 'Duration of spans; the bounds are those of the promises about traced services.',
    }),
  }),
  alerts: {
    SpanMetricsOverflow: {
      threshold: 0,
      expr: at =>
        `sum by (instance) (rate(traces_span_metrics_calls_total${at.where('otel_metric_overflow="true"')}[15m])) > ${at.threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Span metrics have more series than they may have.',
      description:
        '{{ $value | humanize }} spans a second are counted without their names: dashboards of them are wrong.',
      action: 'Find the service whose span names contain ids or paths, and give its spans the names of their routes.',
      steps: [
        'Count span names: count by (service_name) (count by (service_name, span_name) (traces_span_metrics_calls_total)).',
        'Open a trace of the service with the most: does a name contain an id, a path or a query?',
        'Name the spans after their routes in the instrumentation; restart the collector to forget the old ones.',
      ],
      source: 'the limit is the stack’s own; beyond it no number is right',
    },
  },
  rows: at => [
    {
      title: 'Requests from spans',
      panels: [
        chart(
          'Requests',
          'Requests per second of each traced service, all of them and not only the kept traces.',
          'reqps',
          [
            {
              expr: `sum by (service_name) (rate(traces_span_metrics_calls_total${at.where(server)}[$__rate_interval]))`,
              legend: '{{service_name}}',
            },
          ],
        ),
        chart('Failed requests', 'Share of the requests whose span ended with an error.', 'percentunit', [
          {
            expr: `sum by (service_name) (rate(traces_span_metrics_calls_total${at.where(server, failed)}[$__rate_interval])) / (sum by (service_name) (rate(traces_span_metrics_calls_total${at.where(server)}[$__rate_interval])) > 0)`,
            legend: '{{service_name}}',
          },
        ]),
        chart('Duration', 'Within this time 95 % of the requests are answered.', 's', [
          {
            expr: `histogram_quantile(0.95, sum by (le, service_name) (rate(traces_span_metrics_duration_seconds_bucket${at.where(server)}[$__rate_interval])))`,
            legend: '{{service_name}}',
          },
        ]),
      ],
    },
  ],
  example: {},
});
