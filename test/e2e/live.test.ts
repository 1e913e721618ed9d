import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveQueries } from '../../src/ir/live-queries.ts';
import { askGate } from '../../src/live/gate.ts';
import { openPrometheus, type Prometheus } from '../../src/live/prometheus.ts';
import { askReport } from '../../src/live/report.ts';
import { defaultMaxBytes } from '../../src/live/server.ts';
import { renderedFiles } from '../external/rendered-files.ts';
import { freePorts } from './listen.ts';
import { type RunningServer, startProgram } from './servers.ts';
import { type RecordedObjective, writeHistory } from './slo-history.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-live-'));
const servers: RunningServer[] = [];
const day = 86_400;
const hour = 3_600;
/** A whole minute; the report ends here. */
const to = Math.floor(Date.now() / 60_000) * 60;

const promise = { 'slo:objective:ratio': 0.999, 'slo:error_budget:ratio': 0.001, 'slo:period:seconds': 30 * day };
const account = (consumed: number, frozen: number) => ({
  ...promise,
  'slo:period_budget_consumed:ratio': consumed,
  'slo:period_budget_remaining:ratio': 1 - consumed,
  'slo:sli_error:ratio_rate30d': consumed / 1_000,
  'slo:deployment_frozen:bool': frozen,
});
const labels = (service: string) => ({ service, slo: `${service}-errors`, team: 'web' });

/** Ten events a second, more on the last day; two bad hours a day and a half ago. */
const api: RecordedObjective = {
  labels: labels('api'),
  total: at => (at > to - day ? 30 : 10),
  errors: at => (at > to - 36 * hour && at < to - 34 * hour ? 0.5 : 0),
  account: account(0.2, 0),
};
const shop: RecordedObjective = {
  labels: labels('shop'),
  total: () => 10,
  errors: () => 0.02,
  account: account(1.5, 1),
};
const mail: RecordedObjective = {
  labels: labels('mail'),
  total: () => undefined,
  errors: () => undefined,
  account: promise,
};

let full: Prometheus;
let empty: Prometheus;
let torn: Prometheus;

beforeAll(async () => {
  const [a = 0, b = 0, c = 0, dead = 0] = await freePorts(4);
  const start = (name: string, port: number, config: string, storage: string): Prometheus => {
    const file = join(folder, `${name}.yml`);
    writeFileSync(file, config);
    const url = `http://127.0.0.1:${port}`;
    servers.push(
      startProgram('prometheus', {
        name,
        folder: join(folder, name),
        health: `${url}/-/ready`,
        args: [
          `--config.file=${file}`,
          `--storage.tsdb.path=${storage}`,
          '--storage.tsdb.retention.time=90d',
          `--web.listen-address=127.0.0.1:${port}`,
        ],
      }),
    );
    return openPrometheus({
      product: 'Prometheus',
      url: new URL(url),
      credentials: '--bearer-token-file',
      timeout: 10_000,
      maxBytes: defaultMaxBytes,
    });
  };
  const storage = join(folder, 'storage');
  writeHistory(folder, storage, [api, shop, mail], { from: to - 4 * day, to, step: 300 });
  full = start('full', a, 'global: {}\n', storage);
  empty = start('empty', b, 'global: {}\n', join(folder, 'empty-storage'));
  // Half of the data is in another storage, which is away.
  torn = start(
    'torn',
    c,
    `remote_read: [{ url: "http://127.0.0.1:${dead}/read", read_recent: true }]\n`,
    join(folder, 'torn-storage'),
  );
  await Promise.all(servers.map(({ ready }) => ready));
}, 40_000);

afterAll(async () => {
  await Promise.all(servers.map(server => server.stop()));
  rmSync(folder, { recursive: true, force: true });
}, 15_000);

describe('the gate before a real Prometheus', () => {
  test('knows the budgets of all services', async () => {
    const { decision, passes, budgets, diagnostics } = await askGate(full, [], { what: 'deploy', fail: 'open' });
    expect({ decision, passes }).toEqual({ decision: 'frozen', passes: false });
    expect(
      budgets.map(({ slo, status, error_rate, deployment_frozen }) => [slo, status, error_rate, deployment_frozen]),
    ).toEqual([
      ['api-errors', 'ok', 0.0002, false],
      ['mail-errors', 'unknown', null, null],
      ['shop-errors', 'exhausted', 0.0015, true],
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['SLO-UNKNOWN']);
  });

  test.each([
    ['a service with a good budget', ['api'], 'go', []],
    ['a service whose budget is spent', ['shop'], 'frozen', []],
    ['two services', ['api', 'shop'], 'frozen', []],
    ['a service without traffic', ['mail'], 'unknown', ['SLO-UNKNOWN']],
    ['a service that is misspelt', ['shpo'], 'unknown', ['SLO-SERVICE']],
  ])('decides for %s', async (_, services, expected, codes) => {
    const { decision, diagnostics } = await askGate(full, services, { what: 'deploy', fail: 'closed' });
    expect({ decision, codes: diagnostics.map(({ code }) => code) }).toEqual({ decision: expected, codes });
  });

  test('tells an empty one', async () => {
    expect(await askGate(empty, [], { what: 'deploy', fail: 'closed' })).toMatchObject({
      decision: 'unknown',
      passes: false,
      diagnostics: [{ code: 'SLO-NONE' }],
    });
  });

  test('tells one that sees a part of its data', async () => {
    expect(await askGate(torn, [], { what: 'deploy', fail: 'closed' })).toMatchObject({
      decision: 'unknown',
      passes: false,
      diagnostics: [{ code: 'LIVE-PARTIAL', severity: 'error' }],
    });
  });

  test('tells what it cannot answer', async () => {
    expect(await full.query('sum(')).toMatchObject({ failure: { code: 'LIVE-QUERY' } });
    expect(await full.queryRange('up', { start: 0, end: to, step: 1 })).toMatchObject({
      failure: { code: 'LIVE-QUERY' },
    });
  });
});

describe('the rendered questions', () => {
  const file = renderedFiles('dist').find(({ path }) => path === 'dist/ci/queries.json');
  const { services }: LiveQueries = JSON.parse(file?.text ?? '{"services":[]}');
  const asked = services.flatMap(({ queries }) => queries).filter(({ server }) => server === 'prometheus');

  test('are all understood', async () => {
    expect(asked.length).toBeGreaterThan(10);
    const answers = await Promise.all(
      asked.map(async ({ path, parameters }) => [path, await full.get(path, Object.entries(parameters))] as const),
    );
    expect(answers.filter(([, answer]) => 'failure' in answer)).toEqual([]);
  });
});

describe('the report of a real Prometheus', () => {
  const ask = async (length: number, services: readonly string[] = []) => {
    const answer = await askReport(
      full,
      services,
      { to, length },
      new Map([['api-errors', { slo: 'api-errors', dimension: 'availability', weight: 'events' } as const]]),
    );
    if ('failure' in answer) throw new Error(answer.failure.message);
    return answer;
  };

  test('weighs by traffic, and finds the bad hours', async () => {
    const { value, notes } = await ask(4 * day);
    const [first, second, third] = value.objectives;
    // 2 h of 0.5 bad events a second among 3 days of 10 and one of 30.
    expect(first?.sli).toBeCloseTo(1 - (2 * hour * 0.5) / (3 * day * 10 + day * 30), 9);
    expect(first).toMatchObject({ met: true, nature: { dimension: 'availability' } });
    expect(first?.violations).toEqual([{ from: to - 36 * hour, to: to - 34 * hour, worst: 0.05 }]);
    expect(first?.history.map(({ from, to: end }) => [from - to, end - to])).toEqual([
      [-4 * day, -3 * day],
      [-3 * day, -2 * day],
      [-2 * day, -day],
      [-day, 0],
    ]);
    expect(first?.history.map(({ sli }) => sli)).toEqual([1, 1, expect.closeTo(1 - (2 * 0.5) / (24 * 10), 9), 1]);
    expect(second).toMatchObject({ nature: null, sli: null, met: null, spent: null, violations: [] });
    expect(third?.sli).toBeCloseTo(0.998, 9);
    expect(third?.spent).toBeCloseTo(2, 9);
    expect(third).toMatchObject({ met: false, budget: { deployment_frozen: true } });
    expect(third?.violations).toEqual([{ from: to - 4 * day, to, worst: expect.closeTo(0.002, 9) }]);
    expect(notes.map(({ code }) => code)).toEqual(['SLO-UNKNOWN']);
  });

  test('of the last hours is finer', async () => {
    const { value } = await ask(36 * hour, ['api']);
    expect(value.resolution).toBe(300);
    expect(value.objectives.map(({ violations }) => violations)).toEqual([
      [{ from: to - 36 * hour, to: to - 34 * hour, worst: 0.05 }],
    ]);
    expect(value.objectives[0]?.history).toHaveLength(36);
  });

  test('says what lies before the storage', async () => {
    const { value } = await ask(6 * day, ['api']);
    expect(value.objectives[0]?.history.map(({ sli }) => sli === null)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
