import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { unsizedLabels } from '../../src/analysis/unsized-labels.ts';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { binaryQuantity, capacityConstants, coreQuantity, metricsNeed, volumeFor } from '../../src/ir/capacity.ts';
import { resolve } from '../../src/model/resolve.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { base, withService, withStack } from '../accepted/base.ts';

const postgres = {
  kind: 'postgres',
  options: { host: 'db', database: 'shop', user: 'reader', password: { secret: 'db' } },
};
const gibibyte = 1024 ** 3;

const factsOf = async (catalogue: unknown) => {
  const validated = validateCatalogue(catalogue).catalogue;
  if (validated === undefined) throw new Error('the catalogue has mistakes');
  const { model } = resolve(validated);
  return analyse(model, await emitPlan(model));
};

describe('what a server needs', () => {
  // 47 000 series at 3 100 samples per second for 30 days: the published example of the model.
  const need = metricsNeed(
    { series: 47_000, samplesPerSecond: 3_100, ruleEvaluationsPerSecond: 10, retentionSeconds: 30 * 86_400 },
    capacityConstants,
  );

  test('is disk for the retention and the head', () => {
    expect(need.disk).toBeCloseTo(1.1 * 3_100 * 1.7 * 2_592_000 + 3_100 * 10_800 * 4, 3);
    expect(need.volume).toBe(20 * gibibyte);
  });

  test('is memory for every series and its churn, in steps of 128 MiB', () => {
    expect(need.memory / 1024 ** 2).toBe(896);
    expect(need.memoryLimit / 1024 ** 2).toBe(1_536);
  });

  test('is processors for samples and rules', () => {
    expect(need.cores).toBeCloseTo(0.2 + 0.062 + 0.005, 9);
  });

  test.each([
    [gibibyte, '1Gi'],
    [1.5 * gibibyte, '1536Mi'],
    [1, '1Mi'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(binaryQuantity(bytes)).toBe(text);
  });

  test('volumes come in steps of 10 GiB and are never full', () => {
    expect(volumeFor(8 * gibibyte, capacityConstants)).toBe(10 * gibibyte);
    expect(volumeFor(8 * gibibyte + 1, capacityConstants)).toBe(20 * gibibyte);
    expect(coreQuantity(0.267)).toBe('300m');
  });
});

describe('the load of a job', () => {
  test('is its targets times what one of them exposes', async () => {
    const { capacity } = await factsOf(withService({ replicas: 4, metrics: {} }));
    const job = capacity.jobs.find(({ job: id }) => id === 'api');
    // Requests by 10 endpoints, methods and statuses, and a histogram of 4 bounds with its infinite one, sum and count.
    expect(job).toMatchObject({ targets: 4, because: 'its processes', team: 'platform', droppedPerTarget: 0 });
    expect(job?.series).toBe(4 * ((job?.perTarget ?? 0) + 5));
    expect(job?.samplesPerSecond).toBeCloseTo((job?.series ?? 0) / 15, 9);
  });

  test('follows the number of machines', async () => {
    const { capacity } = await factsOf(withStack({ uses: [{ kind: 'node', options: {} }], capacity: { nodes: 7 } }));
    expect(capacity.jobs.find(({ job }) => job === 'node')).toMatchObject({ targets: 7, because: 'one per machine' });
  });

  test('of a discovery is an assumption', async () => {
    const { capacity } = await factsOf(
      withStack({
        scrapeJobs: [{ id: 'fleet', discover: { kind: 'dns', names: ['_metrics._tcp.example.com'] } }],
        capacity: { constants: { targetsPerDiscovery: 30 } },
      }),
    );
    expect(capacity.jobs.find(({ job }) => job === 'fleet')).toMatchObject({ targets: 30, perTarget: 0, series: 150 });
  });

  test('is what the job expects where the program cannot tell', async () => {
    const fleet = {
      id: 'fleet',
      discover: { kind: 'dns', names: ['example.com'] },
      expects: { targets: 4, series: 90 },
    };
    const whole = await factsOf(withStack({ scrapeJobs: [fleet] }));
    const trimmed = await factsOf(withStack({ scrapeJobs: [{ ...fleet, cardinality: 'used' }] }));
    for (const { capacity } of [whole, trimmed])
      expect(capacity.jobs.find(({ job }) => job === 'fleet')).toMatchObject({
        targets: 4,
        because: 'as the job expects',
        perTarget: 90,
        droppedPerTarget: 0,
        series: 4 * (90 + 5),
      });
  });

  test('of modelled metrics is what it expects beyond them', async () => {
    const { capacity } = await factsOf(withService({ scrape: { expects: { series: 10_000 } } }));
    expect(capacity.jobs.find(({ job }) => job === 'api')?.perTarget).toBe(10_000);
  });

  test('of every team adds up to the whole', async () => {
    const { capacity } = await factsOf(base);
    expect(capacity.teams.reduce((sum, { series }) => sum + series, 0)).toBeCloseTo(capacity.series, 6);
    expect(capacity.teams.reduce((sum, team) => sum + team.samplesPerSecond, 0)).toBeCloseTo(
      capacity.samplesPerSecond,
      6,
    );
  });
});

describe('labels of unknown size', () => {
  test('are those of metrics of the author without a number, values or an end', () => {
    const labels = {
      shop: {},
      size: { values: ['s', 'm'] },
      colour: { cardinality: 7 },
      user: { cardinality: 'unbounded' },
    };
    const { catalogue } = validateCatalogue(
      withService({ metrics: { stock: { name: 'stock_items', kind: 'gauge', labels } }, uses: [postgres] }),
    );
    if (catalogue === undefined) throw new Error('the catalogue has mistakes');
    expect(unsizedLabels(resolve(catalogue).model)).toEqual([
      { service: 'api', metric: 'stock_items', labels: ['shop'] },
    ]);
  });
});
