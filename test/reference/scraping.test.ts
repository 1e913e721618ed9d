import { describe, expect, test } from 'vitest';
import stack from '../../examples/reference/index.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { deployedFiles, documentsOf } from '../external/rendered-files.ts';

const { files, plan, model } = await synthesize(stack.toProgram(), { today: '2026-01-01', targets: ['compose'] });
const [config] = deployedFiles(files)
  .filter(({ name }) => name === 'prometheus.yml')
  .flatMap(({ text }) => documentsOf(text));
const jobs: unknown = isJsonObject(config) ? config['scrape_configs'] : undefined;
const job = (name: string): JsonObject => {
  const found: unknown = Array.isArray(jobs)
    ? jobs.find((each: unknown) => isJsonObject(each) && each['job_name'] === name)
    : undefined;
  if (!isJsonObject(found)) throw new Error(`there is no job ${name}`);
  return found;
};

describe('what the source systems ask of scraping', () => {
  test('0.24 LeanVibe is read as text on its own path and port, whatever it calls its answer', () => {
    expect(job('leanvibe')).toMatchObject({
      metrics_path: '/monitoring/metrics',
      scrape_interval: '10s',
      fallback_scrape_protocol: 'PrometheusText0.0.4',
      static_configs: [{ targets: ['leanvibe:8765'] }],
    });
  });

  test('1.4 the nine jobs of the stack: backend, worker, PostgreSQL, Redis, machines, containers, probes, alerts, itself', () => {
    const ids = plan?.jobs.map(({ id }) => id) ?? [];
    expect(
      [
        'backend',
        'backend-worker-celery',
        'backend-postgres',
        'backend-redis',
        'node',
        'kubelet-cadvisor',
        'blackbox',
        'alertmanager',
        'prometheus',
      ].filter(id => !ids.includes(id)),
    ).toEqual([]);
  });

  test('3.8 Xionimus is measured as its FastAPI instrumentation names things, on a page of its own', () => {
    const page = plan?.dashboards.find(({ uid }) => uid === 'xionimus');
    expect(job('xionimus')).toMatchObject({
      metrics_path: '/metrics',
      static_configs: [{ targets: ['xionimus:8001'] }],
    });
    expect(page?.queries.some(({ expr }) => expr.includes('http_request_duration_highr_seconds_bucket'))).toBe(true);
  });

  test('3.9 the durations and outcomes of AI providers are declared by provider and model', () => {
    const names = ['ai_request_duration_seconds', 'ai_requests_total'];
    const declared = model?.services.find(({ id }) => id === 'xionimus')?.metrics;
    expect(names.map(name => Object.keys(declared?.get(name)?.labels ?? {}))).toEqual([
      ['provider', 'model'],
      ['provider', 'model', 'status'],
    ]);
  });

  test('4.11 sessions, the cache and the database pool of Crazy Gary are declared', () => {
    const declared = model?.services.find(({ id }) => id === 'crazy-gary')?.metrics;
    expect(
      [
        'user_sessions_active',
        'cache_hits_total',
        'cache_misses_total',
        'db_connection_pool_size',
        'db_connections_in_use',
      ].map(name => declared?.get(name)?.kind),
    ).toEqual(['gauge', 'counter', 'counter', 'gauge', 'gauge']);
  });

  test('1.5 generations have bounds and labels of their own', () => {
    const declared = model?.services.find(({ id }) => id === 'backend')?.metrics;
    expect(declared?.get('generation_duration_seconds')?.buckets).toEqual([1, 5, 10, 30, 60, 120, 300]);
    expect(declared?.get('generation_requests_total')?.labels).toEqual({ status: { values: ['success', 'failed'] } });
  });

  test('1.1 requests of the backend are counted by status, with their durations', () => {
    const page = plan?.dashboards.find(({ uid }) => uid === 'api-performance');
    expect(job('backend')).toMatchObject({ static_configs: [{ targets: ['backend:8000'] }] });
    const asked = page?.queries.map(({ expr }) => expr).join(' ') ?? '';
    for (const metric of ['http_requests_total', 'http_request_duration_highr_seconds_bucket', 'status=~"5..'])
      expect(asked).toContain(metric);
  });

  test('1.2 generations, payments and registrations are declared and drawn', () => {
    const page = plan?.dashboards.find(({ uid }) => uid === 'business-kpis');
    const asked = page?.queries.map(({ expr }) => expr).join(' ') ?? '';
    for (const metric of ['generation_requests_total', 'payments_total', 'user_registrations_total'])
      expect(asked).toContain(metric);
  });

  test('1.6 health and documentation of the backend leave no request metrics', () => {
    expect(job('backend')['metric_relabel_configs']).toContainEqual({
      source_labels: ['__name__', 'handler'],
      regex: '(?:http_.+);(?:/(health|metrics|docs|redoc|openapi\\.json).*)',
      action: 'drop',
    });
  });

  test('4.10 Crazy Gary has an interval of its own for metrics, for probes and for rules', () => {
    expect(job('crazy-gary')['scrape_interval']).toBe('30s');
    expect(job('probe-crazy-gary-health')['scrape_interval']).toBe('60s');
    expect(plan?.groups.find(({ name }) => name === 'crazy-gary-flask')?.interval).toBe('60s');
  });
});
