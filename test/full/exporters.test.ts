import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as list from '../../src/integrations/index.ts';
import { integrations } from '../../src/integrations/registry.ts';
import type { MetricDeclaration } from '../../src/promql/metric.ts';
import { run } from '../external/tools.ts';
import { exporterPages } from './exporter-pages.ts';
import { type ExposedMetric, exposedMetrics } from './exposition.ts';
import { type Bench, bench } from './real-exporter.ts';
import { seen } from './seen.ts';

test('every exporter that can be run here is compared', () => {
  expect(Object.keys(exporterPages).sort()).toEqual(Object.keys(seen).sort());
});

const examples = new Map<string, unknown>(
  Object.entries(list).map(([kind, { definition }]) => [kind, definition.example]),
);

/** What is fetched in its newest release as well: the names must hold there too, whatever the release. */
const newest = ['alertmanager', 'blackbox', 'node', 'prometheus'];

const runs = Object.entries(seen).flatMap(([kind, what]) => [
  { title: kind, kind, tools: '', ...what },
  ...(newest.includes(kind) ? [{ title: `the newest ${kind}`, kind, tools: 'newest', ...what }] : []),
]);

describe.each(runs)('$title', ({ kind, tools, program, version, absent, withoutLabel, untyped }) => {
  let at: Bench | undefined;
  let exposed: ReadonlyMap<string, ExposedMetric> = new Map();
  const integration = integrations.get(kind);
  const options: unknown = kind === 'node' ? { network: true } : examples.get(kind);
  const declared: readonly MetricDeclaration[] = Object.values(integration?.metricsOf(options) ?? {});

  beforeAll(async () => {
    if (tools !== '') vi.stubEnv('SIGHTLINE_TOOLS', tools);
    at = bench();
    exposed = exposedMetrics((await exporterPages[kind]?.(at)) ?? '');
  }, 90_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await at?.end();
  }, 30_000);

  test(`is compared with ${program} ${tools === '' ? version : 'of the moment'}`, () => {
    const { stdout, stderr } = run(program, ['--version']);
    expect(stdout + stderr).toContain(tools === '' ? version : 'version');
  });

  test('has the metrics that are declared, but for those that are listed', () => {
    expect(declared.length).toBeGreaterThan(0);
    expect(
      declared
        .map(({ name }) => name)
        .filter(name => !exposed.has(name))
        .sort(),
    ).toEqual(Object.keys(absent).sort());
  });

  test('has them with the declared type, but for those that are listed as untyped', () => {
    const found = declared.flatMap(({ name, kind: type }) => {
      const real = exposed.get(name)?.type;
      return real === undefined || real === type ? [] : [`${name} ${real}`];
    });
    expect(found.sort()).toEqual(untyped.map(name => `${name} untyped`).sort());
  });

  test('has their labels, but for those that are listed', () => {
    const found = declared.flatMap(({ name, labels }) => {
      const real = exposed.get(name)?.labels;
      const missing = real === undefined ? [] : Object.keys(labels).filter(label => !real.has(label));
      return missing.length === 0 ? [] : [[name, missing]];
    });
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(withoutLabel).map(([name, { labels }]) => [name, [...labels]])),
    );
  });

  test('has no label that is not declared', () => {
    const found = declared.flatMap(({ name, labels }) =>
      [...(exposed.get(name)?.labels ?? [])]
        .filter(label => !(label in labels) && !['le', 'quantile', 'job', 'instance'].includes(label))
        .map(label => `${name} ${label}`),
    );
    expect(found).toEqual([]);
  });
});
