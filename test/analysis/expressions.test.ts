import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { externalLabels } from '../../src/analysis/external-labels.ts';
import { isProduced, seriesNames } from '../../src/analysis/series-index.ts';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { Plan } from '../../src/ir/plan.ts';
import { resolve } from '../../src/model/resolve.ts';
import { configurePrometheus } from '../../src/prometheus/configure.ts';
import { counter, gauge } from '../../src/promql/declare.ts';
import { labelFact } from '../../src/promql/label-set.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { base } from '../accepted/base.ts';
import { site } from '../grafana/model-fixture.ts';

const jobs = { a: { labels: { kind: { values: ['x'] } } }, b: { labels: { kind: { values: ['y'] }, zone: {} } } };

const catalogue: Catalogue = {
  ...base,
  services: [
    {
      id: 'a',
      owner: 'platform',
      port: 1,
      scrape: { interval: '10s' },
      metrics: { jobs: counter('jobs_total', jobs.a), load: gauge('load') },
      records: [
        { id: 'fast', record: 'a:jobs', expr: 'sum by (kind) (rate(jobs_total{service="a"}[5m]))' },
        { id: 'slow', record: 'a:jobs', expr: 'sum(rate(jobs_total{service="a"}[1h]))', labels: { window: '1h' } },
        { id: 'self', record: 'a:max', expr: 'max(a:max or load)' },
      ],
    },
    {
      id: 'b',
      owner: 'platform',
      port: 1,
      scrape: { interval: '1m' },
      metrics: { jobs: counter('jobs_total', jobs.b), load: counter('load') },
    },
    {
      id: 'c',
      owner: 'platform',
      port: 1,
      probes: [{ id: 'health', kind: 'http', path: '/health', within: '1s', runbook: 'errors' }],
    },
  ],
};

const { model } = resolve(catalogue);
const plan = await emitPlan(model);

const withPanels = (...panels: readonly string[]): Plan => ({
  ...plan,
  dashboards: [
    {
      uid: 'u',
      title: 'T',
      folder: 'f',
      body: {},
      path: 'p',
      queries: panels.map(expr => ({ pointer: '', panel: 'P', datasource: 'prometheus', expr })),
    },
  ],
});

const facts = analyse(model, plan);

const inferenceOf = (expr: string) => analyse(model, withPanels(expr)).expressions.at(-1)?.inference;

const valuesOf = (expr: string, label: string): readonly string[] | string | undefined => {
  const inference = inferenceOf(expr);
  if (inference === undefined) return undefined;
  const fact = labelFact(inference.labels, label);
  return fact.presence === 'surely' ? fact.values : fact.presence;
};

describe('the labels of a selector', () => {
  test.each([
    ['of one service are those that the service declares', 'jobs_total{service="a"}', 'kind', ['x']],
    ['of the other are its own', 'jobs_total{service="b"}', 'kind', ['y']],
    ['of no service are those of all', 'jobs_total', 'kind', ['x', 'y']],
    ['of one service lack those of the other', 'jobs_total{service="a"}', 'zone', 'never'],
    ['of a metric that is two things can be any', 'load', 'zone', 'maybe'],
    ['of a record come from one of its rules', 'a:jobs', 'kind', 'maybe'],
    ['of a record include what a rule sets', 'a:jobs', 'window', 'maybe'],
    ['of a record that reads itself are what the rule sets', 'a:max', 'service', ['a']],
  ])('%s', (_, expr, label, expected) => {
    expect(valuesOf(expr, label)).toEqual(expected);
  });
});

test('every distinct text is inferred once', () => {
  const found = analyse(model, withPanels('sum(jobs_total)', 'sum(jobs_total)', 'max(jobs_total)')).expressions;
  const [first, second, third] = found.slice(-3).map(({ inference }) => inference);
  expect(first).toBeDefined();
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('a text that Prometheus refuses is not inferred', () => {
  expect(inferenceOf('sum(jobs_total')).toBeUndefined();
});

test.each<[string, string | undefined, number | undefined]>([
  ['jobs_total', 'a', 10_000],
  ['jobs_total', 'b', 60_000],
  ['jobs_total', undefined, 60_000],
  ['probe_success', undefined, 10_000],
  ['nobody_total', undefined, undefined],
])('%s of %s is scraped every %s ms', (name, service, expected) => {
  expect(facts.exposureInterval(name, service)).toBe(expected);
});

test.each<[string, string | undefined, boolean]>([
  ['jobs_total', 'a', true],
  ['a:jobs', 'a', true],
  ['a:jobs', 'b', false],
  ['up', 'b', true],
  ['probe_success', 'b', true],
  ['prometheus_tsdb_head_series', 'b', false],
  ['nobody_total', undefined, false],
])('whether %s of %s exists: %s', (name, service, expected) => {
  expect(isProduced(facts.series, name, service)).toBe(expected);
});

test('the names of a service are its own, and those that every service can have', () => {
  expect(seriesNames(facts.series, 'a').filter(name => !/^(probe|blackbox)_/.test(name))).toEqual([
    'jobs_total',
    'load',
    'a:jobs',
    'a:max',
  ]);
});

test('the external labels are those of the configuration', () => {
  const [prometheus] = configurePrometheus(model, plan, site);
  expect(prometheus?.body).toMatchObject({
    global: { external_labels: Object.fromEntries(externalLabels(model).map(label => [label, expect.any(String)])) },
  });
});
