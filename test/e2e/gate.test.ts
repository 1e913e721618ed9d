import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AvailabilitySlo, counter, ObservabilityStack, Runbook, Service, Team, webhook } from 'sightline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askBudgets } from '../../src/live/budgets.ts';
import { askGate } from '../../src/live/gate.ts';
import { openPrometheus, type Prometheus } from '../../src/live/prometheus.ts';
import { defaultMaxBytes } from '../../src/live/server.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { toolVersions } from '../external/tool-versions.ts';
import { freePorts } from './listen.ts';
import { type RunningServer, startProgram } from './servers.ts';
import { type RecordedObjective, writeHistory } from './slo-history.ts';
import { waitFor } from './wait-for.ts';

/** Three services with a promise of 99.9 % over one day; the last one stops when nothing is known of it. */
const shop = (): ObservabilityStack => {
  const stack = new ObservabilityStack('market', {
    environment: 'loopback',
    heartbeat: webhook({ url: 'http://127.0.0.1:1/heartbeat' }),
  });
  const owner = new Team(stack, 'sales', { timezone: 'UTC', notify: webhook({ url: 'http://127.0.0.1:1/notify' }) });
  for (const [id, onMissingData] of [
    ['bakery', 'open'],
    ['florist', 'open'],
    ['grocer', 'open'],
    ['tailor', 'closed'],
  ] as const) {
    const service = new Service(stack, id, {
      owner,
      port: 8080,
      metrics: { orders: counter('orders_total', { labels: { status: { values: ['paid', 'failed'] } } }) },
    });
    new Runbook(service, 'orders', { title: 'Orders fail', steps: ['Look.'] });
    new AvailabilitySlo(service, 'orders', {
      objective: '99.9%',
      window: '1d',
      errors: service.metrics.orders.where({ status: 'failed' }),
      total: service.metrics.orders,
      runbook: 'orders',
      budget: { onMissingData },
    });
  }
  return stack;
};

const folder = mkdtempSync(join(tmpdir(), 'sightline-gate-'));
const servers: RunningServer[] = [];
let prometheus: Prometheus;

beforeAll(async () => {
  const { files } = await synthesize(shop().toProgram(), {
    today: '2026-01-01',
    targets: [],
    versions: toolVersions(),
  });
  const rules = [...files].filter(([path]) => /^rules\/\w+-slo\.yml$/.test(path));
  // The groups are evaluated every minute or two; a run has no time for that.
  for (const [path, text] of rules)
    writeFileSync(join(folder, path.replace('rules/', '')), text.replace(/interval: \w+/g, 'interval: 1s'));
  // Nothing can be recorded before the end of what is there.
  const to = Math.floor(Date.now() / 60_000) * 60;
  const recorded = (service: string, bad: number): RecordedObjective => ({
    labels: { service, slo: `${service}-orders`, team: 'sales' },
    total: () => 10,
    errors: () => 10 * bad,
    account: {},
  });
  // The rules are written for a rate that is recorded every 30 seconds.
  writeHistory(folder, join(folder, 'storage'), [recorded('bakery', 0.0002), recorded('florist', 0.0015)], {
    from: to - 86_400,
    to,
    step: 30,
  });
  const [port = 0] = await freePorts(1);
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, `rule_files: ['${folder}/*-slo.yml']\n`);
  const url = `http://127.0.0.1:${port}`;
  servers.push(
    startProgram('prometheus', {
      name: 'prometheus',
      folder: join(folder, 'prometheus'),
      health: `${url}/-/ready`,
      args: [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'storage')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
    }),
  );
  await Promise.all(servers.map(({ ready }) => ready));
  prometheus = openPrometheus({
    product: 'Prometheus',
    url: new URL(url),
    credentials: '--bearer-token-file',
    timeout: 10_000,
    maxBytes: defaultMaxBytes,
  });
}, 40_000);

afterAll(async () => {
  await Promise.all(servers.map(server => server.stop()));
  rmSync(folder, { recursive: true, force: true });
}, 15_000);

test('the rendered rules freeze what the gate stops', async () => {
  const budgets = await waitFor('the budgets are recorded', 15, async () => {
    const answer = await askBudgets(prometheus, []);
    const known = 'value' in answer ? answer.value : [];
    const complete = known.filter(({ deployment_frozen }) => deployment_frozen !== null);
    const spent = known.filter(({ budget_consumption }) => budget_consumption !== null);
    return complete.length === 4 && spent.length === 2 ? known : undefined;
  });
  expect(
    budgets.map(({ service, team, window, objective, status, deployment_frozen }) => [
      service,
      team,
      window,
      objective,
      status,
      deployment_frozen,
    ]),
  ).toEqual([
    ['bakery', 'sales', '1d', 0.999, 'ok', false],
    ['florist', 'sales', '1d', 0.999, 'exhausted', true],
    ['grocer', 'sales', '1d', 0.999, 'unknown', false],
    ['tailor', 'sales', '1d', 0.999, 'unknown', true],
  ]);
  expect(budgets.map(({ budget_consumption }) => budget_consumption)).toEqual([
    expect.closeTo(0.2, 2),
    expect.closeTo(1.5, 2),
    null,
    null,
  ]);
}, 20_000);

test.each([
  ['bakery', 'go', []],
  ['florist', 'frozen', []],
  ['grocer', 'go', ['SLO-UNKNOWN']],
  ['tailor', 'frozen', ['SLO-UNKNOWN']],
])('the gate follows the policy of %s: %s', async (service, expected, codes) => {
  const { decision, diagnostics } = await askGate(prometheus, [service], { what: 'deploy', fail: 'closed' });
  expect({ decision, codes: diagnostics.map(({ code }) => code) }).toEqual({ decision: expected, codes });
});
