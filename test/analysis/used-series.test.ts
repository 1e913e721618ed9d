import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withService, withStack } from '../accepted/base.ts';

const orders = {
  name: 'order_duration_seconds',
  kind: 'histogram',
  labels: { shop: { values: ['north', 'south'] } },
  buckets: [0.1, 0.5, 1, 5],
};
const stock = { name: 'stock_items', kind: 'gauge', labels: {} };

const alert = (expr: string) => ({ ...api.alerts[0], id: 'Own', expr });

/** The steps that the job of the service ends with. */
const steps = async (change: Readonly<Record<string, unknown>>, job = 'api') => {
  const { plan, diagnostics } = await synthesize(
    {
      catalogue: withService({
        runtime: undefined,
        slos: [],
        records: [],
        dashboards: [],
        metrics: { orders, stock },
        scrape: { cardinality: 'used' },
        alerts: [],
        ...change,
      }),
      diagnostics: [],
    },
    { today: '2026-01-01', targets: [] },
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return plan?.jobs.find(({ id }) => id === job)?.metricRelabel;
};

const keep = (regex: string) => ({ source_labels: ['__name__'], regex, action: 'keep' });

describe('a job that stores only what is used', () => {
  test('stores nothing when nobody reads it', async () => {
    expect(await steps({})).toEqual([keep('')]);
  });

  test('stores what an alert reads', async () => {
    expect(await steps({ alerts: [alert('stock_items{service="api"} < 1')] })).toEqual([keep('stock_items')]);
  });

  test('stores what the author names, read or not', async () => {
    expect(
      await steps({
        alerts: [alert('stock_items{service="api"} < 1')],
        scrape: { cardinality: 'used', alsoKeep: ['order_duration_seconds_sum'] },
      }),
    ).toEqual([keep('order_duration_seconds_sum|stock_items')]);
  });

  test('drops the buckets that no expression picks, in both spellings of whole bounds', async () => {
    const expr =
      'sum(rate(order_duration_seconds_bucket{service="api",le="0.5"}[5m])) / (sum(rate(order_duration_seconds_count{service="api"}[5m])) > 0) < 0.9';
    expect(await steps({ alerts: [alert(expr)] })).toEqual([
      keep('order_duration_seconds_bucket|order_duration_seconds_count'),
      {
        source_labels: ['__name__', 'le'],
        separator: ';',
        regex: 'order_duration_seconds_bucket;(?:0[.]1|1(?:[.]0)?|5(?:[.]0)?)',
        action: 'drop',
      },
    ]);
  });

  test('keeps every bucket when a quantile needs the whole distribution', async () => {
    const expr = 'histogram_quantile(0.95, sum by (le) (rate(order_duration_seconds_bucket{service="api"}[5m]))) > 1';
    expect(await steps({ alerts: [alert(expr)] })).toEqual([keep('order_duration_seconds_bucket')]);
  });

  test('is not asked by a selector that names another service', async () => {
    expect(await steps({ alerts: [alert('absent(stock_items{service="api",job="elsewhere"})')] })).toEqual([keep('')]);
  });

  test('stores everything when a selector names no metric', async () => {
    expect(await steps({ alerts: [alert('count({service="api",__name__=~"stock_.*"}) == 0')] })).toEqual([]);
  });

  test('stores what a panel draws', async () => {
    const dashboards = [
      {
        id: 'api-stock',
        title: 'Stock',
        rows: [
          {
            title: 'Stock',
            panels: [
              {
                kind: 'timeseries',
                title: 'Items',
                description: 'Items in stock.',
                unit: 'short',
                queries: [{ expr: 'sum(stock_items{service="api"})' }],
              },
            ],
          },
        ],
      },
    ];
    expect(await steps({ dashboards })).toEqual([keep('stock_items')]);
  });

  test('stores whatever may be read where nobody said what there is', async () => {
    const fleet = { id: 'fleet', discover: { kind: 'static', addresses: ['192.0.2.7:9100'] }, cardinality: 'used' };
    const alerts = [
      alert('min by (job) (stock_items) < 1'),
      { ...alert('rate(order_duration_seconds_count{job="api"}[5m]) == 0'), id: 'Other' },
    ];
    const [step] = (await steps({ scrapeJobs: [fleet], alerts }, 'fleet')) ?? [];
    expect(step?.regex?.split('|')).toContain('stock_items');
    expect(step?.regex?.split('|')).not.toContain('order_duration_seconds_count');
  });

  test('stores what is read of the prober itself', async () => {
    const { plan } = await synthesize(
      { catalogue: withStack({ prometheus: { cardinality: 'used' } }), diagnostics: [] },
      { today: '2026-01-01', targets: [] },
    );
    expect(plan?.jobs.find(({ id }) => id === 'blackbox')?.metricRelabel).toEqual([
      keep('blackbox_exporter_config_last_reload_successful|blackbox_module_unknown_total'),
    ]);
  });
});
