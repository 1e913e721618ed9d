import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { configureJaeger } from '../../src/jaeger/configure.ts';
import type { Model } from '../../src/model/model.ts';
import { body, fair, latency, log, model, plan, service, site, trace } from '../elastic/stack-fixture.ts';
import { validator } from '../schemas/load.ts';
import { componentMismatches, runsBefore } from './component-graph.ts';

const config = (of: Model, mount: string): JsonObject => {
  const found = body(configureJaeger(of, plan(of), site({})), mount);
  return isJsonObject(found) ? found : {};
};
const collector = (of: Model): JsonObject => config(of, '/etc/otelcol-contrib/config.yaml');
const jaeger = (of: Model): JsonObject => config(of, '/etc/jaeger/config.yaml');

const traced = model({ services: [service({ traces: [trace({})] })] });

describe('configuration of the collector', () => {
  test('spans are received, counted, sampled and sent', () => {
    expect(collector(fair)).toEqual({
      extensions: { health_check: { endpoint: '0.0.0.0:13133' } },
      receivers: {
        otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } },
      },
      processors: {
        memory_limiter: { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 },
        tail_sampling: {
          decision_wait: '10s',
          policies: [
            { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
            {
              name: 'slow-tickets-spans',
              type: 'and',
              and: {
                and_sub_policy: [
                  {
                    name: 'service',
                    type: 'string_attribute',
                    string_attribute: { key: 'service.name', values: ['tickets'] },
                  },
                  { name: 'slow', type: 'latency', latency: { threshold_ms: 750 } },
                ],
              },
            },
            {
              name: 'baseline-tickets-spans',
              type: 'and',
              and: {
                and_sub_policy: [
                  {
                    name: 'service',
                    type: 'string_attribute',
                    string_attribute: { key: 'service.name', values: ['tickets'] },
                  },
                  { name: 'baseline', type: 'probabilistic', probabilistic: { sampling_percentage: 10 } },
                ],
              },
            },
          ],
        },
        batch: {},
      },
      connectors: {
        span_metrics: {
          histogram: {
            unit: 's',
            explicit: {
              buckets: [
                '0.005s',
                '0.01s',
                '0.025s',
                '0.05s',
                '0.1s',
                '0.25s',
                '0.3s',
                '0.5s',
                '1s',
                '2.5s',
                '5s',
                '10s',
              ],
            },
          },
          metrics_flush_interval: '15s',
          aggregation_cardinality_limit: 1000,
          resource_metrics_key_attributes: ['service.name'],
        },
        'forward/sampling': {},
      },
      exporters: {
        'otlp_grpc/jaeger': { endpoint: 'jaeger:4317', tls: { insecure: true } },
        prometheus: { endpoint: '0.0.0.0:8889' },
      },
      service: {
        extensions: ['health_check'],
        telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: 8888 } } } }] } },
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
    });
  });

  test('the limits of services that are not traced are no bounds', () => {
    const other = service({ id: 'wheel', slos: [latency(0.3)] });
    const bounds = JSON.stringify(collector(model({ services: [service({ traces: [trace({})] }), other] })));
    expect(bounds).not.toContain('"0.3s"');
  });

  test('a baseline of nothing has no policy', () => {
    const none = model({ services: [service({ traces: [trace({ baseline: 0 })] })] });
    expect(JSON.stringify(collector(none))).not.toContain('baseline');
  });

  test('a share is a percentage without float noise', () => {
    const odd = model({ services: [service({ traces: [trace({ baseline: 0.07 })] })] });
    expect(JSON.stringify(collector(odd))).toContain('{"sampling_percentage":7}');
  });

  test('spans are counted before they are sampled', () => {
    expect(runsBefore(collector(fair), 'span_metrics', 'tail_sampling')).toBe(true);
  });
});

describe('configuration of Jaeger', () => {
  test('spans are stored in Elasticsearch where the stack has it', () => {
    const index = { shards: 1, replicas: 0, rotation: { auto_rollover: { policy_name: 'sightline-traces' } } };
    expect(jaeger(fair)['extensions']).toEqual({
      healthcheckv2: { use_v2: true, http: { endpoint: '0.0.0.0:13133' } },
      jaeger_storage: {
        backends: {
          spans: {
            elasticsearch: {
              server_urls: ['http://elasticsearch:9200'],
              auth: { basic: { username: 'jaeger_writer', password_file: '/secrets/jaeger/jaeger-writer-password' } },
              max_span_age: '72h',
              indices: { spans: index, services: index, dependencies: index, sampling: index },
            },
          },
        },
        metric_backends: {
          span_metrics: {
            prometheus: {
              endpoint: 'http://prometheus:9090',
              metric_namespace: 'traces_span_metrics',
              latency_unit: 's',
              normalize_calls: true,
              normalize_duration: true,
            },
          },
        },
      },
      jaeger_query: { storage: { traces: 'spans', metrics: 'span_metrics' }, http: { endpoint: '0.0.0.0:16686' } },
    });
  });

  test('spans are kept in memory where it has not', () => {
    expect(jaeger(traced)['extensions']).toMatchObject({
      jaeger_storage: { backends: { spans: { memory: { max_traces: 50_000 } } } },
    });
    expect(JSON.stringify(jaeger(traced))).not.toContain('elasticsearch');
  });

  test('spans come by OTLP and Zipkin', () => {
    expect(jaeger(fair)['receivers']).toEqual({
      otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } },
      zipkin: { endpoint: '0.0.0.0:9411' },
    });
  });
});

const both = [
  ['otel', 'with Elasticsearch', collector(fair)],
  ['otel', 'without', collector(traced)],
  ['jaeger', 'with Elasticsearch', jaeger(fair)],
  ['jaeger', 'without', jaeger(traced)],
] as const;

describe('both configurations', () => {
  test.each(both)('%s %s is valid', (schema, _, value) => {
    expect(validator(schema)(value)).toEqual([]);
  });

  test.each(both)('%s %s uses what it defines and defines what it uses', (_schema, _, value) => {
    expect(componentMismatches(value)).toEqual({ unused: [], undefinedNames: [] });
  });

  test.each([
    ['otel', { ...collector(fair), connectors: { spanmetrics: {} } }, '/connectors: unknown key "spanmetrics"'],
    ['otel', { ...collector(fair), exporters: { 'otlp/jaeger': {} } }, '/exporters: unknown key "otlp/jaeger"'],
    [
      'otel',
      {
        ...collector(fair),
        processors: { tail_sampling: { policies: [{ name: 'a', type: 'latency', latency: { threshold: 1 } }] } },
      },
      '/processors/tail_sampling/policies/0/latency: unknown key "threshold"',
    ],
    [
      'otel',
      { ...collector(fair), processors: { tail_sampling: { policies: [{ name: 'a', type: 'latency' }] } } },
      '/processors/tail_sampling/policies/0: key "latency" is missing',
    ],
    [
      'jaeger',
      { ...jaeger(fair), exporters: { jaeger_storage_exporter: { traces: 'x' } } },
      '/exporters/jaeger_storage_exporter: unknown key "traces"',
    ],
    [
      'jaeger',
      {
        ...jaeger(fair),
        extensions: {
          jaeger_storage: {
            backends: {
              spans: {
                elasticsearch: {
                  server_urls: ['http://a:1'],
                  auth: { basic: { username: 'a', password_file: '/a' } },
                  use_ilm: true,
                },
              },
            },
          },
        },
      },
      '/extensions/jaeger_storage/backends/spans/elasticsearch: unknown key "use_ilm"',
    ],
  ])('a typo in %s is found', (schema, value, mistake) => {
    expect(validator(schema)(value)).toContain(mistake);
  });

  test('a stack without traces has neither', () => {
    const quiet = model({ services: [service({ logs: [log({})] })] });
    expect(configureJaeger(quiet, plan(quiet), site({}))).toEqual([]);
  });
});
