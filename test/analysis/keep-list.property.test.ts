import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { resolve } from '../../src/model/resolve.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { api, withService } from '../accepted/base.ts';

const metrics = {
  stock: { name: 'stock_items', kind: 'gauge', labels: {} },
  sold: { name: 'sold_total', kind: 'counter', labels: { shop: { values: ['north', 'south'] } } },
  wait: { name: 'wait_seconds', kind: 'histogram', labels: {}, buckets: [0.1, 1] },
};

/** An expression of each kind that rules are made of, with the series that it reads. */
const reads: readonly (readonly [expr: string, series: readonly string[]])[] = [
  ['stock_items{service="api"} < 1', ['stock_items']],
  ['absent(stock_items{service="api"})', ['stock_items']],
  ['sum(rate(sold_total{service="api"}[5m])) < 1', ['sold_total']],
  ['rate(sold_total{shop="north",job="api"}[5m]) == 0', ['sold_total']],
  [
    'rate(wait_seconds_sum{service="api"}[5m]) / (rate(wait_seconds_count{service="api"}[5m]) > 0) > 1',
    ['wait_seconds_count', 'wait_seconds_sum'],
  ],
  ['histogram_quantile(0.9, sum by (le) (rate(wait_seconds_bucket{service="api"}[5m]))) > 1', ['wait_seconds_bucket']],
  [
    'stock_items{service="api"} > on (service) wait_seconds_count{service="api"}',
    ['stock_items', 'wait_seconds_count'],
  ],
];

const kept = async (chosen: readonly number[]): Promise<readonly string[]> => {
  const catalogue = validateCatalogue(
    withService({
      runtime: undefined,
      slos: [],
      records: [],
      dashboards: [],
      metrics,
      scrape: { cardinality: 'used' },
      alerts: chosen.map((index, at) => ({ ...api.alerts[0], id: `Own${at}`, expr: reads[index]?.[0] })),
    }),
  ).catalogue;
  if (catalogue === undefined) throw new Error('the catalogue has mistakes');
  const { model } = resolve(catalogue);
  return analyse(model, await emitPlan(model)).used.get('api')?.names ?? [];
};

const seriesOf = (chosen: readonly number[]): readonly string[] =>
  [...new Set(chosen.flatMap(index => reads[index]?.[1] ?? []))].toSorted();

const index = fc.nat(reads.length - 1);

describe('the list of what a job keeps', () => {
  test('is what its rules read, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(index, { maxLength: 6 }), async chosen => {
        expect(await kept(chosen)).toEqual(seriesOf(chosen));
      }),
      { numRuns: 30 },
    );
  });

  test('grows by what a further rule reads, and by nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(index, { maxLength: 4 }), index, async (chosen, added) => {
        const before = await kept(chosen);
        const after = await kept([...chosen, added]);
        expect(after).toEqual([...new Set([...before, ...seriesOf([added])])].toSorted());
      }),
      { numRuns: 30 },
    );
  });
});
