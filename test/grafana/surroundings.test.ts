import { describe, expect, test } from 'vitest';
import type { PanelEntry } from '../../src/catalogue/dashboard.ts';
import { completed, surroundingsOf } from '../../src/grafana/surroundings.ts';
import type { Model, ServiceModel } from '../../src/model/model.ts';
import { dashboard, shop } from './model-fixture.ts';

const [orders] = shop.services;

const having = (change: Partial<ServiceModel>, more: Partial<Model> = {}): Model => ({
  ...shop,
  ...more,
  services: orders === undefined ? [] : [{ ...orders, ...change }],
});

const panel = (own: Partial<PanelEntry>): PanelEntry => ({ kind: 'timeseries', title: 'T', description: 'D.', ...own });

const complete = (model: Model, own: Partial<PanelEntry>): PanelEntry | undefined =>
  completed(model)(dashboard({ rows: [{ title: 'R', panels: [panel(own)] }] })).rows[0]?.panels[0];

const slow = {
  id: 'Slow',
  path: 'shop/orders/Slow',
  expr: 'latency > 2',
  severity: 'critical',
  category: 'latency',
  scope: 'service',
  group: 'slow',
  summary: 'Slow.',
  description: 'Slow.',
  action: 'Look.',
  runbook: 'orders',
  dashboard: 'orders',
  labels: {},
} as const;

describe('a panel that names its alerts', () => {
  const model = having({ alerts: [slow] }, { runbookBase: 'https://runbooks.example.com' });

  test('shows their limits, and leads to them, their runbooks, logs and traces', () => {
    expect(complete(model, { alerts: ['Slow'] })).toMatchObject({
      thresholds: [{ at: 2, color: 'red' }],
      links: [
        { title: 'Alert Slow', url: '/alerting/list?search=rule%3ASlow' },
        { title: 'Runbook of Slow', url: 'https://runbooks.example.com/orders/Slow.md' },
        { title: 'Logs', url: '/d/logs' },
        { title: 'Traces', url: '/d/traces' },
      ],
    });
  });

  test('keeps thresholds that were written', () => {
    expect(complete(model, { alerts: ['Slow'], thresholds: [{ at: 1, color: 'blue' }] })?.thresholds).toEqual([
      { at: 1, color: 'blue' },
    ]);
  });

  test('leads to no runbook that a browser could not open', () => {
    const titles = complete(having({ alerts: [slow] }), { alerts: ['Slow'] })?.links?.map(({ title }) => title);
    expect(titles).toEqual(['Alert Slow', 'Logs', 'Traces']);
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
