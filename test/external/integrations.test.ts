import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as integrationList from '../../src/integrations/index.ts';
import type { IntegrationScope } from '../../src/integrations/integration.ts';
import { type Synthesis, synthesize } from '../../src/synth/synthesize.ts';
import { withService, withStack } from '../accepted/base.ts';
import { toolVersions } from './tool-versions.ts';
import { type RunResult, run } from './tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-integrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The accepted stack with logs and traces: it has every part that can be watched. */
const everyPart = withService({
  logs: [{ id: 'logs', dataset: 'api.app', inputs: [{ kind: 'tcp' }] }],
  traces: [{ id: 'tracing' }],
});

const bare = { slos: [], alerts: [], records: [], dashboards: [] } as const;

const catalogueFor = (scope: IntegrationScope, use: { readonly kind: string; readonly options: unknown }): unknown => {
  switch (scope) {
    case 'runtime':
      return withService({ runtime: use, ...bare });
    case 'process':
    case 'component':
      return withService({ uses: [use] });
    case 'host':
    case 'cluster':
      return withStack({ uses: [use] });
    case 'platform':
      return everyPart;
  }
};

const complaints = ({ status, stdout, stderr }: RunResult): string => (status === 0 ? '' : stdout + stderr);

/** What promtool says about every rule file of a synthesis. */
const judged = ({ files }: Synthesis, name: string): { readonly files: number; readonly complaints: string } => {
  const written = [...files].flatMap(([path, text]) => {
    if (!path.startsWith('rules/')) return [];
    const file = join(folder, `${name}-${path.slice('rules/'.length)}`);
    writeFileSync(file, text);
    return [file];
  });
  return { files: written.length, complaints: complaints(run('promtool', ['check', 'rules', ...written])) };
};

const examples = Object.entries(integrationList).map(
  ([name, { definition }]): [string, IntegrationScope, object, string[]] => [
    name,
    definition.scope,
    definition.example,
    Object.keys('alerts' in definition ? (definition.alerts ?? {}) : {}),
  ],
);

test.each(examples)(
  'promtool takes the rules of %s, with every alert that it has',
  async (kind, scope, example, names) => {
    // Those that are off by default too; what an example's options leave out stays out.
    const alerts = Object.fromEntries(names.map(name => [name, {}]));
    const use = { kind, options: { ...example, alerts } };
    const catalogue = catalogueFor(scope, use);
    const synthesis = await synthesize(
      {
        catalogue: scope === 'platform' && typeof catalogue === 'object' ? { ...catalogue, uses: [use] } : catalogue,
        diagnostics: [],
      },
      { today: '2026-01-01', targets: [], versions: toolVersions() },
    );
    expect(synthesis.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const emitted = new Set(
      (synthesis.plan?.groups ?? []).flatMap(({ rules }) =>
        rules.flatMap(rule => (rule.kind === 'alert' ? [rule.alert] : [])),
      ),
    );
    expect(names.filter(name => !emitted.has(name))).toEqual([]);
    const { files, complaints } = judged(synthesis, kind);
    expect(files).toBeGreaterThan(0);
    expect(complaints).toBe('');
  },
);

test('a rule that is no PromQL would be found', () => {
  const file = join(folder, 'broken.yml');
  writeFileSync(file, 'groups: [{name: broken, rules: [{alert: Broken, expr: "up ==="}]}]\n');
  expect(complaints(run('promtool', ['check', 'rules', file]))).toContain('broken');
});

test('every part of the stack is there to be watched', async () => {
  const { model } = await synthesize({ catalogue: everyPart, diagnostics: [] }, { today: '2026-01-01', targets: [] });
  expect((model?.parts ?? []).map(({ kind }) => kind).toSorted()).toEqual(
    examples
      .filter(([, scope]) => scope === 'platform')
      .map(([name]) => name)
      .toSorted(),
  );
});
