import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import reference from '../../examples/reference/index.ts';
import { formatDecimal } from '../../src/core/decimal.ts';
import { resolve } from '../../src/model/resolve.ts';

const { model } = resolve(reference.toProgram().catalogue);
const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Objectives of a service with what they promise. */
const promised = (id: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (model.services.find(service => service.id === id)?.slos ?? []).map(slo => [
      slo.id,
      `${formatDecimal(slo.objective)} ${slo.window} ${slo.sli.kind}`,
    ]),
  );

/** Limits of a service: seconds at a share of all requests, by budget. */
const limited = (id: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    (model.services.find(service => service.id === id)?.performance ?? []).map(budget => [
      budget.id,
      budget.limits.map(({ quantile, within }) => `${quantile} ${formatDecimal(within)}`),
    ]),
  );

describe('promises of the reference stack', () => {
  test('0.8 four error budgets of 5, 10, 15 and 2 %', () => {
    expect(promised('leanvibe')).toEqual({
      api: '0.95 30d ratio',
      websocket: '0.9 30d ratio',
      'ai-processing': '0.85 30d ratio',
      'system-health': '0.98 30d probe',
    });
  });

  test('1.23 and 1.24 availability, errors and speed of the backend', () => {
    expect(promised('backend')).toMatchObject({
      availability: '0.995 30d probe',
      errors: '0.99 30d ratio',
      latency: '0.99 30d latency',
    });
  });

  test('1.34 and 1.35 the dashboards, and the samples that arrive', () => {
    expect(promised('backend')).toMatchObject({ dashboards: '0.999 30d gauge', samples: '0.99 30d gauge' });
  });

  test('1.21 alert on the speed at which their budgets burn, and on what is left', () => {
    const rules = text('rules/backend-slo.yml');
    for (const alert of [
      'SLOBurnRateFast',
      'SLOBurnRateSlow',
      'SLOBurnRateTicket',
      'SLOErrorBudgetAtRisk',
      'SLOErrorBudgetExhausted',
    ])
      expect(rules).toContain(`- alert: ${alert}\n`);
  });
});

describe('performance budgets of the reference stack', () => {
  test('0.11 and 0.12 limit four parts of LeanVibe', () => {
    expect(limited('leanvibe')).toEqual({
      'api-speed': ['p95 0.5', 'p99 1'],
      'websocket-speed': ['p95 0.2', 'p99 0.5'],
      'ai-speed': ['p95 5'],
      'database-speed': ['p95 0.1'],
    });
    expect(text('rules/leanvibe-performance.yml')).toContain('alert: PerformanceBudgetExceededP99');
  });

  test('3.23 limit Xionimus to 2 seconds, 4.17 Crazy Gary to half a second and one', () => {
    expect(limited('xionimus')).toEqual({ speed: ['p95 2'] });
    expect(limited('crazy-gary')).toEqual({ 'response-time': ['p95 0.5', 'p99 1'] });
  });
});
