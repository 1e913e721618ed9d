import { describe, expect, test } from 'vitest';
import { dashThresh } from '../../src/checks/dash-thresh.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withService } from '../accepted/base.ts';

const rate = 'sum(rate(http_requests_total{service="api"}[$__rate_interval]))';

const alert = (id: string, expr: string) => ({
  id,
  expr,
  for: '10m',
  severity: 'warning',
  summary: 'S.',
  action: 'Look.',
  runbook: 'errors',
});

const many = alert('Many', 'sum(rate(http_requests_total{service="api"}[5m])) > 10');

/** The messages about a stack with these alerts and one panel. */
const found = async (
  alerts: readonly unknown[],
  panel: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> => {
  const catalogue = withService({
    alerts: [...api.alerts, ...alerts],
    dashboards: [
      {
        id: 'api-requests',
        title: 'API requests',
        rows: [
          {
            title: 'R',
            panels: [
              {
                kind: 'timeseries',
                title: 'Rate',
                description: 'D.',
                unit: 'reqps',
                queries: [{ expr: rate }],
                ...panel,
              },
            ],
          },
        ],
      },
    ],
  });
  const { diagnostics } = await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: [] });
  return diagnostics.filter(({ code }) => code === dashThresh.code).map(({ message }) => message);
};

const at = (...values: readonly number[]) => ({ thresholds: values.map(value => ({ at: value, color: 'red' })) });

describe('a panel that shows what an alert compares', () => {
  test('must not have another number', async () => {
    expect(await found([many], at(8))).toEqual([
      'The panel "Rate" of dashboard "API requests" shows what the alert `Many` compares with 10, but its threshold is 8.',
    ]);
  });

  test('is recognised when a reader can choose an instance', async () => {
    const expr = 'sum(rate(http_requests_total{service="api",instance=~"$instance"}[$__rate_interval]))';
    expect(await found([many], { ...at(8), queries: [{ expr }] })).toHaveLength(1);
  });

  test.each<[string, readonly unknown[], Readonly<Record<string, unknown>>]>([
    ['the number of the alert', [many], at(10)],
    ['no number', [many], {}],
    ['the numbers of some of its alerts', [many, alert('TooMany', many.expr.replace('10', '20'))], at(20)],
    ['that number, and colours from 0', [many], at(0, 10)],
    [
      'a line of its own where the alert waits for more than nothing',
      [alert('Any', many.expr.replace('10', '0'))],
      at(0.1),
    ],
    [
      'something else to show',
      [many],
      {
        ...at(8),
        queries: [{ expr: rate.replace('requests', 'request_duration_seconds_count').replace('_total', '') }],
      },
    ],
    ['the same of one method', [many], { ...at(8), queries: [{ expr: rate.replace('{', '{method="GET",') }] }],
  ])('is content with %s', async (_, alerts, panel) => {
    expect(await found(alerts, panel)).toEqual([]);
  });
});

describe('a panel that names an alert', () => {
  test('must not have other numbers beside it, whatever it shows', async () => {
    const queries = [{ expr: 'sum(rate(http_requests_total{service="api",status=~"5.."}[$__rate_interval]))' }];
    expect(await found([many], { ...at(8, 9), queries, alerts: ['Many'] })).toEqual([
      'The panel "Rate" of dashboard "API requests" is about the alert `Many`, whose limit is 10, but its thresholds are 8 and 9.',
    ]);
  });

  test('is told once where it also shows the same', async () => {
    expect(await found([many], { ...at(8), alerts: ['Many'] })).toHaveLength(1);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['without thresholds of its own', {}],
    ['with the same number', at(10)],
    ['with none on purpose', { thresholds: [] }],
  ])('is content %s', async (_, panel) => {
    expect(await found([many], { ...panel, alerts: ['Many'] })).toEqual([]);
  });

  test('shows the factor of an objective’s alert on a graph of burn rates', async () => {
    const burning = { queries: [{ expr: 'slo:burn_rate:ratio_rate1h{slo="api-availability"}' }], unit: 'short' };
    expect(await found([], { ...burning, ...at(14.4), alerts: ['SLOBurnRateFast'] })).toEqual([]);
    expect(await found([], { ...burning, ...at(10), alerts: ['SLOBurnRateFast'] })).toEqual([
      'The panel "Rate" of dashboard "API requests" is about the alert `SLOBurnRateFast`, whose limit is 14.4, but its threshold is 10.',
    ]);
  });
});
