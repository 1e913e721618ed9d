import { seconds } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import { elasticUsers, lifecyclePolicies, platformSecrets, ports, workloads } from '../ir/conventions.ts';
import { endpointUrl, type Site } from '../ir/site.ts';
import { metricsUrl } from '../model/metrics-query.ts';
import type { Model } from '../model/model.ts';
import { telemetry } from './collector-config.ts';
import { storesInElasticsearch } from './traced-services.ts';

const everywhere = (port: number): JsonObject => ({ endpoint: `0.0.0.0:${port}` });

/** Traces kept without Elasticsearch: about 500 MB at 10 spans of 1 KB each (ours). */
const memoryTraces = 50_000;

/** One node holds the indices; the lifecycle policy rolls them over and deletes them. */
const index: JsonObject = {
  shards: 1,
  replicas: 0,
  rotation: { auto_rollover: { policy_name: lifecyclePolicies.traces } },
};

const elasticsearch = (model: Model, site: Site): JsonObject => ({
  server_urls: [endpointUrl(site.connect(workloads.jaeger, workloads.elasticsearch, ports.elasticsearch.name))],
  auth: {
    basic: {
      username: elasticUsers.jaeger,
      password_file: site.secretFile(workloads.jaeger, { secret: platformSecrets.jaeger }),
    },
  },
  max_span_age: `${Math.ceil(seconds(model.retention.traces) / 3_600)}h`,
  indices: { spans: index, services: index, dependencies: index, sampling: index },
});

/**
 * Configuration of Jaeger 2: what stores and shows the spans that the collector kept. Its monitor tab reads the span
 * metrics, which cover all requests, from Prometheus.
 */
export const jaegerConfig = (model: Model, site: Site): JsonObject => ({
  extensions: {
    healthcheckv2: { use_v2: true, http: everywhere(ports.jaegerHealth.port) },
    jaeger_storage: {
      backends: {
        spans: storesInElasticsearch(model)
          ? { elasticsearch: elasticsearch(model, site) }
          : { memory: { max_traces: memoryTraces } },
      },
      metric_backends: {
        span_metrics: {
          prometheus: {
            endpoint: metricsUrl(model, site, workloads.jaeger),
            metric_namespace: 'traces_span_metrics',
            latency_unit: 's',
            normalize_calls: true,
            normalize_duration: true,
          },
        },
      },
    },
    jaeger_query: {
      storage: { traces: 'spans', metrics: 'span_metrics' },
      http: everywhere(ports.jaegerUi.port),
    },
  },
  receivers: {
    otlp: { protocols: { grpc: everywhere(ports.otlpGrpc.port), http: everywhere(ports.otlpHttp.port) } },
    zipkin: everywhere(ports.zipkin.port),
  },
  processors: { batch: {} },
  exporters: { jaeger_storage_exporter: { trace_storage: 'spans' } },
  service: {
    extensions: ['healthcheckv2', 'jaeger_storage', 'jaeger_query'],
    telemetry: telemetry(ports.jaegerMetrics.port),
    pipelines: {
      traces: { receivers: ['otlp', 'zipkin'], processors: ['batch'], exporters: ['jaeger_storage_exporter'] },
    },
  },
});
