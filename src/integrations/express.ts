import { histogram } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';
import { type CountedRequests, rateLimitAlert, requestAlerts, requestRecords, requestRows } from './request-alerts.ts';

export interface ExpressOptions {
  /** `buckets` of the middleware, in seconds. Default: its own. */
  readonly buckets?: readonly number[];
  /** Number of routes; `normalizePath` must give route templates, never raw paths. Default 30. */
  readonly paths?: number;
}

/** Bounds that the middleware has by itself. */
const defaultBuckets = [0.003, 0.03, 0.1, 0.3, 1.5, 10] as const;

/** There is no counter: requests are counted by the histogram of their durations. */
const traffic: CountedRequests = {
  requests: 'http_request_duration_seconds_count',
  failed: 'status_code=~"5.."',
  latency: 'http_request_duration_seconds',
  route: 'path',
};

/** An Express application with express-prom-bundle, told `includePath`; with the method as well its buckets are too many. */
export const express = defineIntegration<ExpressOptions>()({
  kind: 'express',
  scope: 'runtime',
  source: 'jochen-schweizer/express-prom-bundle 8.0, src/index.js: httpDurationMetricName, labels, default buckets',
  needs: ['`promBundle({includePath: true, normalizePath})` before the routes.'],
  options: { buckets: { kind: 'numbers' }, paths: { kind: 'number' } },
  metrics: options => ({
    latency: histogram('http_request_duration_seconds', {
      help: 'Duration of HTTP responses.',
      unit: 'seconds',
      labels: {
        status_code: { cardinality: 12 },
        path: { cardinality: options.paths ?? 30 },
      },
      buckets: options.buckets ?? defaultBuckets,
    }),
  }),
  traffic,
  records: at => requestRecords(traffic, at),
  alerts: {
    ...requestAlerts(traffic, ({ buckets }: ExpressOptions) => Math.max(...(buckets ?? defaultBuckets))),
    ApiRateLimitHits: rateLimitAlert(traffic, 'status_code="429"'),
  },
  rows: at => requestRows(traffic, at),
  example: { buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5], paths: 30 },
});
