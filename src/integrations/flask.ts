import { counter, histogram } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';
import { type CountedRequests, rateLimitAlert, requestAlerts, requestRecords, requestRows } from './request-alerts.ts';

export interface FlaskOptions {
  /** Bounds of the duration histogram in seconds. */
  readonly buckets?: readonly number[];
  /** Number of routes; the `endpoint` label must hold route templates, never raw paths. Default 30. */
  readonly endpoints?: number;
}

const defaultBuckets = [0.01, 0.05, 0.1, 0.2, 0.5, 1] as const;

const traffic: CountedRequests = {
  requests: 'http_requests_total',
  failed: 'status=~"5.."',
  latency: 'http_request_duration_seconds',
  route: 'endpoint',
};

/** A Flask application that counts its requests with prometheus_client. */
export const flask = defineIntegration<FlaskOptions>()({
  kind: 'flask',
  scope: 'runtime',
  source:
    'prometheus_client in before_request and after_request hooks, as many Flask applications do; names are the application’s',
  options: { buckets: { kind: 'numbers' }, endpoints: { kind: 'number' } },
  metrics: options => ({
    requests: counter('http_requests_total', {
      help: 'HTTP requests by method, route template and status code.',
      labels: {
        method: { cardinality: 5 },
        endpoint: { cardinality: options.endpoints ?? 30 },
        status: { cardinality: 10 },
      },
    }),
    latency: histogram('http_request_duration_seconds', {
      help: 'Duration of HTTP requests.',
      unit: 'seconds',
      labels: { method: { cardinality: 5 }, endpoint: { cardinality: options.endpoints ?? 30 } },
      buckets: options.buckets ?? defaultBuckets,
    }),
  }),
  traffic,
  records: at => requestRecords(traffic, at),
  alerts: {
    ...requestAlerts(traffic, ({ buckets }: FlaskOptions) => Math.max(...(buckets ?? defaultBuckets))),
    ApiRateLimitHits: rateLimitAlert(traffic, 'status="429"'),
  },
  rows: at => requestRows(traffic, at),
  example: { buckets: defaultBuckets, endpoints: 30 },
});
