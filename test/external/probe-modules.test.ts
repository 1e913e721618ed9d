import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenOnLoopback } from '../e2e/listen.ts';
import { synthesizeReference } from './reference.ts';
import { startOnFreePort } from './start-on-free-port.ts';
import { toolVersions } from './tool-versions.ts';

/** What the hub answers when one of its partners is gone: it is there, and says what it lacks. */
const degraded = {
  status: 'degraded',
  checks: { database: true, redis: true, github_api: false, ai_studio_api: true },
};

const app = createServer((request, response) => {
  response.statusCode = request.url === '/health' ? 503 : 404;
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(degraded));
});

const folder = mkdtempSync(join(tmpdir(), 'sightline-probes-'));
let target = '';
let exporter = '';
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const { files } = await synthesizeReference(toolVersions());
  const configuration = files.get('dist/compose/config/blackbox-exporter/etc/blackbox_exporter/blackbox.yml');
  const file = join(folder, 'blackbox.yml');
  writeFileSync(file, configuration ?? '');
  const server = await listenOnLoopback(app);
  target = server.url;
  stops.push(server.close);
  const started = await startOnFreePort('blackbox_exporter', folder, '/-/healthy', [`--config.file=${file}`]);
  stops.push(started.stop);
  exporter = started.url;
});

afterAll(async () => {
  for (const stop of stops) await stop();
  rmSync(folder, { recursive: true });
});

const probe = async (module: string, path: string): Promise<string | undefined> => {
  const address = encodeURIComponent(`${target}${path}`);
  const text = await (await fetch(`${exporter}/probe?module=${module}&target=${address}`)).text();
  return /^probe_success (\d)$/m.exec(text)?.[1];
};

describe('a real blackbox_exporter asks a hub that is degraded', () => {
  test.each([
    ['that it is there', 'bakhmach_health', '/health', '1'],
    ['that its database works', 'bakhmach_health_database', '/health', '1'],
    ['that its cache works', 'bakhmach_health_redis', '/health', '1'],
    ['that it lacks a partner', 'bakhmach_health_github_api', '/health', '0'],
    ['that the other partner works', 'bakhmach_health_ai_studio_api', '/health', '1'],
    ['that a page which is gone is no health', 'bakhmach_health', '/gone', '0'],
  ])('and learns %s', async (_, module, path, success) => {
    expect(await probe(module, path)).toBe(success);
  });
});
