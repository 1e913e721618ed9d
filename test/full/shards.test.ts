import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
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
import { freePorts, listenOnLoopback } from '../e2e/listen.ts';
import { loopbackSite, portNames } from '../e2e/loopback-site.ts';
import { startServer, writeArtefacts } from '../e2e/servers.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { toolVersions } from '../external/tool-versions.ts';

/** Two scrapers and the server that sees what both send, on this machine, with eight targets of one job. */
const count = 8;
const root = mkdtempSync(join(tmpdir(), 'sightline-shards-'));
const ended: (() => Promise<unknown>)[] = [];
const urls = new Map<string, string>();

beforeAll(async () => {
  const things = await Promise.all(
    Array.from({ length: count }, (_, i) =>
      listenOnLoopback(
        createServer((_request, response) => {
          response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(`thing ${i}\n`);
        }),
      ),
    ),
  );
  ended.push(...things.map(({ close }) => close));
  const { catalogue } = validateCatalogue({
    ...base,
    intervals: { scrape: '1s', evaluation: '1s' },
    external: [{ name: 'thing' }],
    prometheus: { shards: 2, externalLabels: { region: 'north' } },
    scrapeJobs: [
      { id: 'things', discover: { kind: 'static', addresses: things.map(({ port }) => `127.0.0.1:${port}`) } },
    ],
    ruleGroups: [
      {
        id: 'each',
        evaluator: 'prometheus',
        rules: [{ kind: 'record', record: 'thing:doubled', expr: 'thing * 2' }],
      },
      { id: 'all', rules: [{ kind: 'record', record: 'things:up:sum', expr: 'sum(up{job="things"})' }] },
    ],
  });
  if (catalogue === undefined) throw new Error('the stack has no catalogue');
  const { model } = resolve(catalogue, toolVersions());
  const plan = await emitPlan(model);
  const names = portNames(plan);
  const free = await freePorts(names.length);
  const site = loopbackSite(root, new Map(names.map((name, i) => [name, free[i] ?? 0])));
  const { artefacts } = legalise(configurePrometheus(model, plan, site), model.versions);
  writeArtefacts(artefacts, site);
  const servers = plan.workloads.filter(({ image }) => image === 'prometheus');
  for (const workload of servers) {
    const server = startServer('prometheus', workload, site, []);
    ended.push(server.stop);
    urls.set(workload.id, site.externalUrl(workload.id));
    await server.ready;
  }
});

afterAll(async () => {
  await Promise.all(ended.map(end => end()));
  rmSync(root, { recursive: true, force: true });
});

interface Series {
  readonly labels: Readonly<Record<string, unknown>>;
  readonly value: string;
}

const ask = async (server: string, query: string): Promise<readonly Series[]> => {
  const answer = await fetch(`${urls.get(server)}/api/v1/query?query=${encodeURIComponent(query)}`);
  const body: unknown = await answer.json();
  const data = isJsonObject(body) && isJsonObject(body['data']) ? body['data']['result'] : undefined;
  return (Array.isArray(data) ? data : []).flatMap((item: unknown) =>
    isJsonObject(item) && isJsonObject(item['metric']) && Array.isArray(item['value'])
      ? [{ labels: item['metric'], value: String(item['value'][1]) }]
      : [],
  );
};

const eventually = (server: string, query: string, series: number): Promise<readonly Series[]> =>
  waitFor(`${query} gives ${series} series on ${server}`, 20, async () => {
    const found = await ask(server, query);
    return found.length === series ? found : undefined;
  });

test('the server has every target once, as if it had scraped it', async () => {
  const found = await eventually('prometheus', 'up{job="things"} == 1', count);
  expect(new Set(found.map(({ labels }) => labels['instance'])).size).toBe(count);
  expect(Object.keys(found[0]?.labels ?? {}).toSorted()).toEqual(
    ['__name__', 'env', 'instance', 'job', 'service', 'team', 'tier'].toSorted(),
  );
});

test('the scrapers have a part of them each', async () => {
  const parts = await Promise.all(['prometheus-shard-0', 'prometheus-shard-1'].map(id => ask(id, 'up{job="things"}')));
  const instances = parts.flatMap(part => part.map(({ labels }) => labels['instance']));
  expect(instances.length).toBe(count);
  expect(new Set(instances).size).toBe(count);
});

test('a rule about all of them is evaluated where all are seen', async () => {
  const [sum] = await waitFor('the sum is complete', 20, async () => {
    const found = await ask('prometheus', 'things:up:sum');
    return found[0]?.value === String(count) ? found : undefined;
  });
  expect(sum?.value).toBe(String(count));
});

test('a rule about each of them is evaluated where it is scraped', async () => {
  const found = await eventually('prometheus', 'thing:doubled', count);
  expect(found.map(({ value }) => Number(value)).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: count }, (_, i) => i * 2),
  );
  expect(await ask('prometheus-shard-0', 'things:up:sum')).toEqual([]);
});
