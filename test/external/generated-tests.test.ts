import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isJsonObject } from '../../src/core/json.ts';
import { parse } from '../../src/promql/parse.ts';
import { documentsOf } from './rendered-files.ts';
import { tool } from './tools.ts';

const repository = resolve(import.meta.dirname, '../..');
const folder = join(repository, 'dist/tests');
const suites = readdirSync(folder)
  .filter(name => name.endsWith('.test.yml'))
  .toSorted();

/** Alerts that fire whatever happens: nothing can silence them. */
const always: readonly string[] = ['Watchdog'];

const list = (value: unknown, key: string): readonly unknown[] => {
  const found = isJsonObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
};

const textAt = (value: unknown, key: string): string | undefined => {
  const found = isJsonObject(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : undefined;
};

const read = (path: string): unknown => documentsOf(readFileSync(path, 'utf8'))[0];

const groupsIn = (path: string): readonly unknown[] =>
  readdirSync(path)
    .filter(name => name.endsWith('.yml'))
    .toSorted()
    .flatMap(name => list(read(join(path, name)), 'groups'));

const textOf = (value: unknown): string => JSON.stringify(value);

/** promtool at work on some suites: what it says when one of them fails. */
const promtool = (names: readonly string[]): Promise<string> =>
  new Promise(done => {
    const options = { cwd: folder, timeout: 540_000, maxBuffer: 64 * 1024 * 1024 };
    execFile(tool('promtool'), ['test', 'rules', ...names], options, (error, stdout, stderr) => {
      done(
        error === null ? '' : `${error.message.slice(0, 200)}\n${stdout.slice(0, 20_000)}${stderr.slice(0, 20_000)}`,
      );
    });
  });

test('promtool passes every generated suite', { timeout: 600_000 }, async () => {
  // Two at a time: a suite runs on one core.
  const halves = [0, 1].map(half => suites.filter((_, i) => i % 2 === half));
  expect(await Promise.all(halves.map(promtool))).toEqual(['', '']);
});

test('the groups under test are those of the rule files', () => {
  const real = groupsIn(join(repository, 'rules')).map(textOf).toSorted();
  expect(groupsIn(join(folder, 'rules')).map(textOf).toSorted()).toEqual(real);
});

/** What the suites of a rule file say about it. */
const checksOf = (file: string): { readonly alerts: readonly unknown[]; readonly queries: readonly unknown[] } => {
  const tests = suites
    .map(name => read(join(folder, name)))
    .filter(suite => list(suite, 'rule_files').includes(`rules/${file}`))
    .flatMap(suite => list(suite, 'tests'));
  return {
    alerts: tests.flatMap(each => list(each, 'alert_rule_test')),
    queries: tests.flatMap(each => list(each, 'promql_expr_test')),
  };
};

/** Labels that a rule sets, where no template stands in them. */
const fixedLabels = (rule: unknown): readonly (readonly [string, unknown])[] => {
  const labels = isJsonObject(rule) ? rule['labels'] : undefined;
  return isJsonObject(labels) ? Object.entries(labels).filter(([, value]) => !String(value).includes('{{')) : [];
};

const carries = (labels: unknown, rule: unknown): boolean =>
  isJsonObject(labels) && fixedLabels(rule).every(([label, value]) => labels[label] === value);

/** Whether a query selects the firing alerts of a rule. */
const asksFor = (query: unknown, alert: string, rule: unknown): boolean => {
  const text = textAt(query, 'expr') ?? '';
  return (
    text.includes('ALERTS') &&
    text.includes(`alertname="${alert}"`) &&
    fixedLabels(rule).every(
      ([label, value]) => !new RegExp(`\\b${label}="`).test(text) || text.includes(`${label}="${value}"`),
    )
  );
};

describe.each(readdirSync(join(folder, 'rules')).toSorted())('%s', file => {
  const rules = list(list(read(join(folder, 'rules', file)), 'groups')[0], 'rules');
  const { alerts, queries } = checksOf(file);

  test('has every alert firing in one test and silent in another', () => {
    const missing = rules.flatMap(rule => {
      const name = textAt(rule, 'alert');
      if (name === undefined) return [];
      const own = alerts.filter(check => textAt(check, 'alertname') === name);
      const asked = queries.filter(query => asksFor(query, name, rule));
      const fires =
        own.some(check =>
          list(check, 'exp_alerts').some(each => isJsonObject(each) && carries(each['exp_labels'], rule)),
        ) || asked.some(query => list(query, 'exp_samples').length > 0);
      const silent =
        always.includes(name) ||
        own.some(check => list(check, 'exp_alerts').length === 0) ||
        asked.some(query => list(query, 'exp_samples').length === 0);
      return [...(fires ? [] : [`${name} never fires`]), ...(silent ? [] : [`${name} is never silent`])];
    });
    expect(missing).toEqual([]);
  });

  test('has a value expected of every record', () => {
    const expected = queries.flatMap(query => {
      const { expr } = parse(textAt(query, 'expr') ?? '');
      const inner = expr?.kind === 'call' ? expr.args[0] : expr;
      const some = list(query, 'exp_samples').length > 0;
      return some && inner?.kind === 'selector' ? [inner] : [];
    });
    const missing = rules.flatMap(rule => {
      const record = textAt(rule, 'record');
      if (record === undefined) return [];
      const labels = Object.fromEntries(fixedLabels(rule));
      const found = expected.some(
        ({ name, matchers }) => name === record && matchers.every(({ label, value }) => labels[label] === value),
      );
      return found ? [] : [record];
    });
    expect(missing).toEqual([]);
  });
});
