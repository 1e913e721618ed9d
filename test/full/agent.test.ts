import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts } from '../e2e/listen.ts';
import { startProgram } from '../e2e/servers.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { ask, startStack } from './running-stack.ts';

/** An agent, one of two replicas, that scrapes itself and sends to a Prometheus that takes what it is sent. */
const folder = mkdtempSync(join(tmpdir(), 'sightline-storage-'));
const ended: (() => Promise<unknown>)[] = [];
let storage = '';
let agent: string | undefined;

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  storage = `http://127.0.0.1:${port}`;
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
  await receiver.ready;
  const stack = await startStack(
    {
      prometheus: {
        mode: 'agent',
        replicas: 2,
        query: storage,
        externalLabels: { region: 'north' },
        remoteWrite: [{ id: 'storage', url: `${storage}/api/v1/write`, queue: { batchDeadline: '500ms' } }],
      },
    },
    { environment: { HOSTNAME: 'prometheus-1' } },
  );
  ended.push(stack.stop);
  agent = stack.urls.get('prometheus');
});

afterAll(async () => {
  await Promise.all(ended.map(end => end()));
  rmSync(folder, { recursive: true, force: true });
});

test('what an agent scrapes arrives with the labels of its stack and replica', async () => {
  const labels = await waitFor('the agent is up in the storage', 20, async () => {
    const [found] = await ask(storage, 'up{job="prometheus"} == 1');
    return found?.labels;
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
