import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { routing } from '../../src/alertmanager/routing.ts';
import { matchingRoutes } from '../../src/analysis/route.ts';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { renderYaml } from '../../src/core/yaml.ts';
import { importedAlertingCatalogue } from '../../src/importers/alertmanager-stack.ts';
import { printMatcher } from '../../src/ir/matcher-text.ts';
import type { Route, RouteMatcher } from '../../src/ir/routing.ts';
import { resolve } from '../../src/model/resolve.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { labelSet, routeTree } from '../analysis/route-arbitrary.ts';
import { importedFrom } from '../importers/alertmanager-fixtures.ts';
import { run } from './tools.ts';

const today = '2027-01-01';

const folder = mkdtempSync(join(tmpdir(), 'sightline-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The forms in which a route may say what it takes. */
type Form = 'list' | 'braces' | 'maps';

const settings = fc.record(
  {
    group_by: fc.constantFrom(['a'], ['...'], ['a', 'b']),
    group_wait: fc.constantFrom('0s', '30s', '1m30s'),
    group_interval: fc.constantFrom('1m', '5m'),
    repeat_interval: fc.constantFrom('1h', '12h'),
    mute_time_intervals: fc.constantFrom(['nights'], ['nights', 'days']),
    active_time_intervals: fc.constant(['days']),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** Old maps can only say that a label has a value or matches, and each label once. */
const fitsMaps = (matchers: readonly RouteMatcher[]): boolean =>
  matchers.every(({ op }) => op === '=' || op === '=~') &&
  new Set(matchers.map(({ label, op }) => label + op)).size === matchers.length;

const mapOf = (matchers: readonly RouteMatcher[], op: RouteMatcher['op']): JsonObject | undefined => {
  const own = matchers.filter(matcher => matcher.op === op).map(({ label, value }) => [label, value] as const);
  return own.length === 0 ? undefined : Object.fromEntries(own);
};

const conditions = (matchers: readonly RouteMatcher[], form: Form): JsonObject => {
  if (form === 'maps' && fitsMaps(matchers)) return { match: mapOf(matchers, '='), match_re: mapOf(matchers, '=~') };
  if (matchers.length === 0) return {};
  const texts = matchers.map(printMatcher);
  return { matchers: form === 'braces' ? [`{${texts.join(', ')}}`] : texts };
};

/** Trees of one file: each has labels and receivers of its own, and lets the next one have its say. */
const together = 100;
const batches = 2;
const setsOfEach = 5;

type Drawn = readonly [Route, Iterator<JsonObject>, Iterator<Form>];

/** A route as a file has it: some leave out their receiver, which is then the parent's. */
const render = (route: Route, prefix: string, parent: string, [tree, each, forms]: Drawn): JsonObject => ({
  receiver: route.receiver === parent ? undefined : `${prefix}-${route.receiver}`,
  ...conditions(
    route.matchers.map(matcher => ({ ...matcher, label: `${prefix}_${matcher.label}` })),
    forms.next().value ?? 'list',
  ),
  ...each.next().value,
  continue: route === tree || (route.continue ?? false),
  routes: route.routes.map(child => render(child, prefix, route.receiver, [tree, each, forms])),
});

const receiversOf = (route: JsonObject): readonly string[] => [
  ...(typeof route['receiver'] === 'string' ? [route['receiver']] : []),
  ...(Array.isArray(route['routes']) ? route['routes'].flatMap(child => receiversOf(child)) : []),
];

const cases = fc.sample(
  fc.tuple(
    routeTree,
    fc.infiniteStream(settings),
    fc.infiniteStream(fc.constantFrom<Form[]>('list', 'braces', 'maps')),
    fc.array(labelSet, { minLength: setsOfEach, maxLength: setsOfEach }),
  ),
  { numRuns: together * batches, seed: 11 },
);

/** One file of many trees, and label sets that concern all of them at once. */
const files = Array.from({ length: batches }, (_, batch) => {
  const some = cases.slice(batch * together, (batch + 1) * together);
  const route: JsonObject = {
    receiver: 'last',
    group_by: ['a'],
    routes: some.map(([tree, each, forms], i) => render(tree, `t${i}`, '', [tree, each, forms])),
  };
  const sets = Array.from({ length: setsOfEach }, (_, nth) =>
    Object.fromEntries(
      some.flatMap(([, , , labels], i) =>
        Object.entries(labels[nth] ?? {}).map(([name, value]) => [`t${i}_${name}`, value]),
      ),
    ),
  );
  return { route, sets, text: fileOf(route) };
});

function fileOf(route: JsonObject): string {
  return renderYaml({
    time_intervals: [
      { name: 'nights', time_intervals: [{ times: [{ start_time: '20:00', end_time: '24:00' }] }] },
      { name: 'days', time_intervals: [{ weekdays: ['monday:friday'], location: 'Europe/Kyiv' }] },
    ],
    route,
    receivers: [...new Set(receiversOf(route))].map(name => ({
      name,
      webhook_configs: [{ url: `http://${name}.example.com/in`, send_resolved: true }],
    })),
  });
}

const amtool = (file: string, labels: Readonly<Record<string, string>>): readonly string[] => {
  const texts = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  );
  const { status, stdout, stderr } = run('amtool', ['config', 'routes', 'test', `--config.file=${file}`, ...texts]);
  expect({ status, complaint: status === 0 ? '' : stderr }).toEqual({ status: 0, complaint: '' });
  return stdout.trim().split(',');
};

/** What a tree says of each of its routes, once the file is taken for what Alertmanager makes of it. */
const settled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined && each !== false && !(Array.isArray(each) && each.length === 0))
      .map(([key, each]) => [key, settled(each)]),
  );
};

/** Routes in the order of the tree, without their conditions: these are asked of both evaluators. */
const shapeOf = (route: Route, parent?: string): JsonObject => ({
  receiver: route.receiver === parent ? undefined : route.receiver,
  group_by: route.groupBy,
  group_wait: route.groupWait,
  group_interval: route.groupInterval,
  repeat_interval: route.repeatInterval,
  mute_time_intervals: route.muteTimeIntervals,
  active_time_intervals: route.activeTimeIntervals,
  continue: route.continue,
  routes: route.routes.map(child => shapeOf(child, route.receiver)),
});

const withoutConditions = (route: JsonObject): JsonObject => {
  const { matchers: _, match: __, match_re: ___, routes, ...rest } = route;
  return { ...rest, routes: Array.isArray(routes) ? routes.map(each => withoutConditions(each)) : [] };
};

const importedCatalogue = async (text: string): Promise<Catalogue> =>
  importedAlertingCatalogue(await importedFrom(text));

const rootOf = (catalogue: Catalogue): Route => routing(resolve(catalogue).model).root;

describe('an imported tree', () => {
  test(`keeps grouping, times, hours and order of ${cases.length} generated trees`, async () => {
    for (const { route, text } of files)
      expect(settled(shapeOf(rootOf(await importedCatalogue(text))))).toEqual(settled(withoutConditions(route)));
  });

  test(`reaches what amtool finds in the file, and in what is rendered from it: ${cases.length * setsOfEach} label sets`, async () => {
    let reached = 0;
    for (const { sets, text } of files) {
      const [before, after] = [join(folder, 'before.yml'), join(folder, 'after.yml')];
      // As old as the oldest amtool at hand.
      const catalogue = { ...(await importedCatalogue(text)), versions: { alertmanager: '0.25.0' } };
      const { files: rendered } = await synthesize({ catalogue, diagnostics: [] }, { today, targets: ['compose'] });
      writeFileSync(before, text);
      writeFileSync(after, rendered.get('dist/compose/config/alertmanager/etc/alertmanager/alertmanager.yml') ?? '');
      const root = rootOf(catalogue);
      for (const labels of sets) {
        const expected = amtool(before, labels);
        expect(matchingRoutes(root, labels).map(({ receiver }) => receiver)).toEqual(expected);
        expect(amtool(after, labels)).toEqual(expected);
        reached += expected.length;
      }
    }
    expect(reached).toBeGreaterThan(cases.length * setsOfEach);
  });
});
