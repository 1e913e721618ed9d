import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyse } from '../src/analysis/analyse.ts';
import type { Catalogue } from '../src/catalogue/catalogue.ts';
import { checks } from '../src/checks/registry.ts';
import { kebabCase } from '../src/core/names.ts';
import * as derivations from '../src/derive/index.ts';
import { builtInDashboards } from '../src/grafana/dashboards/registry.ts';
import * as integrationList from '../src/integrations/index.ts';
import { node } from '../src/integrations/node.ts';
import { integrations } from '../src/integrations/registry.ts';
import { webVitals } from '../src/integrations/web-vitals.ts';
import { resolve } from '../src/model/resolve.ts';
import * as receiverList from '../src/receivers/index.ts';
import { receivers } from '../src/receivers/registry.ts';
import { emitPlan } from '../src/synth/emitters.ts';
import { synthesize } from '../src/synth/synthesize.ts';
import { targets } from '../src/targets/registry.ts';
import { base, withService, withStack, withTeam } from './accepted/base.ts';

const source = new URL('../src/', import.meta.url);

/** Names that a registry lists, by the file (or folder) that holds them. */
const listed = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    [
      ...readFileSync(new URL(`${folder}/index.ts`, source), 'utf8').matchAll(
        /^export \{ (\w+) \} from '\.\/([^']+?)(?:\/index)?\.ts';$/gm,
      ),
    ].map(([, name = '', file = '']) => [file, name]),
  );

/** What stands in a registry's folder beside its entries. */
const beside: Readonly<Record<string, readonly string[]>> = {
  checks: ['check', 'closest-value', 'inferred', 'merged', 'once-each', 'relabelings', 'scrape-clients'],
  derive: ['alert-text', 'amtool-command', 'page', 'refine', 'service-queries'],
  'grafana/dashboards': [
    'alert-panels',
    'built-in',
    'incident-panels',
    'probe-panels',
    'request-panels',
    'rows-of-use',
  ],
  indicators: ['expressions', 'indicator', 'part-of'],
  integrations: [
    'alert-template',
    'chart',
    'collector-metrics',
    'component-name',
    'elasticsearch-alerts',
    'elasticsearch-series',
    'exporter',
    'integration',
    'kubernetes-platforms',
    'node-alerts',
    'node-rows',
    'node-series',
    'postgres-alerts',
    'postgres-series',
    'process-alerts',
    'redis-alerts',
    'redis-series',
    'request-alerts',
    'request-baseline',
    'selecting',
  ],
  receivers: ['checks', 'messages', 'receiver'],
};

describe('the folder of a registry', () => {
  test.each(Object.keys(beside))('%s holds one file per entry, listed in the order of their names', folder => {
    const files = readdirSync(new URL(folder, source))
      .map(name => name.replace(/\.ts$/, ''))
      .filter(name => !['index', 'registry', ...(beside[folder] ?? [])].includes(name));
    expect([...listed(folder).keys()]).toEqual(files.sort());
  });

  test('targets holds one folder per entry', () => {
    const folders = readdirSync(new URL('targets', source), { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(({ name }) => name);
    expect([...listed('targets').keys()]).toEqual(folders.sort());
  });

  test.each([...Object.keys(beside), 'targets'])('%s names every entry after its file', folder => {
    for (const [file, name] of listed(folder)) expect([file, kebabCase(name)]).toEqual([file, file]);
  });
});

const found = async (catalogue: unknown, kinds: readonly string[] = ['kubernetes']) =>
  synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: kinds });

describe('a receiver', () => {
  const examples = Object.entries(receiverList).map(([name, { definition }]) => ({ name, definition }));

  test.each(examples)('$name has its name as kind, a key of Alertmanager and a release', ({ name, definition }) => {
    expect(definition.kind).toBe(name);
    expect(definition.key).toMatch(/^[a-z0-9]+_configs$/);
    expect(definition.since).toMatch(/^\d+\.\d+$/);
  });

  test.each(examples)('$name accepts its own example and renders it without a secret', ({ name, definition }) => {
    const receiver = receivers.get(name);
    const secrets = receiver?.secretsOf(definition.example) ?? [];
    const rendered = receiver?.renderUse(definition.example, {
      secretFile: ({ secret }) => `/secrets/${secret}`,
      connect: (workload, port) => `http://${workload}:${port}`,
    });
    expect(receiver?.mistakes(definition.example)).toEqual([]);
    const variables = Object.values(receiver?.environmentOf(definition.example) ?? {});
    const text = JSON.stringify([rendered, variables.map(({ secret }) => `/secrets/${secret}`)]);
    for (const { secret } of secrets) expect(text).toContain(`"/secrets/${secret}"`);
    expect(JSON.stringify(definition.example).match(/"secret":/g)?.length ?? 0).toBe(secrets.length);
  });

  test.each(examples)('$name refuses options that it does not know', ({ name, definition }) => {
    expect(
      receivers
        .get(name)
        ?.mistakes({ ...definition.example, colour: 'red' })
        .map(({ kind }) => kind),
    ).toEqual(['unknown']);
  });

  test.each(examples)('$name can be the channel of a team', async ({ name, definition }) => {
    const { diagnostics } = await found(withTeam({ notify: { kind: name, options: definition.example } }));
    // Critical alerts of a spent budget go to `notify` as well: somebody has to read it.
    expect(diagnostics.map(({ code }) => code)).toEqual(definition.tellsSomebody === false ? ['AM-PAGE'] : []);
  });
});

describe('an integration', () => {
  const examples = Object.entries(integrationList).map(([name, { definition }]) => ({ name, definition }));

  test.each(examples)('$name has its name as kind, and says where its metrics come from', ({ name, definition }) => {
    expect(definition.kind).toBe(name);
    expect(definition.source.length).toBeGreaterThan(20);
  });

  test.each(examples)('$name accepts its own example and knows metrics, each once', ({ name, definition }) => {
    const integration = integrations.get(name);
    expect(integration?.mistakes(definition.example)).toEqual([]);
    const metrics = Object.values(integration?.metricsOf(definition.example) ?? {}).map(metric => metric.name);
    expect(metrics.length).toBeGreaterThan(0);
    expect(metrics.filter((metric, i) => metrics.indexOf(metric) !== i)).toEqual([]);
  });

  test.each(examples)('$name refuses options that it does not know', ({ name, definition }) => {
    const mistakes = integrations.get(name)?.mistakes({ ...definition.example, colour: 'red' }) ?? [];
    expect(mistakes.map(({ kind }) => kind)).toEqual(['unknown']);
  });

  test.each(examples.filter(({ definition }) => definition.scope !== 'platform'))(
    '$name can be used by what it is for',
    async ({ name, definition: { scope, example } }) => {
      const use = { kind: name, options: example };
      const catalogue =
        scope === 'host' || scope === 'cluster'
          ? withStack({ uses: [use] })
          : scope === 'runtime'
            ? withService({ runtime: use, slos: [], alerts: [], records: [], dashboards: [] })
            : withService({ uses: [use] });
      const { diagnostics } = await found(catalogue, ['kubernetes', 'compose']);
      expect(diagnostics).toEqual([]);
    },
  );

  test.each(examples.filter(({ name }) => integrations.get(name)?.definition.traffic !== undefined))(
    '$name counts requests with metrics that it has',
    ({ name, definition: { example } }) => {
      const integration = integrations.get(name);
      const kindOf = (metric: string | undefined) =>
        Object.values(integration?.metricsOf(example) ?? {}).find(known => known.name === metric)?.kind;
      const requests = integration?.definition.traffic?.requests;
      expect(kindOf(requests) ?? kindOf(requests?.replace(/_count$/, ''))).toBe(
        requests?.endsWith('_count') ? 'histogram' : 'counter',
      );
      expect(kindOf(integration?.definition.traffic?.latency)).toBe('histogram');
    },
  );
});

describe('a deploy target', () => {
  test.each([...targets].map(([name, { kind, example }]) => ({ name, kind, example })))(
    '$name has its name as kind, accepts its own example and renders it',
    async ({ name, kind, example }) => {
      expect(kind).toBe(name);
      const { diagnostics, files } = await found(withStack({ targets: { [name]: example } }), [name]);
      expect(diagnostics).toEqual([]);
      expect([...files.keys()].filter(path => path.startsWith(`dist/${name}/`)).length).toBeGreaterThan(10);
    },
  );
});

describe('a check', () => {
  test('has a code of its own, which is its file', () => {
    const codes = checks.map(({ code }) => code);
    expect(codes).toEqual([...codes].sort());
    expect(codes.map(code => code.toLowerCase())).toEqual([...listed('checks').keys()]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test.each(checks.map(check => [check.code, check] as const))('%s says why in a sentence', (_, { why }) => {
    expect(why).toMatch(/^[A-Z].{20,}\.$/);
  });
});

describe('a derivation', () => {
  test.each(Object.entries(derivations))('%s adds something to a plan', async (_, derive) => {
    const silence = { owner: 'platform', reason: 'it moves', from: '2026-01-01', until: '2026-01-02' };
    const { model } = resolve({
      ...base,
      prometheus: { cardinality: 'used' },
      silences: [{ id: 'move', ...silence, when: { service: ['api'] } }],
    });
    const plan = await emitPlan(model);
    const part = derive(model, plan, analyse(model, plan));
    expect(Object.values(part).some(items => items.length > 0)).toBe(true);
  });
});

/** The accepted program with all that a dashboard could be about. */
const complete: Catalogue = {
  ...base,
  uses: [node()],
  services: base.services.map(service => ({
    ...service,
    uses: [webVitals()],
    logs: [{ id: 'logs', dataset: 'api', inputs: [{ kind: 'tcp' }] }],
    traces: [{ id: 'traces' }],
  })),
};

describe('a built-in dashboard', () => {
  test('has its file as id', () => {
    expect([...builtInDashboards.values()].map(({ id }) => id)).toEqual([...listed('grafana/dashboards').keys()]);
  });

  test.each([...builtInDashboards])('%s is built for a stack that has everything it shows', (_, { build }) => {
    const built = build(resolve(complete).model);
    expect(built.length).toBeGreaterThan(0);
    for (const { title, rows } of built) expect([title, rows.length > 0]).toEqual([title, true]);
  });

  test('has a uid of its own', () => {
    const uids = [...builtInDashboards.values()]
      .flatMap(({ build }) => build(resolve(base).model))
      .map(({ uid }) => uid);
    expect(uids.filter((uid, i) => uids.indexOf(uid) !== i)).toEqual([]);
  });
});
