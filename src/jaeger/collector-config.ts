import { formatDecimal } from '../core/decimal.ts';
import type { JsonObject } from '../core/json.ts';
import { ports, workloads } from '../ir/conventions.ts';
import { hostPort, type Site } from '../ir/site.ts';
import type { Model } from '../model/model.ts';
import { tailSampling } from './tail-sampling.ts';
import { spanBounds, spanSeriesLimit, tracedServices } from './traced-services.ts';

const everywhere = (port: number): JsonObject => ({ endpoint: `0.0.0.0:${port}` });

/** A service's own Prometheus endpoint, for a collector and for Jaeger, which is one. */
export const telemetry = (port: number): JsonObject => ({
  metrics: { readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port } } } }] },
});

/**
 * Configuration of the OpenTelemetry collector. Spans are counted before the sampler sees them: request rates, error
 * ratios and durations hold for all requests, not for the kept ones. The `forward` connector makes that order visible.
 */
export const collectorConfig = (model: Model, site: Site): JsonObject => {
  const services = tracedServices(model);
  const jaeger = site.connect(workloads.collector, workloads.jaeger, ports.otlpGrpc.name);
  return {
    extensions: { health_check: everywhere(ports.collectorHealth.port) },
    receivers: {
      otlp: { protocols: { grpc: everywhere(ports.otlpGrpc.port), http: everywhere(ports.otlpHttp.port) } },
    },
    processors: {
      memory_limiter: { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 },
      tail_sampling: tailSampling(services),
      batch: {},
    },
    connectors: {
      span_metrics: {
        histogram: { unit: 's', explicit: { buckets: spanBounds(services).map(bound => `${formatDecimal(bound)}s`) } },
        metrics_flush_interval: model.intervals.scrape,
        aggregation_cardinality_limit: spanSeriesLimit,
        resource_metrics_key_attributes: ['service.name'],
      },
      'forward/sampling': {},
    },
    exporters: {
      'otlp_grpc/jaeger': { endpoint: hostPort(jaeger), tls: { insecure: jaeger.scheme === 'http' } },
      prometheus: everywhere(ports.collectorSpanMetrics.port),
    },
    service: {
      extensions: ['health_check'],
      telemetry: telemetry(ports.collectorMetrics.port),
      pipelines: {
        'traces/received': {
          receivers: ['otlp'],
          processors: ['memory_limiter'],
          exporters: ['span_metrics', 'forward/sampling'],
        },
        'traces/sampled': {
          receivers: ['forward/sampling'],
          processors: ['tail_sampling', 'batch'],
          exporters: ['otlp_grpc/jaeger'],
        },
        'metrics/spans': { receivers: ['span_metrics'], exporters: ['prometheus'] },
      },
    },
  };
};
