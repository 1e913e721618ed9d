import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { matchingRoutes } from '../../src/analysis/route.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { renderYaml } from '../../src/core/yaml.ts';
import { printMatcher } from '../../src/ir/matcher-text.ts';
import type { Route } from '../../src/ir/routing.ts';
import { labelSet, routeTree } from '../analysis/route-arbitrary.ts';
import { run } from './tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-evaluator-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Trees in one configuration: each has labels and receivers of its own, and lets the next one have its say. */
const together = 60;
const batches = 20;

const cases = fc.sample(fc.tuple(routeTree, labelSet), { numRuns: together * batches, seed: 6 });

const render = (route: Route, prefix: string): JsonObject => ({
  receiver: prefix + route.receiver,
  matchers: route.matchers.map(matcher => printMatcher({ ...matcher, label: prefix + matcher.label })),
  continue: route.continue ?? false,
  routes: route.routes.map(child => render(child, prefix)),
});

const receiversOf = (route: JsonObject): readonly string[] => [
  String(route['receiver']),
  ...(Array.isArray(route['routes']) ? route['routes'].flatMap(child => receiversOf(child)) : []),
];

/** What amtool says about many trees at once, by tree. */
const amtool = (batch: typeof cases, file: string): readonly (readonly string[])[] => {
  const trees = batch.map(([tree], i) => ({ ...render(tree, `t${i}_`), continue: true }));
  const receivers = [...new Set(['last', ...trees.flatMap(receiversOf)])].map(name => ({ name }));
  writeFileSync(file, renderYaml({ route: { receiver: 'last', routes: trees }, receivers }));
  const labels = batch.flatMap(([, set], i) =>
    Object.entries(set).map(
      ([name, value]) => `t${i}_${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
    ),
  );
  const { status, stdout, stderr } = run('amtool', ['config', 'routes', 'test', `--config.file=${file}`, ...labels]);
  expect({ status, complaint: status === 0 ? '' : stderr }).toEqual({ status: 0, complaint: '' });
  const found = stdout.trim().split(',');
  return batch.map((_, i) => found.filter(name => name.startsWith(`t${i}_`)).map(name => name.replace(/^t\d+_/, '')));
};

describe('the route evaluator', () => {
  test(`names the receivers that amtool names, in order, for ${together * batches} generated trees and label sets`, () => {
    for (let from = 0; from < cases.length; from += together) {
      const batch = cases.slice(from, from + together);
      const ours = batch.map(([tree, labels]) => matchingRoutes(tree, labels).map(({ receiver }) => receiver));
      expect(ours).toEqual(amtool(batch, join(folder, `${from}.yml`)));
    }
  });

  test('is asked about trees of several levels, and about alerts that several routes take', () => {
    const taken = cases.map(([tree, labels]) => matchingRoutes(tree, labels));
    expect(taken.filter(routes => routes.length > 1).length).toBeGreaterThan(100);
    expect(taken.filter(([first]) => first?.receiver === 'root').length).toBeGreaterThan(100);
    const depth = (route: Route): number => 1 + Math.max(0, ...route.routes.map(depth));
    expect(cases.filter(([tree]) => depth(tree) > 3).length).toBeGreaterThan(100);
  });
});
