import { describe, expect, test } from 'vitest';
import { CompositeSlo } from '../../src/constructs/composite-slo.ts';
import { HttpProbe } from '../../src/constructs/http-probe.ts';
import { PerformanceBudget } from '../../src/constructs/performance-budget.ts';
import { Service } from '../../src/constructs/service.ts';
import { AvailabilitySlo, LatencySlo, Slo } from '../../src/constructs/slo.ts';
import { flask } from '../../src/integrations/flask.ts';
import { counter, gauge, nativeHistogram } from '../../src/promql/declare.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { acceptedStack } from '../accepted/stack.ts';

const promise = { objective: '99%', runbook: 'errors' } as const;

const program = () => {
  const { stack, team } = acceptedStack();
  const api = new Service(stack, 'api', {
    owner: team,
    port: 8000,
    runtime: flask(),
    scrape: { nativeHistograms: { keepClassic: true } },
    metrics: {
      jobs: counter('jobs_total', { labels: { status: { values: ['done', 'failed'] }, tenant: { cardinality: 5 } } }),
      depth: gauge('queue_depth'),
      size: gauge('queue_size'),
      lastSync: gauge('last_sync_timestamp_seconds'),
      durations: nativeHistogram('job_seconds'),
    },
  });
  return { stack, api };
};

describe('a promise', () => {
  test('of every kind is written with the metrics of its service, and passes every check', async () => {
    const { stack, api } = program();
    const { jobs, depth, size, lastSync } = api.metrics;
    const health = new HttpProbe(api, 'health', { path: '/health', within: '1s', runbook: 'errors' });
    const availability = new AvailabilitySlo(api, 'availability', { ...promise, window: 'month' });
    const latency = new LatencySlo(api, 'latency', {
      ...promise,
      within: '200ms',
      tiers: ['page-fast', { tier: 'ticket', spent: '20%' }],
    });
    new Slo(api, 'jobs', {
      ...promise,
      sli: { kind: 'ratio', bad: jobs.where({ status: 'failed' }), total: jobs },
      groupBy: ['tenant'],
    });
    new Slo(api, 'done', { ...promise, sli: { kind: 'ratioGood', good: jobs.where({ status: 'done' }), total: jobs } });
    new Slo(api, 'work', { ...promise, sli: { kind: 'throughput', counter: jobs, atLeast: 0.1 } });
    new Slo(api, 'queue', { ...promise, sli: { kind: 'gauge', expr: depth.sum(), op: '<=', bound: 100 } });
    new Slo(api, 'room', { ...promise, sli: { kind: 'saturation', used: depth, capacity: size, limit: '80%' } });
    new Slo(api, 'fresh', { ...promise, sli: { kind: 'freshness', timestamp: lastSync, maxAge: '15m' } });
    new Slo(api, 'reachable', { ...promise, sli: { kind: 'probe', probe: health, within: '1s' } });
    new Slo(api, 'native', { ...promise, sli: { kind: 'nativeLatency', histogram: 'job_seconds', within: '2s' } });
    new Slo(api, 'raw', {
      ...promise,
      sli: {
        kind: 'raw',
        errors: jobs.where({ status: 'failed' }).rate('$window').sum(),
        total: jobs.rate('$window').sum(),
      },
    });
    new CompositeSlo(api, 'journey', { ...promise, of: [availability, { slo: latency, weight: 2 }] });
    new PerformanceBudget(api, 'speed', { p95: '500ms', p99: '1s', runbook: 'errors' });
    const written = stack.toProgram();
    const { diagnostics } = await synthesize(written, { today: '2026-01-01', targets: ['compose'] });
    expect(diagnostics).toEqual([]);
    const [service] = written.catalogue.services.filter(({ id }) => id === 'api');
    const slis = Object.fromEntries((service?.slos ?? []).map(({ id, sli }) => [id, sli]));
    expect(slis).toMatchObject({
      jobs: { kind: 'ratio', bad: 'jobs_total{service="api",status="failed"}', total: 'jobs_total{service="api"}' },
      reachable: { kind: 'probe', probe: 'health' },
      native: { kind: 'nativeLatency', histogram: 'job_seconds', where: 'service="api"' },
      raw: { errors: 'sum(rate(jobs_total{service="api",status="failed"}[$window]))' },
      journey: { of: [{ slo: 'api-availability' }, { slo: 'api-latency', weight: 2 }], combine: 'weighted' },
    });
    expect(service?.slos?.find(({ id }) => id === 'latency')?.tiers).toEqual([
      { tier: 'page-fast' },
      { tier: 'ticket', spent: '20%' },
    ]);
    expect(service?.performance).toEqual([
      {
        id: 'speed',
        histogram: 'http_request_duration_seconds',
        where: 'service="api"',
        p95: '500ms',
        p99: '1s',
        runbook: 'errors',
      },
    ]);
  });

  test('that is wrong does not compile', () => {
    const { api } = program();
    const { jobs, depth } = api.metrics;
    // @ts-expect-error a gauge is no counter of bad events
    new Slo(api, 'a', { ...promise, sli: { kind: 'ratio', bad: depth, total: jobs } });
    // @ts-expect-error the rate is taken by the rules, over every window
    new Slo(api, 'b', { ...promise, sli: { kind: 'throughput', counter: jobs.rate('5m'), atLeast: 1 } });
    // @ts-expect-error there is no such kind
    new Slo(api, 'c', { ...promise, sli: { kind: 'ration', bad: jobs, total: jobs } });
    // @ts-expect-error a gauge needs a bound
    new Slo(api, 'd', { ...promise, sli: { kind: 'gauge', expr: depth, op: '<' } });
    // @ts-expect-error there is no such row
    new AvailabilitySlo(api, 'e', { ...promise, tiers: ['page-faster'] });
    // @ts-expect-error a composite is made of promises
    new CompositeSlo(api, 'f', { ...promise, of: [api] });
    expect(jobs.toPromql()).toBe('jobs_total{service="api"}');
  });
});

describe('an untyped program', () => {
  test.each<[string, (api: Service) => unknown, string]>([
    [
      'without an indicator',
      api => Reflect.construct(Slo, [api, 'a', promise]),
      'SLI acme/api/a: The objective `a` does not say what is measured.',
    ],
    [
      'with a number for an indicator',
      api => Reflect.construct(Slo, [api, 'a', { ...promise, sli: 7 }]),
      'CAT-TYPE acme/api/a: `sli` must be an object, not 7.',
    ],
    [
      'with parts that are no promises',
      api => Reflect.construct(CompositeSlo, [api, 'a', { ...promise, of: [7] }]),
      'CAT-TYPE acme/api/a: `sli.of[0]` must be an object, not 7.',
    ],
    [
      'with text for parts',
      api => Reflect.construct(CompositeSlo, [api, 'a', { ...promise, of: 'b' }]),
      'CAT-TYPE acme/api/a: `sli.of` must be a list, not "b".',
    ],
    [
      'with text for rows',
      api => Reflect.construct(AvailabilitySlo, [api, 'a', { ...promise, errors: 'x', total: 'x', tiers: 'ticket' }]),
      'CAT-TYPE acme/api/a: `tiers` must be a list, not "ticket".',
    ],
    [
      'with a budget for nothing that is measured',
      api => Reflect.construct(PerformanceBudget, [api, 'a', { p95: '1s', runbook: 'errors' }]),
      'SLI acme/api/a: The performance budget `a` has nothing to measure: its service names no runtime that measures durations.',
    ],
  ])('%s is told what is missing', async (_, write, expected) => {
    const { stack, team } = acceptedStack();
    write(new Service(stack, 'api', { owner: team, port: 8000, metrics: { jobs: counter('jobs_total') } }));
    const { diagnostics } = await synthesize(stack.toProgram(), { today: '2026-01-01', targets: [] });
    expect(diagnostics.map(({ code, path, message }) => `${code} ${path}: ${message}`)).toContain(expected);
  });
});
