import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import * as list from '../../src/indicators/index.ts';
import type { Rule, RuleGroup } from '../../src/ir/rule-group.ts';
import { resolve } from '../../src/model/resolve.ts';
import { possibleLabels } from '../../src/promql/label-set.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, withService, withStack } from '../accepted/base.ts';

const tenant = { tenant: { cardinality: 5 } };
const metrics = Object.fromEntries(
  (
    [
      ['queue_depth', 'gauge'],
      ['last_sync_timestamp_seconds', 'gauge'],
      ['rows_loaded_total', 'counter'],
      ['db_connections_in_use', 'gauge'],
      ['db_connection_pool_size', 'gauge'],
      ['jobs_total', 'counter'],
      ['jobs_failed_total', 'counter'],
      ['request_seconds', 'nativeHistogram'],
    ] as const
  ).map(([name, kind]) => [name, { name, kind, labels: tenant }]),
);

const examples = Object.values(list).map(({ definition: { kind, example } }) => ({
  id: `of-${kind.toLowerCase()}`,
  objective: '99.5%',
  runbook: 'errors',
  sli: example,
}));
const grouped = {
  id: 'grouped',
  objective: '99%',
  runbook: 'errors',
  groupBy: ['tenant'],
  sli: list.raw.definition.example,
};
const monthly = { ...grouped, id: 'monthly', window: 'month', budget: { freeze: ['deploy', 'merge'] } };
const sliced = { ...grouped, id: 'sliced', slices: { length: '5m', target: '95%' } };

const program = withService({
  scrape: { nativeHistograms: { keepClassic: true } },
  metrics,
  slos: [...api.slos, ...examples, grouped, monthly, sliced],
});

const planOf = async (catalogue: unknown) => {
  const valid = validateCatalogue(catalogue).catalogue;
  if (valid === undefined) throw new Error('the program of this test has the wrong shape');
  const { model } = resolve(valid);
  const plan = await emitPlan(model);
  return { plan, facts: analyse(model, plan) };
};
const { plan, facts } = await planOf(program);

const groupsOf = (slo: string): readonly RuleGroup[] =>
  plan.groups.filter(({ name }) => name.startsWith(`slo-api-${slo}`));
const rulesOf = (slo: string): readonly Rule[] => groupsOf(slo).flatMap(({ rules }) => rules);
const exprOf = (slo: string, record: string): string | undefined =>
  rulesOf(slo).find(rule => rule.kind === 'record' && rule.record === record)?.expr;

describe('every kind of indicator', () => {
  test('passes every check', async () => {
    const { diagnostics } = await synthesize(
      { catalogue: program, diagnostics: [] },
      { today: '2026-01-01', targets: ['compose'] },
    );
    expect(diagnostics).toEqual([]);
  });

  test.each<[string, readonly string[]]>([
    ...examples.map(({ id }): [string, readonly string[]] => [id, []]),
    ['grouped', ['tenant']],
    ['monthly', ['tenant']],
    ['sliced', ['tenant']],
  ])('%s has exactly the labels slo, service and team on every record, and those of its groups', (slo, groupBy) => {
    const records = facts.expressions.filter(
      ({ rule }) => rule?.kind === 'record' && rule.labels['slo'] === `api-${slo}`,
    );
    expect(records.length).toBeGreaterThan(25);
    for (const { inference, rule } of records) {
      const own = (inference === undefined ? [] : (possibleLabels(inference.labels) ?? ['any'])).filter(
        label => !['slo', 'service', 'team'].includes(label),
      );
      expect([rule?.expr, own]).toEqual([rule?.expr, groupBy]);
      expect(Object.keys(rule?.labels ?? {}).sort()).toEqual(['service', 'slo', 'team']);
    }
  });
});

describe('the groups of an objective', () => {
  test('are evaluated at 30 seconds, 2 minutes and 1 minute', () => {
    expect(
      groupsOf('availability').map(({ name, interval, evaluator, file }) => [name, interval, evaluator, file]),
    ).toEqual([
      ['slo-api-availability', '30s', 'prometheus', 'api-slo'],
      ['slo-api-availability-slow', '2m', 'prometheus', 'api-slo'],
      ['slo-api-availability-budget', '1m', 'prometheus', 'api-slo'],
    ]);
  });

  test('are apart in files of their own where a ruler answers the long windows', async () => {
    const ruled = (await planOf(withStack({ objectives: { longWindows: 'ruler' } }))).plan.groups;
    expect(
      ruled.filter(({ name }) => name.startsWith('slo-api-latency')).map(({ evaluator, file }) => [evaluator, file]),
    ).toEqual([
      ['prometheus', 'api-slo'],
      ['ruler', 'api-slo-ruler'],
      ['ruler', 'api-slo-ruler'],
    ]);
  });

  test('read nothing beyond six hours in the first of them', () => {
    for (const rule of groupsOf('availability')[0]?.rules ?? []) expect(rule.expr).not.toMatch(/\[(7h|[1-9]\d*d)\]/);
  });

  test('page only on what the same group records: no evaluation is lost on the way', () => {
    for (const group of groupsOf('availability').slice(0, 1)) {
      const recorded = new Set(group.rules.flatMap(rule => (rule.kind === 'record' ? [rule.record] : [])));
      for (const rule of group.rules)
        if (rule.kind === 'alert') expect(recorded).toContain(/slo:[a-z_0-9:]+(?=\{)/.exec(rule.expr)?.[0]);
    }
  });
});

describe('a policy', () => {
  test('that freezes merges records that as well', () => {
    expect(exprOf('monthly', 'slo:merge_frozen:bool')).toContain(
      'last_over_time(slo:merge_frozen:bool{slo="api-monthly"}[1h])',
    );
    expect(exprOf('grouped', 'slo:merge_frozen:bool')).toBeUndefined();
  });

  test.each([
    ['open while nothing is known', {}, ' or 0 * absent(slo:period_budget_consumed:ratio{slo="api-a"})'],
    [
      'closed while nothing is known',
      { onMissingData: 'closed' },
      ' or absent(slo:period_budget_consumed:ratio{slo="api-a"})',
    ],
    [
      'that freezes nothing is never frozen',
      { freeze: [] },
      '0 * slo:period_budget_consumed:ratio{slo="api-a"} or 0 * absent(',
    ],
    [
      'resumes at nine tenths of a share that freezes sooner',
      { freezeAt: 0.8 },
      '>= bool 0.8) + (slo:period_budget_consumed:ratio{slo="api-a"} > bool 0.72)',
    ],
    [
      'resumes no later than at nine tenths of the budget',
      { freezeAt: 1.5 },
      '>= bool 1.5) + (slo:period_budget_consumed:ratio{slo="api-a"} > bool 0.9)',
    ],
    [
      'with shares of its own',
      { freezeAt: 1.2, resumeBelow: 0.5, warnAt: 0.3 },
      '>= bool 1.2) + (slo:period_budget_consumed:ratio{slo="api-a"} > bool 0.5)',
    ],
  ])('%s', async (_, budget, expected) => {
    const own = await planOf(withService({ slos: [{ ...api.slos[0], id: 'a', budget }] }));
    const rule = own.plan.groups
      .flatMap(({ rules }) => rules)
      .find(candidate => candidate.kind === 'record' && candidate.record === 'slo:deployment_frozen:bool');
    expect(rule?.expr).toContain(expected);
  });
});

test.each([
  [{}, 'the promise of 99.9 % over 30d is broken.'],
  [{ freezeAt: 0.8 }, 'the promise of 99.9 % over 30d is broken at 100 %.'],
])('a budget that freezes at %o says when its promise is broken', async (budget, expected) => {
  const own = await planOf(withService({ slos: [{ ...api.slos[0], id: 'a', budget }] }));
  const alert = own.plan.groups
    .flatMap(({ rules }) => rules)
    .find(candidate => candidate.kind === 'alert' && candidate.alert === 'SLOErrorBudgetExhausted');
  expect(alert?.kind === 'alert' ? alert.annotations['description'] : '').toContain(expected);
});

describe('the share from which on a budget is at risk', () => {
  test.each<[string, object, string]>([
    ['is four fifths', {}, 'vector(0.8)'],
    ['is that of the policy', { budget: { warnAt: 0.5 } }, 'vector(0.5)'],
    ['is that of the alert', { alerts: { SLOErrorBudgetAtRisk: { threshold: 0.6 } } }, 'vector(0.6)'],
    ['is four fifths of the share that freezes', { budget: { freezeAt: 0.5 } }, 'vector(0.4)'],
    [
      'is four fifths of the share at which the alert of a freeze fires',
      { alerts: { SLOErrorBudgetExhausted: { threshold: 0.7 } } },
      'vector(0.56)',
    ],
    ['is no more than four fifths', { budget: { freezeAt: 1.5 } }, 'vector(0.8)'],
    [
      'is recorded for every group',
      {
        groupBy: ['tenant'],
        sli: { kind: 'ratio', bad: 'jobs_failed_total', total: 'jobs_total' },
        budget: { warnAt: 0.5 },
      },
      '0 * slo:period_coverage:ratio{slo="api-a"} + 0.5',
    ],
  ])('%s', async (_, own, expected) => {
    const { groups } = (await planOf(withService({ metrics, slos: [{ ...api.slos[0], id: 'a', ...own }] }))).plan;
    const records = groups.flatMap(({ rules }) => rules.filter(rule => rule.kind === 'record'));
    expect(records.filter(({ record }) => record === 'slo:budget_warning:ratio').map(({ expr }) => expr)).toEqual([
      expected,
    ]);
  });
});

test('the long windows of a ruler are rendered, and the Prometheus that scrapes does not load them', async () => {
  const { files } = await synthesize(
    { catalogue: withStack({ objectives: { longWindows: 'ruler' } }), diagnostics: [] },
    { today: '2026-01-01', targets: ['compose'] },
  );
  expect([...files.keys()].filter(file => /slo.*\.yml$/.test(file)).sort()).toEqual([
    'dist/compose/config/prometheus/etc/prometheus/rules/api-slo.yml',
    'rules/api-slo-ruler.yml',
    'rules/api-slo.yml',
  ]);
});

test('every expression is written as the printer writes it', () => {
  for (const group of plan.groups.filter(({ name }) => name.startsWith('slo-')))
    for (const { expr } of group.rules) {
      const parsed = parse(expr);
      expect([parsed.problems, parsed.expr === undefined ? '' : print(parsed.expr)]).toEqual([[], expr]);
    }
});
