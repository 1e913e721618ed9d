import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { kebabCase } from '../../src/core/names.ts';
import * as list from '../../src/integrations/index.ts';
import type { IntegrationScope } from '../../src/integrations/integration.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withStack } from '../accepted/base.ts';
import { toolVersions } from './tool-versions.ts';
import { run } from './tools.ts';

interface Listed {
  readonly kind: string;
  readonly scope: IntegrationScope;
  readonly example: unknown;
  /** Everything on, whatever the default. */
  readonly alerts: Readonly<Record<string, object>>;
}

const integrations: readonly Listed[] = Object.values(list).map(({ definition }) => ({
  kind: definition.kind,
  scope: definition.scope,
  example: definition.example,
  alerts: Object.fromEntries(Object.keys(definition.alerts ?? {}).map(name => [name, {}])),
}));

const use = ({ kind, example, alerts }: Listed) => ({
  kind,
  options: { ...(typeof example === 'object' ? example : {}), alerts },
});

const plain = ({ kind }: Listed) => ({ id: `on-${kebabCase(kind)}`, owner: 'platform', port: 8000 });

const having = (...scopes: readonly IntegrationScope[]) => integrations.filter(({ scope }) => scopes.includes(scope));

/** A service per runtime and per kind of process, and one for all that a service can use; the stack has the rest. */
const catalogue = withStack({
  uses: having('host', 'cluster', 'platform').map(use),
  services: [
    ...having('runtime').map(runtime => ({ ...plain(runtime), runtime: use(runtime) })),
    ...having('process').map(process => ({ ...plain(process), scrape: { port: 8000 }, uses: [use(process)] })),
    {
      ...api,
      uses: having('component').map(use),
      logs: [{ id: 'app', dataset: 'api.app', inputs: [{ kind: 'tcp' }] }],
      traces: [{ id: 'traces' }],
    },
  ],
});

const { files, plan, diagnostics } = await synthesize(
  { catalogue, diagnostics: [] },
  { today: '2026-01-01', versions: toolVersions(), targets: ['compose', 'kubernetes'] },
);

const folder = mkdtempSync(join(tmpdir(), 'sightline-integrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = (path: string, text: string): string => {
  const absolute = join(folder, path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, text);
  return absolute;
};

/** Nothing when promtool is content, else what it says. */
const complaints = (args: readonly string[]): string => {
  const { status, stdout, stderr } = run('promtool', args);
  return status === 0 ? '' : stdout + stderr;
};

describe('a stack that uses every integration with everything switched on', () => {
  test('has no finding', () => {
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('has every alert of every integration', () => {
    const rules = new Set(
      plan?.groups.flatMap(group => group.rules.flatMap(rule => (rule.kind === 'alert' ? [rule.alert] : []))),
    );
    expect(integrations.flatMap(({ alerts }) => Object.keys(alerts)).filter(name => !rules.has(name))).toEqual([]);
  });

  test('has rules that promtool accepts without a lint', () => {
    const rules = [...files].filter(([path]) => path.startsWith('rules/')).map(([path, text]) => written(path, text));
    expect(rules.length).toBeGreaterThan(5);
    expect(complaints(['check', 'rules', '--lint=all', '--lint-fatal', ...rules])).toBe('');
  });

  test('has dashboards that ask what promtool can read', () => {
    const queries = (plan?.dashboards ?? []).flatMap(({ uid, queries }) =>
      queries
        .filter(({ datasource }) => datasource === 'prometheus')
        .map(({ expr }, i) => ({
          record: `${uid.replaceAll('-', '_')}:${i}`,
          expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$__range', '1h'),
        })),
    );
    expect(queries.length).toBeGreaterThan(100);
    const file = written('dashboards.json', JSON.stringify({ groups: [{ name: 'dashboards', rules: queries }] }));
    expect(complaints(['check', 'rules', file])).toBe('');
  });

  test('has a Prometheus configuration that promtool accepts', () => {
    const found = [...files].filter(([path]) => path.endsWith('/prometheus.yml'));
    expect(found.length).toBeGreaterThan(0);
    for (const [path, text] of found)
      expect(complaints(['check', 'config', '--syntax-only', written(path, text)])).toBe('');
  });
});
