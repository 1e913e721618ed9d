import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts } from '../e2e/listen.ts';
import { relocated } from '../e2e/relocated.ts';
import { type Sink, startSink } from '../e2e/sink.ts';
import { waitFor } from '../e2e/wait-for.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-gossip-'));
const replicas: { readonly url: string; readonly child: ChildProcess }[] = [];
let sink: Sink;

/** Each replica waits this long for those before it to notify; 15 s unless told otherwise. */
const patience = 1;

beforeAll(async () => {
  sink = await startSink();
  const config = join(folder, 'alertmanager.yml');
  writeFileSync(
    config,
    JSON.stringify({
      route: { receiver: 'sink', group_wait: '1s', group_interval: '5m', group_by: ['alertname'] },
      receivers: [{ name: 'sink', webhook_configs: [{ url: `${sink.url}/page` }] }],
    }),
  );
  const ports = await freePorts(6);
  const peers = ports.slice(0, 3).map(port => `127.0.0.1:${port}`);
  for (const [i, peer] of peers.entries()) {
    const home = join(folder, String(i));
    mkdirSync(home);
    const url = `http://127.0.0.1:${ports[i + 3]}`;
    const child = spawn(
      relocated('alertmanager', home),
      [
        `--config.file=${config}`,
        `--storage.path=${home}`,
        `--web.listen-address=${new URL(url).host}`,
        `--cluster.listen-address=${peer}`,
        `--cluster.advertise-address=${peer}`,
        `--cluster.peer-timeout=${patience}s`,
        '--cluster.gossip-interval=50ms',
        ...peers.filter(other => other !== peer).map(other => `--cluster.peer=${other}`),
      ],
      { cwd: home, stdio: 'ignore' },
    );
    replicas.push({ url, child });
  }
}, 15_000);

afterAll(async () => {
  await Promise.all(
    replicas.map(
      ({ child }) =>
        new Promise<void>(resolve => {
          if (child.exitCode !== null) resolve();
          child.once('exit', () => resolve());
          // They have nothing to save, and a farewell takes them ten seconds.
          child.kill('SIGKILL');
        }),
    ),
  );
  await sink?.close();
  rmSync(folder, { recursive: true, force: true });
}, 15_000);

const status = async (url: string): Promise<unknown> => {
  const answer = await fetch(`${url}/api/v2/status`).catch(() => undefined);
  return answer?.ok === true ? answer.json() : undefined;
};

const fire = (url: string, alertname: string): Promise<Response> =>
  fetch(`${url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ labels: { alertname, severity: 'critical' } }]),
  });

test('three replicas find each other', async () => {
  for (const { url } of replicas)
    expect(
      await waitFor('the cluster is complete', 10, async () => {
        const state = await status(url);
        const ready = JSON.stringify(state)?.match(/"address":"[^"]+"/g)?.length === 3;
        return ready ? state : undefined;
      }),
    ).toMatchObject({ cluster: { peers: expect.any(Array) } });
});

test('an alert that all of them get is delivered once', async () => {
  await Promise.all(replicas.map(({ url }) => fire(url, 'Everywhere')));
  await waitFor('a message', 10, () => sink.received('page', 'Everywhere')[0]);
  // The last of them would have spoken by then.
  await sleep((replicas.length * patience + 0.5) * 1_000);
  expect(sink.received('page', 'Everywhere')).toHaveLength(1);
});

test('an alert that only one of them gets is delivered as well', async () => {
  const [, , last] = replicas;
  await fire(last?.url ?? '', 'Lonely');
  await waitFor('a message', 10, () => sink.received('page', 'Lonely')[0]);
  expect(sink.received('page', 'Lonely')).toHaveLength(1);
});
