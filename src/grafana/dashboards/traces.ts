import type { PanelEntry } from '../../catalogue/dashboard.ts';
import { panels } from '../../catalogue/panels.ts';
import type { ServiceModel } from '../../model/model.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';

const calls = (matchers: string): string => `traces_span_metrics_calls_total{${matchers}}`;
const server = 'span_kind="SPAN_KIND_SERVER"';
const failed = `${server},status_code="STATUS_CODE_ERROR"`;
const durations = `traces_span_metrics_duration_seconds_bucket{${server}}`;

const red = [
  panels.requestRate(calls(server), {
    by: ['service_name'],
    description: 'Requests per second of each traced service, counted from all spans and not only from kept traces.',
  }),
  panels.errorRatio(
    { part: calls(failed), total: calls(server) },
    { by: ['service_name'], description: 'Share of the requests whose span ended with an error.' },
  ),
  panels.quantileBy(durations, 0.95, ['service_name'], { title: 'Duration (p95)' }),
];

const operations = [
  panels.topList(
    `sum by (service_name, span_name) (rate(${calls(server)}[$__rate_interval]))`,
    ['service_name', 'span_name'],
    {
      title: 'Busiest operations',
      description: 'Operations with most requests per second.',
      unit: 'reqps',
      width: 12,
    },
  ),
  panels.topList(
    `histogram_quantile(0.95, sum by (le, service_name, span_name) (rate(${durations}[$__rate_interval])))`,
    ['service_name', 'span_name'],
    {
      title: 'Slowest operations',
      description: 'Operations whose slowest twentieth takes longest.',
      unit: 's',
      width: 12,
    },
  ),
];

const collector = [
  panels.graph('sum(rate(otelcol_receiver_accepted_spans_total[$__rate_interval]))', {
    title: 'Spans taken in',
    description: 'Spans per second that the collector takes from the services.',
    unit: 'cps',
    legend: 'Accepted',
  }),
  panels.graph('sum(rate(otelcol_receiver_refused_spans_total[$__rate_interval]))', {
    title: 'Spans refused',
    description: 'Spans per second that the collector refused: it has no room left. Traces have holes then.',
    unit: 'cps',
    legend: 'Refused',
    thresholds: [{ at: 0.01, color: 'red' }],
  }),
  panels.graph('sum(rate(otelcol_exporter_send_failed_spans_total[$__rate_interval]))', {
    title: 'Spans lost',
    description: 'Spans per second that could not be handed over to Jaeger.',
    unit: 'cps',
    legend: 'Lost',
    thresholds: [{ at: 0.01, color: 'red' }],
  }),
];

/** What was kept because it matters: failures, and what took longer than the service allows. */
const searches = (service: ServiceModel): readonly PanelEntry[] => [
  panels.traceList(
    service.id,
    { tags: 'error=true' },
    {
      title: `Failed: ${service.id}`,
      description: 'The newest traces with an error. Open one to see where it failed.',
      width: 12,
    },
  ),
  panels.traceList(
    service.id,
    { minDuration: service.traces[0]?.slowerThan ?? '1s' },
    {
      title: `Slow: ${service.id}`,
      description: 'The newest traces that took longer than the service allows.',
      width: 12,
    },
  ),
];

/** Requests as spans tell of them, and the traces that are worth reading. */
export const traces: BuiltInDashboard = {
  id: 'traces',
  build: model => {
    const traced = model.services.filter(service => service.traces.length > 0);
    return traced.length === 0
      ? []
      : [
          platformDashboard(model, {
            uid: platformUids.traces,
            title: 'Traces',
            description: 'Rate, errors and durations from spans, failed and slow traces, and spans that got lost.',
            range: '1h',
            rows: [
              { title: 'Requests', panels: red },
              { title: 'Operations', panels: operations },
              { title: 'Collector', panels: collector },
              { title: 'Traces to read', panels: traced.flatMap(searches) },
            ],
          }),
        ];
  },
};
