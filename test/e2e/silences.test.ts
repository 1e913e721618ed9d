import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configureAlertmanager } from '../../src/alertmanager/configure.ts';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import { isJsonObject, type JsonObject, renderJson } from '../../src/core/json.ts';
import { silences } from '../../src/derive/silences.ts';
import { workloads } from '../../src/ir/conventions.ts';
import { resolve } from '../../src/model/resolve.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { legalise } from '../../src/synth/legalise.ts';
import { toolVersions } from '../external/tool-versions.ts';
import { run } from '../external/tools.ts';
import { freePorts } from './listen.ts';
import { loopbackSite, portNames } from './loopback-site.ts';
import { type RunningServer, startServer, writeArtefacts } from './servers.ts';
import { waitFor } from './wait-for.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-silences-'));
const day = (later: number): string => new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);

const sink = { kind: 'webhook', options: { url: 'http://127.0.0.1:9/nobody' } };
const catalogue: Catalogue = {
  org: 'acme',
  environment: 'loopback',
  owner: 'shop',
  teams: [{ id: 'shop', timezone: 'UTC', page: sink, notify: sink }],
  services: [],
  silences: [
    {
      id: 'till-move',
      owner: 'shop',
      reason: 'The tills move to the new network.',
      from: day(-1),
      until: day(1),
      when: { service: ['till', 'till-backup'] },
      except: { severity: ['critical'] },
    },
  ],
};

let server: RunningServer;
let api = '';

const alert = (name: string, labels: Readonly<Record<string, string>>): JsonObject => ({
  labels: { alertname: name, team: 'shop', ...labels },
});

/** Names of the alerts in a state, as the API tells them. */
const alertsIn = async (state: string): Promise<readonly unknown[]> => {
  const answer: unknown = await (await fetch(`${api}/api/v2/alerts`)).json();
  const all = Array.isArray(answer) ? answer.filter(isJsonObject) : [];
  return all
    .filter(({ status }) => isJsonObject(status) && status['state'] === state)
    .map(({ labels }) => (isJsonObject(labels) ? labels['alertname'] : undefined))
    .sort();
};

const send = async (alerts: readonly JsonObject[]): Promise<void> => {
  const answer = await fetch(`${api}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts),
  });
  expect(answer.status).toBe(200);
};

beforeAll(async () => {
  const { model } = resolve(catalogue, toolVersions());
  const plan = await emitPlan(model);
  const names = portNames(plan);
  const numbers = await freePorts(names.length);
  const site = loopbackSite(folder, new Map(names.map((name, i) => [name, numbers[i] ?? 0])));
  const { artefacts } = legalise(configureAlertmanager(model, plan, site), model.versions);
  writeArtefacts(artefacts, site);
  const workload = plan.workloads.find(({ id }) => id === workloads.alertmanager);
  if (workload === undefined) throw new Error('the stack has no Alertmanager');
  server = startServer('alertmanager', workload, site, []);
  await server.ready;
  api = site.externalUrl(workloads.alertmanager);
  const [document] = silences(model).documents ?? [];
  writeFileSync(join(folder, 'silences.json'), renderJson(document?.body ?? null));
}, 30_000);

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

describe('silences.json', () => {
  test('is imported by amtool, and silences what it says and nothing else', async () => {
    const imported = run('amtool', ['silence', 'import', `--alertmanager.url=${api}`, join(folder, 'silences.json')]);
    expect({ status: imported.status, complaint: imported.status === 0 ? '' : imported.stderr }).toEqual({
      status: 0,
      complaint: '',
    });
    await send([
      alert('Slow', { service: 'till', severity: 'warning' }),
      alert('Down', { service: 'till', severity: 'critical' }),
      alert('SlowElsewhere', { service: 'shop', severity: 'warning' }),
    ]);
    const suppressed = await waitFor('the silence', 10, async () => {
      const found = await alertsIn('suppressed');
      return found.length > 0 ? found : undefined;
    });
    expect(suppressed).toEqual(['Slow']);
    expect(await alertsIn('active')).toEqual(['Down', 'SlowElsewhere']);
  });

  test('says who decided and why', async () => {
    const answer: unknown = await (await fetch(`${api}/api/v2/silences`)).json();
    const [silence] = Array.isArray(answer) ? answer.filter(isJsonObject) : [];
    expect(silence?.['createdBy']).toBe('shop');
    expect(silence?.['comment']).toBe('The tills move to the new network.');
  });
});

describe('inhibition', () => {
  const labels = { service: 'checkout', alert_group: 'errors', instance: 'checkout:8000', scope: 'service' };

  test('tells the critical alert, and neither its warning nor the symptoms of an outage', async () => {
    await send([
      alert('ErrorsHigh', { ...labels, severity: 'warning', category: 'errors' }),
      alert('ErrorsCritical', { ...labels, severity: 'critical', category: 'errors' }),
      alert('OtherErrorsHigh', { ...labels, alert_group: 'others', severity: 'warning', category: 'business' }),
      alert('CheckoutDown', { service: 'kiosk', severity: 'critical', category: 'availability' }),
      alert('KioskSlow', { service: 'kiosk', severity: 'warning', category: 'latency' }),
    ]);
    const suppressed = await waitFor('the inhibitions', 10, async () => {
      const found = (await alertsIn('suppressed')).filter(name => name !== 'Slow');
      return found.length > 1 ? found : undefined;
    });
    expect(suppressed).toEqual(['ErrorsHigh', 'KioskSlow']);
    expect(await alertsIn('active')).toEqual(
      expect.arrayContaining(['CheckoutDown', 'ErrorsCritical', 'OtherErrorsHigh']),
    );
  });
});
