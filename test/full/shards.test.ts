import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenOnLoopback } from '../e2e/listen.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { type Answered, ask as askServer, startStack } from './running-stack.ts';

/** Two scrapers and the server that sees what both send, on this machine, with eight targets of one job. */
const count = 8;
const ended: (() => Promise<unknown>)[] = [];
let urls: ReadonlyMap<string, string> = new Map();

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
  const stack = await startStack({
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
  ended.push(stack.stop);
  urls = stack.urls;
});

afterAll(() => Promise.all(ended.map(end => end())));

const ask = (server: string, query: string) => askServer(urls.get(server), query);

const eventually = (server: string, query: string, series: number): Promise<readonly Answered[]> =>
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
