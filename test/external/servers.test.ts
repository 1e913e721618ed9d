import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { synthesize } from '../../src/synth/synthesize.ts';
import { base } from '../accepted/base.ts';
import { validator } from '../schemas/load.ts';
import { deployedFiles, documentsOf } from './rendered-files.ts';
import { toolVersions } from './tool-versions.ts';
import { run } from './tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-servers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const archive = { id: 'archive', url: 'https://archive.example.com/write', exemplars: true, nativeHistograms: true };

/** Ways to run Prometheus, where they run, and what promtool has to know of them. */
const ways = [
  {
    way: 'three scrapers',
    prometheus: { shards: 3, remoteWrite: [archive] },
    targets: ['kubernetes', 'compose'],
    files: 4,
  },
  {
    way: 'two replicas',
    prometheus: { replicas: 2, externalLabels: { region: 'north' } },
    targets: ['kubernetes'],
    files: 1,
  },
  {
    way: 'an agent',
    prometheus: { mode: 'agent', query: 'https://archive.example.com', remoteWrite: [archive] },
    targets: ['kubernetes', 'compose'],
    files: 1,
    flags: ['--agent'],
  },
];

describe.each(ways)('$way', async ({ prometheus, targets, files: count, flags = [] }) => {
  const program = { catalogue: { ...base, prometheus }, diagnostics: [] };
  const latest = await synthesize(program, { today: '2026-01-01', targets });
  const pinned = await synthesize(program, { today: '2026-01-01', targets, versions: toolVersions() });
  const named = (files: ReadonlyMap<string, string>) =>
    deployedFiles(files).filter(({ name }) => name === 'prometheus.yml');

  test('has no finding', () => {
    expect(latest.diagnostics).toEqual([]);
    expect(named(latest.files).length).toBe(count * targets.length);
  });

  test.each(named(latest.files))('has only keys of the schema in $holder', ({ text }) => {
    expect(documentsOf(text).flatMap(validator('prometheus'))).toEqual([]);
  });

  test.each(named(pinned.files))('has a configuration that promtool accepts in $holder', ({ holder, text }) => {
    const path = join(folder, holder, 'prometheus.yml');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    const { status, stdout, stderr } = run('promtool', ['check', 'config', '--syntax-only', ...flags, path]);
    expect(status === 0 ? '' : stdout + stderr).toBe('');
  });
});
