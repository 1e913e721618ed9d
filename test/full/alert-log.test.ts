import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alertLogConfig } from '../../src/alertmanager/alert-log.ts';
import { freePorts } from '../e2e/listen.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { tool } from '../external/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-alert-log-'));
const printed = join(folder, 'printed');
let base = '';
let nginx: ChildProcess;

beforeAll(async () => {
  const [port = 0, inner = 0] = await freePorts(2);
  base = `http://127.0.0.1:${port}`;
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    alertLogConfig
      .replace('listen 8080;', `listen 127.0.0.1:${port};`)
      .replaceAll('127.0.0.1:8081', `127.0.0.1:${inner}`)
      .replaceAll('/tmp/', `${folder}/`)
      // In a container this is the log; here a file is easier to read.
      .replace('/dev/stdout', printed),
  );
  nginx = spawn(tool('nginx'), ['-c', config, '-e', 'stderr', '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await waitFor('nginx answers', 10, async () =>
    (await fetch(`${base}/healthy`).catch(() => undefined))?.status === 204 ? true : undefined,
  );
}, 15_000);

afterAll(async () => {
  const ended = new Promise<void>(resolve => {
    nginx.once('exit', () => resolve());
  });
  nginx.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}, 10_000);

const say = async (body: string): Promise<number> =>
  (await fetch(`${base}/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status;

const lines = (): readonly string[] => readFileSync(printed, 'utf8').trimEnd().split('\n');

test('each message is one line, exactly as it came', async () => {
  const message = JSON.stringify({
    status: 'firing',
    alerts: [{ annotations: { summary: 'Ümlaut "quoted"\n\\ line' } }],
  });
  expect([await say(message), lines()]).toEqual([204, [message]]);
});

test('a message of ten long alerts is whole', async () => {
  const message = JSON.stringify({ alerts: Array.from({ length: 10 }, () => ({ text: 'x'.repeat(60_000) })) });
  expect(await say(message)).toBe(204);
  expect(lines().at(-1)).toBe(message);
});

test('what is too large is refused, and nothing else is answered', async () => {
  expect(await say('x'.repeat(1_100_000))).toBe(413);
  expect((await fetch(`${base}/other`)).status).toBe(404);
});
