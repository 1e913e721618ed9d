import { describe, expect, test } from 'vitest';
import type { PanelEntry } from '../../src/catalogue/dashboard.ts';
import { completed, surroundingsOf } from '../../src/grafana/surroundings.ts';
import type { AlertingRule } from '../../src/ir/rule-group.ts';
import type { Model, ServiceModel } from '../../src/model/model.ts';
import { namedAlerts } from '../../src/model/named-alerts.ts';
import { dashboard, shop } from './model-fixture.ts';

const [orders] = shop.services;

const having = (change: Partial<ServiceModel>, more: Partial<Model> = {}): Model => ({
  ...shop,
  ...more,
  services: orders === undefined ? [] : [{ ...orders, ...change }],
});

const panel = (own: Partial<PanelEntry>): PanelEntry => ({ kind: 'timeseries', title: 'T', description: 'D.', ...own });

const complete = (
  model: Model,
  own: Partial<PanelEntry>,
  rules: readonly AlertingRule[] = [],
): PanelEntry | undefined => {
  const groups = [
    { name: 'g', file: 'orders', interval: '30s', evaluator: 'prometheus', rules, path: 'shop' } as const,
  ];
  const rows = [{ title: 'R', panels: [panel(own)] }];
  return completed(model, namedAlerts(model, groups))(dashboard({ rows })).rows[0]?.panels[0];
};

const rule = (alert: string, expr: string, labels: Readonly<Record<string, string>> = {}): AlertingRule => ({
  kind: 'alert',
  alert,
  expr,
  labels: { service: 'orders', severity: 'critical', ...labels },
  annotations: { runbook_url: `https://runbooks.example.com/orders/${alert}.md` },
  path: 'shop/orders',
});

describe('a panel that names its alerts', () => {
  const slow = rule('Slow', 'latency > 2');

  test('shows their limits, and leads to them, their runbooks, logs and traces', () => {
    expect(complete(shop, { alerts: ['Slow'] }, [slow])).toMatchObject({
      thresholds: [{ at: 2, color: 'red' }],
      links: [
        { title: 'Alert Slow', url: '/alerting/list?search=rule%3ASlow' },
        { title: 'Runbook of Slow', url: 'https://runbooks.example.com/orders/Slow.md' },
        { title: 'Logs', url: '/d/logs?${__url_time_range}' },
        { title: 'Traces', url: '/d/traces?${__url_time_range}' },
      ],
    });
  });

  test('keeps thresholds that were written', () => {
    expect(complete(shop, { alerts: ['Slow'], thresholds: [{ at: 1, color: 'blue' }] }, [slow])?.thresholds).toEqual([
      { at: 1, color: 'blue' },
    ]);
  });

  test('leads to no runbook that a browser could not open', () => {
    const local = { ...slow, annotations: { runbook_url: 'dist/runbooks/orders/Slow.md' } };
    const titles = complete(shop, { alerts: ['Slow'] }, [local])?.links?.map(({ title }) => title);
    expect(titles).toEqual(['Alert Slow', 'Logs', 'Traces']);
  });

  const front = rule('ProbeSlow', 'probe_duration_seconds{probe="front"} > 3', { probe: 'front' });
  const back = rule('ProbeSlow', 'probe_duration_seconds{probe="back"} > 5', { probe: 'back' });

  test.each<[string, string, readonly number[]]>([
    ['means the probe that its queries ask for', 'probe_duration_seconds{probe="back"}', [5]],
    ['means them all where its queries ask for all', 'probe_duration_seconds', [3, 5]],
    ['means them all where the reader chooses', 'probe_duration_seconds{probe=~"$probe"}', [3, 5]],
  ])('%s', (_, expr, limits) => {
    const entry = complete(shop, { alerts: ['ProbeSlow'], queries: [{ expr }] }, [front, back]);
    expect(entry?.thresholds?.map(({ at }) => at)).toEqual(limits);
    expect(entry?.links?.filter(({ title }) => title === 'Alert ProbeSlow')).toHaveLength(1);
  });
});

describe('exemplars', () => {
  const buckets = { queries: [{ expr: 'rate(x_bucket[5m])' }] };

  test.each<[string, Model, Partial<PanelEntry>, boolean | undefined]>([
    ['mark traces on a histogram of a traced service', shop, buckets, true],
    ['mark none on anything else', shop, { queries: [{ expr: 'up' }] }, undefined],
    ['mark none where the service sends no spans', having({ traces: [] }), buckets, undefined],
    [
      'mark none where Prometheus keeps none',
      having({}, { prometheus: { ...shop.prometheus, exemplars: undefined } }),
      buckets,
      undefined,
    ],
    ['are the author’s to refuse', shop, { queries: [{ expr: 'rate(x_bucket[5m])', exemplars: false }] }, false],
  ])('%s', (_, model, own, expected) => {
    expect(complete(model, own)?.queries?.[0]?.exemplars).toBe(expected);
  });
});

describe('around a dashboard', () => {
  test('starts of the service’s process are marked where it tells of them', () => {
    const start = { name: 'process_start_time_seconds', kind: 'gauge', labels: {} } as const;
    const model = having({ metrics: new Map([[start.name, start]]) });
    expect(surroundingsOf(model, dashboard({})).starts).toBe(
      'process_start_time_seconds{service="orders",job="orders-api"} * 1000',
    );
    expect(surroundingsOf(shop, dashboard({})).starts).toBeUndefined();
  });

  test('pages of logs and traces are linked where the service has some', () => {
    expect(surroundingsOf(shop, dashboard({})).links.map(({ url }) => url)).toEqual(['/d/logs', '/d/traces']);
    expect(surroundingsOf(shop, dashboard({ service: 'mailer' })).links).toEqual([]);
  });
});
