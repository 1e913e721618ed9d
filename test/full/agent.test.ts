import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { isJsonObject } from '../../src/core/json.ts';
import { resolve } from '../../src/model/resolve.ts';
import { configurePrometheus } from '../../src/prometheus/configure.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { legalise } from '../../src/synth/legalise.ts';
import { base } from '../accepted/base.ts';
import { freePorts } from '../e2e/listen.ts';
import { loopbackSite, portNames } from '../e2e/loopback-site.ts';
import { startProgram, startServer, writeArtefacts } from '../e2e/servers.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { toolVersions } from '../external/tool-versions.ts';

/** An agent, one of two replicas, that scrapes itself and sends to a Prometheus that takes what it is sent. */
const root = mkdtempSync(join(tmpdir(), 'sightline-agent-'));
const ended: (() => Promise<unknown>)[] = [];
let storage = '';
let agent = '';

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  storage = `http://127.0.0.1:${port}`;
  const folder = join(root, 'storage');
  mkdirSync(folder);
  writeFileSync(join(folder, 'prometheus.yml'), '{}\n');
  const receiver = startProgram('prometheus', {
    name: 'storage',
    args: [
      '--config.file=prometheus.yml',
      '--web.enable-remote-write-receiver',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    folder,
    health: `${storage}/-/ready`,
  });
  ended.push(receiver.stop);
  const { catalogue } = validateCatalogue({
    ...base,
    intervals: { scrape: '1s' },
    prometheus: {
      mode: 'agent',
      replicas: 2,
      query: storage,
      externalLabels: { region: 'north' },
      remoteWrite: [{ id: 'storage', url: `${storage}/api/v1/write`, queue: { batchDeadline: '500ms' } }],
    },
  });
  if (catalogue === undefined) throw new Error('the stack has no catalogue');
  const { model } = resolve(catalogue, toolVersions());
  const plan = await emitPlan(model);
  const names = portNames(plan);
  const free = await freePorts(names.length);
  const site = loopbackSite(root, new Map(names.map((name, i) => [name, free[i] ?? 0])));
  writeArtefacts(legalise(configurePrometheus(model, plan, site), model.versions).artefacts, site);
  const workload = plan.workloads.find(({ id }) => id === 'prometheus');
  if (workload === undefined) throw new Error('nothing scrapes');
  const server = startServer('prometheus', workload, site, [], { HOSTNAME: 'prometheus-1' });
  ended.push(server.stop);
  agent = site.externalUrl(workload.id);
  await Promise.all([receiver.ready, server.ready]);
});

afterAll(async () => {
  await Promise.all(ended.map(end => end()));
  rmSync(root, { recursive: true, force: true });
});

test('what an agent scrapes arrives with the labels of its stack and replica', async () => {
  const labels = await waitFor('the agent is up in the storage', 20, async () => {
    const answer = await fetch(`${storage}/api/v1/query?query=${encodeURIComponent('up{job="prometheus"} == 1')}`);
    const body: unknown = await answer.json();
    const data = isJsonObject(body) && isJsonObject(body['data']) ? body['data']['result'] : undefined;
    const first: unknown = Array.isArray(data) ? data[0] : undefined;
    return isJsonObject(first) && isJsonObject(first['metric']) ? first['metric'] : undefined;
  });
  expect(labels).toMatchObject({
    job: 'prometheus',
    service: 'prometheus',
    team: 'platform',
    env: 'production',
    tier: '1',
    org: 'acme',
    region: 'north',
    replica: 'prometheus-1',
  });
});

test('an agent answers no query', async () => {
  expect((await fetch(`${agent}/api/v1/query?query=up`)).ok).toBe(false);
});
