import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { longest, rooms, violations } from './architecture.ts';

const source = new URL('../src/', import.meta.url);

const sourceFiles = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(source, { recursive: true, encoding: 'utf8' })
      .map(name => name.replaceAll('\\', '/'))
      .filter(name => name.endsWith('.ts'))
      .sort()
      .map(name => [name, readFileSync(new URL(name, source), 'utf8')]),
  );

describe('the source', () => {
  const files = sourceFiles();

  test('stays on the map: imports, packages, cycles, lists, sizes', () => {
    expect(violations(files)).toEqual([]);
  });

  test('is what the test reads', () => {
    expect(files.size).toBeGreaterThan(250);
    expect([...files.keys()]).toContain('synth/synthesize.ts');
  });
});

/** A tiny source in which every rule holds. */
const sound: Readonly<Record<string, string>> = {
  'core/names.ts': 'export const names = 1;\n',
  'ir/plan.ts': "import { names } from '../core/names.ts';\nexport const plan = names;\n",
  'targets/index.ts': "/** Registry. */\nexport { swarm } from './swarm.ts';\n",
  'targets/swarm.ts': "export const swarm = async () => import('./kubernetes/place.ts');\n",
  'targets/kubernetes/place.ts': "import { App } from 'cdk8s';\nexport const place = App;\n",
  'catalogue/targets.ts': "import type { swarm } from '../targets/swarm.ts';\nexport type Swarm = typeof swarm;\n",
  'synth/synthesize.ts': "import { swarm } from '../targets/index.ts';\nexport const synthesize = swarm;\n",
  'index.ts': "export { names } from './core/names.ts';\nexport type { Swarm } from './catalogue/targets.ts';\n",
};

describe('a source on the map', () => {
  test('has no violations', () => {
    expect(violations(new Map(Object.entries(sound)))).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'a room imports from one that it may not know',
      { 'core/names.ts': "import { plan } from '../ir/plan.ts';\n", 'ir/plan.ts': 'export const plan = 1;\n' },
      ['src/core/names.ts imports ../ir/plan.ts: core may not import from ir'],
    ],
    [
      'an import of a type counts',
      { 'core/names.ts': "import type { plan } from '../ir/plan.ts';\n", 'ir/plan.ts': 'export const plan = 1;\n' },
      ['src/core/names.ts imports ../ir/plan.ts: core may not import from ir'],
    ],
    [
      'a dynamic import counts',
      { 'core/names.ts': "export const load = () => import('../ir/plan.ts');\n", 'ir/plan.ts': '\n' },
      ['src/core/names.ts imports ../ir/plan.ts: core may not import from ir'],
    ],
    [
      'an import over several lines counts',
      { 'core/names.ts': "import {\n  plan,\n  other,\n} from '../ir/plan.ts';\n", 'ir/plan.ts': '\n' },
      ['src/core/names.ts imports ../ir/plan.ts: core may not import from ir'],
    ],
    [
      'an import for its effects counts',
      { 'core/names.ts': "import '../ir/plan.ts';\n", 'ir/plan.ts': '\n' },
      ['src/core/names.ts imports ../ir/plan.ts: core may not import from ir'],
    ],
    [
      'emitters meet in the model and not in each other',
      { 'grafana/emit.ts': "import { emit } from '../jaeger/emit.ts';\n", 'jaeger/emit.ts': '\n' },
      ['src/grafana/emit.ts imports ../jaeger/emit.ts: grafana may not import from jaeger'],
    ],
    [
      'a room may name the types of another and runs it',
      { 'catalogue/targets.ts': "import { swarm } from '../targets/swarm.ts';\nexport type Swarm = typeof swarm;\n" },
      ['src/catalogue/targets.ts imports ../targets/swarm.ts: catalogue may import types of targets only'],
    ],
    [
      'a room that nobody planned',
      { 'helpers/text.ts': '\n' },
      ['src/helpers/text.ts is in a room that the import table does not know'],
    ],
    [
      'an import leads nowhere',
      { 'core/names.ts': "import { a } from './gone.ts';\n" },
      ['src/core/names.ts imports ./gone.ts: there is no src/core/gone.ts'],
    ],
    [
      'a package outside of its room',
      { 'ir/plan.ts': "import { stringify } from 'yaml';\n" },
      ['src/ir/plan.ts imports yaml: only src/core/ may use yaml'],
    ],
    [
      'a deep import of a package outside of its room',
      { 'ir/plan.ts': "import { Panel } from '@grafana/grafana-foundation-sdk/dashboard';\n" },
      [
        'src/ir/plan.ts imports @grafana/grafana-foundation-sdk/dashboard: only src/grafana/ may use @grafana/grafana-foundation-sdk',
      ],
    ],
    [
      'a package that no room may use',
      { 'promql/parse.ts': "import { parser } from '@prometheus-io/lezer-promql';\n" },
      ['src/promql/parse.ts imports @prometheus-io/lezer-promql: no room may use @prometheus-io/lezer-promql'],
    ],
    [
      'a file is read outside of the command and the writer',
      { 'model/resolve.ts': "import { readFileSync } from 'node:fs';\n" },
      ['src/model/resolve.ts imports node:fs: only src/synth/write.ts and src/cli/ may use node:fs'],
    ],
    [
      'the network is used outside of live',
      { 'cli/main.ts': "import { request } from 'node:http';\n" },
      ['src/cli/main.ts imports node:http: only src/live/ may use node:http'],
    ],
    [
      'everything is exported at once',
      { 'ir/plan.ts': "export * from '../core/names.ts';\n" },
      [
        'src/ir/plan.ts exports *: name what is exported',
        'src/ir/plan.ts passes on what another file exports: import it where it is defined',
      ],
    ],
    [
      'a barrel outside of the registries',
      { 'ir/plan.ts': "export { names } from '../core/names.ts';\n" },
      ['src/ir/plan.ts passes on what another file exports: import it where it is defined'],
    ],
    [
      'a type of another room is passed on',
      { 'ir/plan.ts': "export type { names } from '../core/names.ts';\n" },
      ['src/ir/plan.ts passes on what another file exports: import it where it is defined'],
    ],
    [
      'a registry computes',
      {
        'targets/index.ts': "export { swarm } from './swarm.ts';\nexport const count = 1;\n",
      },
      ['src/targets/index.ts is more than a list of registry entries'],
    ],
    [
      'two files import each other',
      {
        'core/names.ts': "import { b } from './b.ts';\n",
        'core/b.ts': "import { names } from './names.ts';\n",
      },
      ['src/core/names.ts imports src/core/b.ts imports src/core/names.ts'],
    ],
    [
      'two files know each other’s types',
      {
        'core/names.ts': "import type { b } from './b.ts';\n",
        'core/b.ts': "import type { names } from './names.ts';\n",
      },
      ['src/core/names.ts imports src/core/b.ts imports src/core/names.ts'],
    ],
    [
      'a heavy package is loaded at the start',
      { 'targets/swarm.ts': "import { place } from './kubernetes/place.ts';\nexport const swarm = place;\n" },
      [
        'src/synth/synthesize.ts imports src/targets/index.ts imports src/targets/swarm.ts imports src/targets/kubernetes/place.ts imports cdk8s, which must be loaded when it is used',
      ],
    ],
    [
      'a file is too long',
      { 'core/names.ts': '\n'.repeat(longest + 1) },
      [`src/core/names.ts has ${longest + 1} lines: split what has a second reason to change`],
    ],
  ])('%s', (_, change, expected) => {
    expect(violations(new Map(Object.entries({ ...sound, ...change })))).toEqual(expected);
  });

  test('allows a file to name a type of its own folder', () => {
    const change = { 'ir/plan.ts': "export type { Port } from './port.ts';\n", 'ir/port.ts': '\n' };
    expect(violations(new Map(Object.entries({ ...sound, ...change })))).toEqual([]);
  });

  test('allows a file of the greatest length', () => {
    expect(violations(new Map(Object.entries({ ...sound, 'core/names.ts': '\n'.repeat(longest) })))).toEqual([]);
  });
});

describe('the import table', () => {
  test('names only rooms that it knows', () => {
    const named = Object.values(rooms).flatMap(({ values, types = [] }) => [...values, ...types]);
    expect(named.filter(room => rooms[room] === undefined)).toEqual([]);
  });
});
