import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isJsonObject } from '../../src/core/json.ts';
import { synthesizeReference } from './reference.ts';
import { deployedFiles, renderedFiles } from './rendered-files.ts';
import { toolVersions } from './tool-versions.ts';
import { type RunResult, run } from './tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-rendered-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (path: string, text: string): string => {
  const absolute = join(folder, path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, text);
  return absolute;
};

/** Nothing when the tool is content, else what it says: a failed test shows the reason. */
const complaints = ({ status, stdout, stderr }: RunResult): string => (status === 0 ? '' : stdout + stderr);

describe('the committed reference', () => {
  test('has rules that promtool accepts without a lint', () => {
    const files = renderedFiles('rules').map(({ path, text }) => written(path, text));
    expect(complaints(run('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', ...files]))).toBe('');
  });

  test('has dashboards whose queries are PromQL', () => {
    // A group per dashboard: promtool names the group when it refuses a query.
    const groups = renderedFiles('dashboards').map(({ path, text }) => ({
      name: path,
      rules: queriesOf(JSON.parse(text)).map((expr, index) => ({
        record: `query_${index}`,
        expr: withoutVariables(expr),
        labels: { dashboard: path },
      })),
    }));
    expect(groups.flatMap(({ rules }) => rules).length).toBeGreaterThan(10);
    const file = written('dashboards.json', JSON.stringify({ groups }));
    expect(complaints(run('promtool', ['check', 'rules', file]))).toBe('');
  });
});

const pinned = await synthesizeReference(toolVersions());
const deployed = deployedFiles(pinned.files);
const named = (name: string) => deployed.filter(file => file.name === name);

describe('the reference for the versions of the tools', () => {
  test('is synthesized without an error', () => {
    expect(pinned.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each(['prometheus.yml', 'alertmanager.yml', 'blackbox.yml'])('has a %s on every target', name => {
    expect(pinned.targets.length).toBeGreaterThan(0);
    expect(named(name).map(({ target }) => target)).toEqual(pinned.targets.map(({ kind }) => kind));
  });

  test.each(named('prometheus.yml'))('has a Prometheus configuration that promtool accepts on $target', file => {
    const path = written(`${file.target}/${file.name}`, file.text);
    expect(complaints(run('promtool', ['check', 'config', '--syntax-only', path]))).toBe('');
  });

  test.each(named('alertmanager.yml'))('has an Alertmanager configuration that amtool accepts on $target', file => {
    const path = written(`${file.target}/${file.name}`, file.text);
    expect(complaints(run('amtool', ['check-config', path]))).toBe('');
  });

  test.each(named('blackbox.yml'))('has probe modules that blackbox_exporter accepts on $target', file => {
    const path = written(`${file.target}/${file.name}`, file.text);
    expect(complaints(run('blackbox_exporter', ['--config.check', `--config.file=${path}`]))).toBe('');
  });

  const templates = deployed.filter(({ name }) => name.endsWith('.tmpl'));

  test('has message templates', () => {
    expect(templates.length).toBeGreaterThan(0);
  });

  test.each(templates)('has message templates that amtool renders on $target', ({ target, name, text }) => {
    const glob = written(`${target}/templates/${name}`, text);
    const defined = [...text.matchAll(/\{\{-? *define "([^"]+)"/g)].map(([, template]) => template);
    expect(defined.length).toBeGreaterThan(0);
    for (const template of defined) {
      const call = `--template.text={{ template "${template}" . }}`;
      expect(complaints(run('amtool', ['template', 'render', `--template.glob=${glob}`, call]))).toBe('');
    }
  });
});

/** Every PromQL text of a dashboard: panels and annotations, and the selectors behind its variables. */
const queriesOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(queriesOf);
  if (!isJsonObject(value)) return [];
  const { expr, definition, datasource } = value;
  const [, selector] = typeof definition === 'string' ? (/^label_values\((.+), *\w+\)$/.exec(definition) ?? []) : [];
  return [
    ...(typeof expr === 'string' && isJsonObject(datasource) && datasource['type'] === 'prometheus' ? [expr] : []),
    ...(selector === undefined ? [] : [selector]),
    ...Object.values(value).flatMap(queriesOf),
  ];
};

/** Values that Grafana puts in place of its own variables; any other variable stands inside a matcher. */
const grafanaVariables: Readonly<Record<string, string>> = {
  __rate_interval: '5m',
  __interval: '1m',
  __range: '1h',
  __interval_ms: '60000',
  __range_s: '3600',
  __range_ms: '3600000',
};

const withoutVariables = (expr: string): string =>
  expr.replace(
    /\$\{(\w+)(?::\w+)?\}|\$([A-Za-z_]\w*)|\[\[(\w+)\]\]/g,
    (_, braced?: string, plain?: string, bracketed?: string) =>
      grafanaVariables[braced ?? plain ?? bracketed ?? ''] ?? 'x',
  );
