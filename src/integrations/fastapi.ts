import { counter, histogram } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';

export interface FastapiOptions {
  /** Number of routes. Default 30. */
  readonly handlers?: number;
  /** True when the instrumentator was told not to group status codes into `2xx`, `5xx`. Default false. */
  readonly exactStatus?: boolean;
}

/** Bounds of the unlabelled histogram of prometheus-fastapi-instrumentator. */
const highResolution = [
  0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 7.5, 10, 30, 60,
] as const;

/** A FastAPI application with prometheus-fastapi-instrumentator. */
export const fastapi = defineIntegration<FastapiOptions>()({
  kind: 'fastapi',
  scope: 'runtime',
  source: 'prometheus-fastapi-instrumentator 7, metrics.py: default metrics',
  options: { handlers: { kind: 'number' }, exactStatus: { kind: 'boolean' } },
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
  }),
  traffic: { requests: 'http_requests_total', failed: 'status=~"5.."', latency: 'http_request_duration_highr_seconds' },
  example: { handlers: 30, exactStatus: false },
});
