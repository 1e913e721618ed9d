import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { workloads } from '../../src/ir/conventions.ts';
import { resolve } from '../../src/model/resolve.ts';
import { configure, emitPlan } from '../../src/synth/emitters.ts';
import { legalise } from '../../src/synth/legalise.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { toolVersions } from '../external/tool-versions.ts';
import { freePorts } from './listen.ts';
import { loopbackSite, portNames } from './loopback-site.ts';
import { type RunningServer, startServer, writeArtefacts } from './servers.ts';
import { shopStack } from './shop-stack.ts';
import { type ReceivedAlert, type Sink, startSink } from './sink.ts';
import { startTill, type Till } from './till.ts';
import { waitFor } from './wait-for.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-e2e-'));
const servers: RunningServer[] = [];
let till: Till;
let sink: Sink;
let prometheus = '';
let alertmanager = '';

beforeAll(async () => {
  till = await startTill();
  sink = await startSink();
  const program = shopStack(sink.url).toProgram();
  const versions = toolVersions();
  const { catalogue } = validateCatalogue(program.catalogue);
  if (catalogue === undefined) throw new Error('the catalogue of the run is not valid');
  const { model } = resolve(catalogue, versions);
  const plan = await emitPlan(model);

  const names = portNames(plan);
  const numbers = await freePorts(names.length);
  const book = new Map(names.map((name, i) => [name, numbers[i] ?? 0]));
  book.set('till/http', till.port);
  const site = loopbackSite(folder, book);
  prometheus = site.externalUrl(workloads.prometheus);
  alertmanager = site.externalUrl(workloads.alertmanager);

  const legal = legalise(await configure(model, plan, site), model.versions);
  writeArtefacts(legal.artefacts, site);
  const start = (id: string, program: string, extra: readonly string[] = []): void => {
    const workload = plan.workloads.find(candidate => candidate.id === id);
    if (workload === undefined) throw new Error(`the plan has no ${id}`);
    servers.push(startServer(program, workload, site, extra));
  };
  start(workloads.blackbox, 'blackbox_exporter');
  start(workloads.alertmanager, 'alertmanager');
  // An alert that is sent before the first discovery of Alertmanager is lost; the default repeats it after a minute.
  start(workloads.prometheus, 'prometheus', ['--rules.alert.resend-delay=1s']);
  await Promise.all(servers.map(({ ready }) => ready));
}, 30_000);

afterAll(async () => {
  await Promise.all(servers.map(server => server.stop()));
  await till?.close();
  await sink?.close();
  rmSync(folder, { recursive: true, force: true });
}, 15_000);

const get = async <T>(url: string): Promise<T> => {
  const { data }: { readonly data: T } = JSON.parse(await (await fetch(url)).text());
  return data;
};

interface Target {
  readonly health: string;
  readonly lastError: string;
  readonly labels: Readonly<Record<string, string>>;
}

const activeTargets = async (): Promise<readonly Target[]> =>
  (await get<{ readonly activeTargets: readonly Target[] }>(`${prometheus}/api/v1/targets`)).activeTargets;

/** The value of a query that yields one series, if it does. */
const query = async (expr: string): Promise<number | undefined> => {
  const { result } = await get<{ readonly result: readonly { readonly value: readonly [number, string] }[] }>(
    `${prometheus}/api/v1/query?query=${encodeURIComponent(expr)}`,
  );
  const [first] = result;
  return first === undefined ? undefined : Number(first.value[1]);
};

/** The first thing that a channel hears about an alert in a state. */
const heard = (
  channel: string,
  alertname: string,
  status: ReceivedAlert['status'],
  seconds: number,
): Promise<ReceivedAlert> =>
  waitFor(`${channel} hears that ${alertname} is ${status}`, seconds, () =>
    sink.received(channel, alertname).find(alert => alert.status === status),
  );

test('the stack of the run has no findings', async () => {
  const { diagnostics } = await synthesize(shopStack('http://sink.example').toProgram(), { today: '2026-01-01' });
  expect(diagnostics).toEqual([]);
});

describe('before anything breaks', () => {
  test('every target is up and carries the labels of the contract, no more and no less', async () => {
    const targets = await waitFor('all targets are up', 15, async () => {
      // There is no Grafana here.
      const all = (await activeTargets()).filter(({ labels: { job } }) => job !== 'grafana');
      return all.length > 0 && all.every(({ health }) => health === 'up') ? all : undefined;
    });
    const own = (job: string, service: string, team: string, tier: string) => ({
      job,
      service,
      team,
      tier,
      env: 'loopback',
    });
    const labels = targets.map(({ labels: { instance, ...rest } }) => rest);
    expect(labels.toSorted((a, b) => (a['job'] ?? '').localeCompare(b['job'] ?? ''))).toEqual([
      own('alertmanager', 'alertmanager', 'sales', '1'),
      own('blackbox', 'blackbox-exporter', 'sales', '1'),
      { ...own('probe-till-health', 'till', 'sales', '0'), probe: 'health', class: 'internal' },
      own('prometheus', 'prometheus', 'sales', '1'),
      own('till', 'till', 'sales', '0'),
    ]);
    const instances = targets.map(({ labels }) => labels['instance']);
    expect(instances).toContain(`${till.url}/health`);
    expect(instances.filter(instance => /^127\.0\.0\.1:\d+$/.test(instance ?? ''))).toHaveLength(4);
  }, 20_000);

  test('the heartbeat arrives, and nobody else hears of it', async () => {
    const { labels } = await heard('heartbeat', 'Watchdog', 'firing', 15);
    expect(labels).toEqual({
      alertname: 'Watchdog',
      alert_group: 'watchdog',
      category: 'meta',
      org: 'corner-shop',
      priority: 'P3',
      scope: 'platform',
      service: 'prometheus',
      severity: 'none',
      team: 'sales',
    });
    for (const channel of ['page', 'notify', 'mail']) expect(sink.received(channel, 'Watchdog')).toEqual([]);
  }, 20_000);

  test('nothing fires', () => {
    expect(sink.received('page', 'OrdersFail')).toEqual([]);
    expect(sink.received('page', 'HealthProbeFailing')).toEqual([]);
  });
});

describe('when the application breaks', () => {
  /** The alert of the orders, as every channel must tell it. */
  const expected = () => ({
    labels: {
      alertname: 'OrdersFail',
      alert_group: 'orders-fail',
      category: 'business',
      instance: `127.0.0.1:${till.port}`,
      org: 'corner-shop',
      priority: 'P0',
      scope: 'service',
      service: 'till',
      severity: 'critical',
      team: 'sales',
    },
    annotations: {
      summary: `Customers of 127.0.0.1:${till.port} cannot pay.`,
      description: '100% of the orders fail.',
      action: 'Restart the till.',
      runbook_url: 'https://runbooks.corner-shop.example/till/OrdersFail.md',
      dashboard_url: 'https://grafana.corner-shop.example/d/till',
    },
  });
  const told = ({ labels, annotations }: ReceivedAlert) => ({ labels, annotations });

  test('the page and the channel hear of it, with every label and annotation', async () => {
    till.setBroken(true);
    expect(told(await heard('page', 'OrdersFail', 'firing', 25))).toEqual(expected());
    expect(told(await heard('notify', 'OrdersFail', 'firing', 5))).toEqual(expected());
  }, 35_000);

  test('the probe that fails three times in a row pages as well', async () => {
    const { labels, annotations } = await heard('page', 'HealthProbeFailing', 'firing', 10);
    expect(labels).toEqual({
      alertname: 'HealthProbeFailing',
      alert_group: 'probe-health',
      category: 'availability',
      class: 'internal',
      instance: `${till.url}/health`,
      org: 'corner-shop',
      priority: 'P0',
      probe: 'health',
      scope: 'probe',
      service: 'till',
      severity: 'critical',
      team: 'sales',
    });
    expect(annotations['summary']).toContain(`The probe \`health\` of till fails at ${till.url}/health: `);
    expect(annotations['summary']).toMatch(/: \d+ requests in 5 minutes\.$/);
  }, 15_000);

  test('what follows from the outage is inhibited: nobody hears that the till makes errors', async () => {
    interface Suppressed {
      readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
    }
    const found = await waitFor('Alertmanager knows TillErrors', 10, async () => {
      const url = `${alertmanager}/api/v2/alerts?filter=alertname="TillErrors"`;
      const [first]: readonly Suppressed[] = JSON.parse(await (await fetch(url)).text());
      return first;
    });
    expect(found.status).toMatchObject({ state: 'suppressed', inhibitedBy: [expect.any(String)] });
    for (const channel of ['page', 'notify', 'mail']) expect(sink.received(channel, 'TillErrors')).toEqual([]);
  }, 15_000);

  test('mail, which is for less urgent things, hears nothing', () => {
    expect(sink.received('mail', 'OrdersFail')).toEqual([]);
    expect(sink.received('mail', 'HealthProbeFailing')).toEqual([]);
  });

  test('Alertmanager agrees about who was told', async () => {
    const groups: readonly { readonly receiver: { readonly name: string } }[] = JSON.parse(
      await (await fetch(`${alertmanager}/api/v2/alerts/groups?filter=alertname="OrdersFail"`)).text(),
    );
    expect(groups.map(({ receiver }) => receiver.name).toSorted()).toEqual(['sales-notify', 'sales-page']);
  });

  test('once it is repaired, both hear that it is over', async () => {
    till.setBroken(false);
    for (const channel of ['page', 'notify'])
      expect((await heard(channel, 'OrdersFail', 'resolved', 20)).labels).toEqual(expected().labels);
  }, 45_000);

  test('the promises have values', async () => {
    const value = (slo: string) =>
      waitFor(`the error ratio of ${slo} is recorded`, 40, () =>
        query(`slo:sli_error:ratio_rate5m{slo="${slo}",service="till",team="sales"}`),
      );
    const paid = await value('till-paid');
    expect(paid).toBeGreaterThan(0);
    expect(paid).toBeLessThan(1);
    expect(await value('till-fast')).toBe(0);
  }, 90_000);
});
