import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isJsonObject } from '../../src/core/json.ts';
import { renderYaml } from '../../src/core/yaml.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withService } from '../accepted/base.ts';
import { freePorts, listenOnLoopback } from './listen.ts';
import { startProgram } from './servers.ts';
import { waitFor } from './wait-for.ts';

/** A real Prometheus stores of a job exactly what the stack reads of it. */
const bounds = [0.1, 0.5, 1, 5];

const exposition = [
  '# TYPE order_duration_seconds histogram',
  ...['north', 'south'].flatMap(shop => [
    ...bounds.map((bound, i) => `order_duration_seconds_bucket{shop="${shop}",le="${bound}"} ${i}`),
    `order_duration_seconds_bucket{shop="${shop}",le="+Inf"} 9`,
    `order_duration_seconds_sum{shop="${shop}"} 12`,
    `order_duration_seconds_count{shop="${shop}"} 9`,
  ]),
  '# TYPE stock_items gauge',
  'stock_items 7',
  '# TYPE noise gauge',
  'noise 1',
  '# TYPE asked_for gauge',
  'asked_for 1',
  '',
].join('\n');

const folder = mkdtempSync(join(tmpdir(), 'sightline-used-'));
const closing: (() => Promise<unknown>)[] = [];
let stored: readonly string[] = [];

/** `name` or `name{le="…"}`, without what tells targets and shops apart. */
const seriesAt = async (url: string): Promise<readonly string[] | undefined> => {
  const answer: unknown = await (await fetch(`${url}/api/v1/series?match[]={job="api"}`)).json();
  const data = isJsonObject(answer) ? answer['data'] : undefined;
  if (!Array.isArray(data) || data.length === 0) return undefined;
  const names = data.filter(isJsonObject).map(({ __name__, le }) => {
    const bound = typeof le === 'string' ? `{le="${le.replace(/[.]0$/, '')}"}` : '';
    return `${String(__name__)}${bound}`;
  });
  return [...new Set(names)].toSorted();
};

beforeAll(async () => {
  const { plan } = await synthesize(
    {
      catalogue: withService({
        runtime: undefined,
        slos: [],
        records: [],
        dashboards: [],
        metrics: {
          orders: {
            name: 'order_duration_seconds',
            kind: 'histogram',
            labels: { shop: { values: ['north', 'south'] } },
            buckets: bounds,
          },
          stock: { name: 'stock_items', kind: 'gauge', labels: {} },
        },
        scrape: { cardinality: 'used', alsoKeep: ['asked_for'] },
        alerts: [
          {
            ...api.alerts[0],
            id: 'OrdersSlow',
            expr: 'sum(rate(order_duration_seconds_bucket{service="api",le=~"1([.]0)?"}[5m])) / (sum(rate(order_duration_seconds_count{service="api"}[5m])) > 0) < 0.9',
          },
        ],
      }),
      diagnostics: [],
    },
    { today: '2026-01-01', targets: [] },
  );
  const steps = plan?.jobs.find(({ id }) => id === 'api')?.metricRelabel ?? [];
  const target = await listenOnLoopback(
    createServer((_, response) => response.setHeader('Content-Type', 'text/plain; version=0.0.4').end(exposition)),
  );
  closing.push(target.close);
  const [port = 0] = await freePorts(1);
  writeFileSync(
    join(folder, 'prometheus.yml'),
    renderYaml({
      scrape_configs: [
        {
          job_name: 'api',
          scrape_interval: '1s',
          static_configs: [{ targets: [`127.0.0.1:${target.port}`], labels: { service: 'api' } }],
          metric_relabel_configs: steps.map(step => ({ ...step })),
        },
      ],
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  const server = startProgram('prometheus', {
    name: 'prometheus',
    args: ['--config.file=prometheus.yml', '--storage.tsdb.path=data', `--web.listen-address=127.0.0.1:${port}`],
    folder,
    health: `${url}/-/ready`,
  });
  closing.push(server.stop);
  await server.ready;
  stored = await waitFor('the first scrape', 10, () => seriesAt(url));
}, 40_000);

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  rmSync(folder, { recursive: true, force: true });
});

test('what the stack reads, what the author asked for, and what Prometheus says about the scrape', () => {
  expect(stored.filter(name => !/^(up|scrape_.*)$/.test(name))).toEqual([
    'asked_for',
    'order_duration_seconds_bucket{le="+Inf"}',
    'order_duration_seconds_bucket{le="1"}',
    'order_duration_seconds_count',
  ]);
});
