import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isJsonObject } from '../../src/core/json.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import stack from '../second-stack/harbour.stack.ts';
import { deployedFiles } from './rendered-files.ts';
import { toolVersions } from './tool-versions.ts';
import { type RunResult, run } from './tools.ts';

const { files, diagnostics, targets, plan } = await synthesize(stack.toProgram(), {
  today: '2026-01-01',
  versions: toolVersions(),
});
const deployed = deployedFiles(files);

const folder = mkdtempSync(join(tmpdir(), 'sightline-second-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = (path: string, text: string): string => {
  const absolute = join(folder, path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, text);
  return absolute;
};

/** Nothing when the tool is content, else what it says. */
const complaints = ({ status, stdout, stderr }: RunResult): string => (status === 0 ? '' : stdout + stderr);

test('has no errors and no warnings', () => {
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  expect(targets.map(({ kind }) => kind)).toEqual(['compose', 'kubernetes']);
});

test('runs only what it needs', () => {
  expect(plan?.workloads.map(({ id }) => id).toSorted()).toEqual([
    'alertmanager',
    'blackbox-exporter',
    'elasticsearch',
    'elasticsearch-exporter',
    'elasticsearch-setup',
    'grafana',
    'jaeger',
    'jaeger-setup',
    'kibana',
    'logstash',
    'logstash-exporter',
    'otel-collector',
    'prometheus',
  ]);
});

const checks: Readonly<Record<string, (path: string) => RunResult>> = {
  'prometheus.yml': path => run('promtool', ['check', 'config', '--syntax-only', path]),
  'alertmanager.yml': path => run('amtool', ['check-config', path]),
  'blackbox.yml': path => run('blackbox_exporter', ['--config.check', `--config.file=${path}`]),
};

describe.each(Object.keys(checks))('%s', name => {
  const found = deployed.filter(file => file.name === name);

  test('is on both targets', () => {
    expect(found.map(({ target }) => target).toSorted()).toEqual(['compose', 'kubernetes']);
  });

  test.each(found)('is accepted by its reader on $target', ({ target, text }) => {
    const path = written(`${target}/${name}`, text);
    expect(complaints(checks[name]?.(path) ?? { status: 1, stdout: '', stderr: 'no such check' })).toBe('');
  });
});

test('its rules pass promtool without a lint', () => {
  const rules = [...files].filter(([path]) => path.startsWith('rules/')).map(([path, text]) => written(path, text));
  expect(rules.length).toBe(5);
  expect(complaints(run('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', ...rules]))).toBe('');
});

test('its dashboards ask what promtool can read', () => {
  const queries = (plan?.dashboards ?? []).flatMap(({ uid, queries }) =>
    queries
      .filter(({ datasource }) => datasource === 'prometheus')
      .map(({ expr }, i) => ({
        record: `${uid.replaceAll('-', '_')}:${i}`,
        expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$__range', '1h'),
      })),
  );
  expect(queries.length).toBeGreaterThan(40);
  const file = written('dashboards.json', JSON.stringify({ groups: [{ name: 'dashboards', rules: queries }] }));
  expect(complaints(run('promtool', ['check', 'rules', file]))).toBe('');
});

test('its alerts behave', () => {
  written('rules/lifter.yml', files.get('rules/lifter.yml') ?? '');
  const series = (metric: string, values: string) => ({ series: `${metric}{service="lifter",crane="7"}`, values });
  const suite = written(
    'suite.json',
    JSON.stringify({
      rule_files: ['rules/lifter.yml'],
      evaluation_interval: '15s',
      tests: [
        {
          interval: '30s',
          input_series: [series('load_kilograms', '1200x120'), series('lifts_total', '0+1x20 20x100')],
          alert_rule_test: [
            { eval_time: '20m', alertname: 'CraneStuck', exp_alerts: [] },
            {
              eval_time: '50m',
              alertname: 'CraneStuck',
              exp_alerts: [
                {
                  exp_labels: {
                    crane: '7',
                    alert_group: 'crane-stuck',
                    category: 'saturation',
                    priority: 'P2',
                    scope: 'service',
                    service: 'lifter',
                    severity: 'warning',
                    team: 'cranes',
                  },
                  exp_annotations: {
                    summary: 'The crane 7 holds 1.2k kg and does not lift.',
                    description: 'The crane 7 holds 1.2k kg and does not lift.',
                    action: 'Look at it.',
                    runbook_url: 'dist/runbooks/lifter/CraneStuck.md',
                    dashboard_url: 'http://localhost:3000/d/lifter',
                  },
                },
              ],
            },
          ],
        },
      ],
    }),
  );
  expect(complaints(run('promtool', ['test', 'rules', suite]))).toBe('');
});

test.each([
  { labels: ['team=cranes', 'severity=critical'], receivers: 'cranes-page,cranes-notify' },
  { labels: ['team=cranes', 'severity=warning'], receivers: 'cranes-notify' },
  { labels: ['team=cranes', 'severity=info'], receivers: 'cranes-notify' },
  { labels: ['alertname=Watchdog'], receivers: 'heartbeat' },
  { labels: ['team=nobody'], receivers: 'fallback' },
])('an alert with $labels reaches $receivers', ({ labels, receivers }) => {
  const text = deployed.find(({ name }) => name === 'alertmanager.yml')?.text ?? '';
  const config = `--config.file=${written('routes/alertmanager.yml', text)}`;
  expect(run('amtool', ['config', 'routes', 'test', config, ...labels]).stdout.trim()).toBe(receivers);
});

test('its manifests build with kustomize', () => {
  for (const [path, text] of files) if (path.startsWith('dist/kubernetes/')) written(path, text);
  const { status, stdout, stderr } = run('kubectl', ['kustomize', join(folder, 'dist/kubernetes')]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const word of ['namespace: watch', 'harbour']) expect(stdout).toContain(word);
});

const asksForLines = ['cranes/berths', 'cranes/lifter-cranes', 'platform/logs', 'platform/security'].map(
  page => `dashboards/${page}.json`,
);

test('its dashboards belong to the team, and only those with log lines ask Elasticsearch', () => {
  const dashboards = [...files].filter(([path]) => path.startsWith('dashboards/'));
  expect(dashboards.map(([path]) => path)).toEqual(expect.arrayContaining(['dashboards/cranes/berths.json']));
  for (const [path, text] of dashboards) {
    const parsed: unknown = JSON.parse(text);
    expect(isJsonObject(parsed) && typeof parsed['uid'] === 'string', path).toBe(true);
    expect(/"type": "elasticsearch"/.test(text), path).toBe(asksForLines.includes(path));
  }
});
