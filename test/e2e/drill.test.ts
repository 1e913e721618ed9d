import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drill } from '../../src/live/drill.ts';
import { drills } from '../../src/live/drills.ts';
import { defaultMaxBytes, type Server } from '../../src/live/server.ts';
import { freePorts } from './listen.ts';
import { type RunningServer, startProgram } from './servers.ts';
import { type Sink, startSink } from './sink.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-drill-'));
const clock = { now: Date.now, sleep };
let running: RunningServer;
let server: Server;
let sink: Sink;

beforeAll(async () => {
  sink = await startSink();
  const [port = 0, dead = 0] = await freePorts(2);
  const config = join(folder, 'alertmanager.yml');
  const channel = (name: string, url: string) => ({ name, webhook_configs: [{ url }] });
  writeFileSync(
    config,
    JSON.stringify({
      route: {
        receiver: 'nobody',
        group_by: ['alertname'],
        group_wait: '1s',
        group_interval: '2s',
        routes: [
          { receiver: 'page', matchers: ['severity="critical"'], continue: true },
          { receiver: 'chat', matchers: ['severity=~"critical|warning"'] },
          { receiver: 'torn', matchers: ['severity="info"'] },
        ],
      },
      inhibit_rules: [
        { source_matchers: ['alertname="Big"'], target_matchers: ['alertname="Small"'], equal: ['service'] },
      ],
      receivers: [
        { name: 'nobody' },
        channel('page', `${sink.url}/page`),
        channel('chat', `${sink.url}/chat`),
        channel('torn', `http://127.0.0.1:${dead}`),
      ],
    }),
  );
  const url = new URL(`http://127.0.0.1:${port}`);
  server = {
    product: 'Alertmanager',
    url,
    credentials: '--bearer-token-file',
    timeout: 10_000,
    maxBytes: defaultMaxBytes,
  };
  running = startProgram('alertmanager', {
    name: 'alertmanager',
    folder: join(folder, 'home'),
    health: new URL('/-/ready', url).href,
    args: [
      `--config.file=${config}`,
      `--storage.path=${join(folder, 'storage')}`,
      `--web.listen-address=${url.host}`,
      '--cluster.listen-address=',
    ],
  });
  await running.ready;
}, 30_000);

afterAll(async () => {
  await running?.stop();
  await sink?.close();
  rmSync(folder, { recursive: true, force: true });
}, 15_000);

const plan = (alertname: string, severity: string, wait = 10_000, waitResolved = 0) => ({
  labels: { alertname, severity, service: 'api' },
  id: `test-${alertname}`,
  wait,
  waitResolved,
});

test('a drill reaches every receiver of the alert, begins and ends', async () => {
  const { ways, findings } = await drill(server, plan('Fire', 'critical', 10_000, 10_000), clock);
  expect(findings).toEqual([]);
  expect(ways.map(({ receiver, integration }) => [receiver, integration])).toEqual([
    ['page', 'webhook'],
    ['chat', 'webhook'],
  ]);
  expect(ways.every(({ told, toldResolved }) => told !== undefined && toldResolved !== undefined)).toBe(true);
  for (const channel of ['page', 'chat']) {
    const heard = sink.received(channel, 'Fire');
    expect(heard.map(({ status }) => status)).toEqual(['firing', 'resolved']);
    expect(heard[0]?.labels).toEqual({ alertname: 'Fire', severity: 'critical', service: 'api', drill: 'test-Fire' });
    expect(heard[0]?.annotations).toEqual({ summary: 'Drill: nothing is broken. Confirm that you read this.' });
  }
}, 30_000);

test('an alert that is not told in time fails the drill', async () => {
  const { findings } = await drill(server, plan('Soon', 'warning', 100), clock);
  expect(findings.map(({ code, message }) => [code, message])).toEqual([
    ['DRILL-UNHEARD', 'Nobody was told by `webhook` within 100ms.'],
  ]);
}, 15_000);

test('a receiver without a way to notify fails the drill', async () => {
  const { findings } = await drill(server, plan('Lost', 'none'), clock);
  expect(findings.map(({ code, message }) => [code, message])).toEqual([
    ['DRILL-NOWHERE', 'The test alert reaches `nobody`, which notifies nobody.'],
  ]);
}, 15_000);

test('an alert that another one inhibits proves nothing', async () => {
  const now = Date.now();
  await fetch(new URL('/api/v2/alerts', server.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([
      { labels: { alertname: 'Big', service: 'api', severity: 'none' }, endsAt: new Date(now + 60_000).toISOString() },
    ]),
  });
  await sleep(200);
  const { ways, findings } = await drill(server, plan('Small', 'warning'), clock);
  expect(findings.map(({ code }) => code)).toEqual(['DRILL-MUTED']);
  expect(ways).toEqual([]);
}, 20_000);

test('several drills follow each other and reach every receiver of each, and find one that is not routed to', async () => {
  const reports = await drills(
    server,
    [
      plan('First', 'critical', 10_000, 10_000),
      { ...plan('Second', 'warning', 10_000, 10_000), expects: ['chat'] },
      { ...plan('Third', 'critical', 10_000, 10_000), expects: ['page', 'mail'] },
    ],
    clock,
  );
  expect(
    reports.map(({ sent, ways, findings }) => [
      sent,
      ways.map(({ receiver, told }) => [receiver, told !== undefined]),
      findings.map(({ code }) => code),
    ]),
  ).toEqual([
    [
      true,
      [
        ['page', true],
        ['chat', true],
      ],
      [],
    ],
    [true, [['chat', true]], []],
    [
      true,
      [
        ['page', true],
        ['chat', true],
      ],
      ['DRILL-ELSEWHERE'],
    ],
  ]);
  for (const [channel, alert] of [
    ['page', 'First'],
    ['chat', 'Second'],
    ['page', 'Third'],
  ] as const)
    expect(sink.received(channel, alert)[0]?.status).toBe('firing');
}, 60_000);

test('a drill leaves no alert behind', async () => {
  const answer = await fetch(new URL('/api/v2/alerts?filter=drill=~".%2B"', server.url));
  expect(await answer.json()).toEqual([]);
});

// Last: its attempts are repeated, and counted by kind for whoever comes after.
test('a receiver that cannot be reached fails the drill', async () => {
  const { ways, findings } = await drill(server, plan('Torn', 'info', 3_000), clock);
  expect(findings.map(({ code, message }) => [code, message])).toEqual([
    ['DRILL-FAILED', 'Alertmanager failed to notify by `webhook`.'],
  ]);
  expect(ways).toEqual([
    { receiver: 'torn', integration: 'webhook', told: undefined, toldResolved: undefined, tellsResolved: true },
  ]);
}, 15_000);
