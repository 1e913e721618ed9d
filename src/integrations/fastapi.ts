import { counter, gauge, histogram } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';
import { type CountedRequests, rateLimitAlert, requestAlerts, requestRecords, requestRows } from './request-alerts.ts';

export interface FastapiOptions {
  /** Number of routes. Default 30. */
  readonly handlers?: number;
  /** True when the instrumentator was told not to group status codes into `2xx`, `5xx`. Default false. */
  readonly exactStatus?: boolean;
  /**
   * Requests that one instance can work on at once. Given, the instrumentator counts requests in progress
   * (`should_instrument_requests_inprogress`), and an alert compares them with it.
   */
  readonly concurrency?: number;
}

/** Bounds of the unlabelled histogram of prometheus-fastapi-instrumentator. */
const highResolution = [
  0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 7.5, 10, 30, 60,
] as const;

const traffic: CountedRequests = {
  requests: 'http_requests_total',
  failed: 'status=~"5.."',
  latency: 'http_request_duration_highr_seconds',
  route: 'handler',
};
/** Share of the requests that an instance can work on at once. */
const busy = 0.8;

/** A FastAPI application with prometheus-fastapi-instrumentator. */
export const fastapi = defineIntegration<FastapiOptions>()({
  kind: 'fastapi',
  scope: 'runtime',
  source:
    'trallnag/prometheus-fastapi-instrumentator 7.1, src/prometheus_fastapi_instrumentator/{metrics,middleware}.py: default metrics',
  options: { handlers: { kind: 'number' }, exactStatus: { kind: 'boolean' }, concurrency: { kind: 'number' } },
  validate: ({ concurrency }) =>
    concurrency === undefined || concurrency > 0
      ? []
      : [{ kind: 'value', message: `\`concurrency\` of fastapi() must be above 0, not ${concurrency}.` }],
  metrics: options => ({
    requests: counter('http_requests_total', {
      help: 'HTTP requests by method, route and status class.',
      labels: {
        method: { cardinality: 5 },
        status: options.exactStatus === true ? { cardinality: 12 } : { values: ['1xx', '2xx', '3xx', '4xx', '5xx'] },
        handler: { cardinality: options.handlers ?? 30 },
      },
    }),
    latency: histogram('http_request_duration_highr_seconds', {
      help: 'Duration of all HTTP requests, without labels and with fine buckets.',
      unit: 'seconds',
      labels: [],
      buckets: highResolution,
    }),
    latencyByHandler: histogram('http_request_duration_seconds', {
      help: 'Duration of HTTP requests by route, with coarse buckets.',
      unit: 'seconds',
      labels: { method: { cardinality: 5 }, handler: { cardinality: options.handlers ?? 30 } },
      buckets: [0.1, 0.5, 1],
    }),
    inProgress: gauge('http_requests_inprogress', {
      help: 'Requests that are being worked on; exists only where the instrumentator counts them.',
    }),
  }),
  traffic,
  records: at => requestRecords(traffic, at),
  alerts: {
    ...requestAlerts(traffic, () => Math.max(...highResolution)),
    ApiRateLimitHits: { ...rateLimitAlert(traffic, 'status="429"'), when: ({ exactStatus }) => exactStatus === true },
    ApiConcurrencyHigh: {
      threshold: busy,
      when: ({ concurrency }) => concurrency !== undefined,
      expr: at =>
        `sum by (service, instance) (http_requests_inprogress${at.where()}) / ${at.options.concurrency} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      summary: '{{ $labels.instance }} of {{ $labels.service }} has hardly a worker left.',
      description: '{{ $value | humanizePercentage }} of the requests that it can work on at once are in progress.',
      action: 'Look for what the requests wait for; add instances if it is only the traffic.',
      steps: [
        'Compare with the latency: are requests slow, or are there many?',
        'Slow: open a trace and find what they wait for.',
        'Many: add instances, or turn away what is no user.',
      ],
      source: 'requirement of an alert on saturation without a number; 80 % leaves time to act',
    },
  },
  rows: at => requestRows(traffic, at),
  example: { handlers: 30, exactStatus: true, concurrency: 40 },
});
