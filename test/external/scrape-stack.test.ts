import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import stack from '../scrape-stack/orchard.stack.ts';
import { sampleTargets } from '../scrape-stack/sample-targets.ts';
import { deployedFiles, documentsOf } from './rendered-files.ts';
import { toolVersions } from './tool-versions.ts';
import { run } from './tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-scrape-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = (path: string, text: string): string => {
  const absolute = join(folder, path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, text);
  return absolute;
};

const today = '2026-01-01';
const latest = await synthesize(stack.toProgram(), { today });
const pinned = await synthesize(stack.toProgram(), { today, versions: toolVersions() });

/** The prometheus.yml of each target, as an object. */
const configs = (files: ReadonlyMap<string, string>): ReadonlyMap<string, JsonObject> =>
  new Map(
    deployedFiles(files)
      .filter(({ name }) => name === 'prometheus.yml')
      .map(({ target, text }) => [target, objectOf(documentsOf(text)[0])]),
  );

const objectOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});
const jobsOf = (config: JsonObject): readonly JsonObject[] => {
  const list = config['scrape_configs'];
  return Array.isArray(list) ? list.map(objectOf) : [];
};

/** Debian leaves Consul out of its build: its promtool knows no such key, and every other one. */
const withoutConsul = (config: JsonObject): JsonObject => ({
  ...config,
  scrape_configs: jobsOf(config).map(({ consul_sd_configs: _, ...job }) => job),
});

test('has no finding for the latest releases', () => {
  expect(latest.diagnostics).toEqual([]);
});

test('for older releases leaves out only what they lack', () => {
  const codes = new Set(pinned.diagnostics.map(({ code, severity }) => `${severity} ${code}`));
  expect([...codes]).toEqual(['info VERSION-DROP']);
});

describe.each(['kubernetes', 'compose'])('prometheus.yml on %s', target => {
  test('is accepted by promtool', () => {
    const text = JSON.stringify(withoutConsul(configs(pinned.files).get(target) ?? {}));
    const { status, stdout, stderr } = run('promtool', [
      'check',
      'config',
      '--syntax-only',
      written(`${target}/prometheus.yml`, text),
    ]);
    expect(status === 0 ? '' : stdout + stderr).toBe('');
  });
});

test('every discovery and every client is used on some target', () => {
  const text = JSON.stringify([...configs(latest.files).values()]);
  const kinds = ['static', 'file_sd', 'http_sd', 'dns_sd', 'kubernetes_sd', 'dockerswarm_sd', 'consul_sd', 'ec2_sd'];
  for (const kind of kinds) expect(text).toContain(`"${kind}_configs"`);
  for (const role of ['pod', 'endpointslice', 'node', 'service', 'ingress']) expect(text).toContain(`"role":"${role}"`);
  for (const key of ['authorization', 'basic_auth', 'oauth2', 'tls_config']) expect(text).toContain(`"${key}"`);
});

/** The job with a sample in place of its discovery; what it needs of other machines is left out. */
const withSample = (job: JsonObject, address: string, labels: JsonObject): JsonValue => ({
  ...Object.fromEntries(Object.entries(job).filter(([key]) => kept.has(key))),
  static_configs: [{ targets: [address], labels }],
});

const kept = new Set(['job_name', 'metrics_path', 'scheme', 'scrape_interval', 'scrape_timeout', 'relabel_configs']);

/** Labels of the target that samples carry, or undefined when relabeling dropped it. */
const labelsFound = (job: JsonObject, address: string, given: JsonObject): JsonObject | undefined => {
  const name = String(job['job_name']);
  const file = written('sample/prometheus.yml', JSON.stringify({ scrape_configs: [withSample(job, address, given)] }));
  const { status, stdout, stderr } = run('promtool', ['check', 'service-discovery', '--timeout=50ms', file, name]);
  expect(status === 0 ? '' : stdout + stderr).toBe('');
  const parsed: unknown = JSON.parse(stdout);
  const { labels } = objectOf(Array.isArray(parsed) ? parsed[0] : undefined);
  const shown = Object.entries(objectOf(labels)).filter(([label]) => !label.startsWith('__'));
  return shown.length === 0 ? undefined : Object.fromEntries(shown);
};

describe('a target that a discovery finds', () => {
  test.each(sampleTargets)('$sentence ($job)', ({ job, target, address, given, labels }) => {
    const found = jobsOf(configs(pinned.files).get(target) ?? {}).find(each => each['job_name'] === job);
    if (found === undefined) throw new Error(`there is no job ${job} on ${target}`);
    const own = job.startsWith('press-')
      ? { service: 'press', team: 'growers', tier: '1' }
      : { service: job, team: 'growers', tier: '1' };
    expect(labelsFound(found, address, given)).toEqual(
      labels === undefined ? undefined : { job, instance: address, env: 'production', ...own, ...labels },
    );
  });

  test('is tried for every job of the stack', () => {
    const jobs = [...configs(pinned.files).values()].flatMap(config => jobsOf(config).map(job => job['job_name']));
    const tried = new Set<unknown>(sampleTargets.map(({ job }) => job));
    const own = new Set(['prometheus', 'alertmanager', 'grafana', 'press']);
    expect(jobs.filter(job => !tried.has(job) && !own.has(String(job)))).toEqual([]);
  });
});
