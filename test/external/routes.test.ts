import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { reachedReceivers } from '../../src/analysis/route.ts';
import { isJsonObject } from '../../src/core/json.ts';
import { synthesizeReference } from './reference.ts';
import { deployedFiles, documentsOf } from './rendered-files.ts';
import { toolVersions } from './tool-versions.ts';
import { run } from './tools.ts';

const { plan, files } = await synthesizeReference(toolVersions());
if (plan === undefined) throw new Error('the reference stack has no plan');
const { root } = plan.routing;

const folder = mkdtempSync(join(tmpdir(), 'sightline-routes-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'alertmanager.yml');

/** The route tree of a configuration. */
const routeOf = (text: string): unknown => {
  const [document] = documentsOf(text);
  return isJsonObject(document) ? document['route'] : undefined;
};

const configurations = deployedFiles(files).filter(({ name }) => name === 'alertmanager.yml');
writeFileSync(path, configurations[0]?.text ?? '');

/** Labels that a rule sets itself; a template's value is known only when it fires. */
const alerts = plan.groups.flatMap(({ name, rules }) =>
  rules.flatMap(rule => {
    if (rule.kind !== 'alert') return [];
    const fixed = Object.entries(rule.labels).filter(([, value]) => !value.includes('{{'));
    return [{ group: name, alert: rule.alert, labels: { ...Object.fromEntries(fixed), alertname: rule.alert } }];
  }),
);

test('every target has the same routes', () => {
  const trees = configurations.map(({ text }) => routeOf(text));
  expect(trees.length).toBeGreaterThan(0);
  for (const tree of trees) expect(tree).toEqual(trees[0]);
});

test('the reference has alerts to route', () => {
  expect(alerts.length).toBeGreaterThan(10);
});

test.each(alerts)('$alert of $group reaches the receivers that our evaluator names', ({ labels }) => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const { status, stdout, stderr } = run('amtool', ['config', 'routes', 'test', `--config.file=${path}`, ...pairs]);
  expect({ status, complaint: status === 0 ? '' : stderr }).toEqual({ status: 0, complaint: '' });
  // A receiver that several routes name is listed once for each.
  expect([...new Set(stdout.trim().split(','))]).toEqual(reachedReceivers(root, labels));
});
