import { describe, expect, test } from 'vitest';
import { importSlos } from '../../src/importers/import-slos.ts';
import { importedSloCatalogue } from '../../src/importers/slo-stack.ts';
import { slothText } from './slo-fixtures.ts';

/** The objective that two queries of Sloth become. */
const events = async (errors: string, total: string) =>
  entryOf(
    slothText(
      '- name: x',
      '  objective: 99',
      `  sli: { events: ${JSON.stringify({ error_query: errors, total_query: total })} }`,
    ),
  );

const entryOf = async (text: string) => {
  const { stack } = await importSlos([{ name: 'slos.yml', text }]);
  const [entry] = importedSloCatalogue(stack).services[0]?.slos ?? [];
  return { sli: entry?.sli, groupBy: entry?.groupBy };
};

/** One objective of an inline indicator of OpenSLO. */
const openslo = (indicator: object, more: object = {}, objective: object = {}): string =>
  JSON.stringify({
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: 'x' },
    spec: {
      service: 'web',
      indicator: { metadata: { name: 'y' }, spec: indicator },
      timeWindow: [{ duration: '30d', isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ target: 0.99, ...objective }],
      ...more,
    },
  });
const metric = (query: string) => ({ metricSource: { type: 'Prometheus', spec: { query } } });
const ratio = (bad: string, total: string, counter = true) => ({
  ratioMetric: { counter, bad: metric(bad), total: metric(total) },
});

describe('two queries', () => {
  test.each([
    [
      'of rates are a ratio',
      'sum(rate(a{b="c"}[{{.window}}]))',
      'sum(rate(t[{{.window}}]))',
      { kind: 'ratio', bad: 'a{b="c"}', total: 't' },
      undefined,
    ],
    [
      'of increases are a ratio',
      'sum(increase(a[{{.window}}]))',
      'sum(increase(t[{{.window}}]))',
      { kind: 'ratio', bad: 'a', total: 't' },
      undefined,
    ],
    [
      'with the same labels have budgets of their own',
      'sum by (z, y) (rate(a[{{.window}}]))',
      'sum by (y, z) (rate(t[{{.window}}]))',
      { kind: 'ratio', bad: 'a', total: 't' },
      ['y', 'z'],
    ],
    [
      'with different labels are added up',
      'sum by (y) (rate(a[{{.window}}]))',
      'sum(rate(t[{{.window}}]))',
      { kind: 'raw', errors: 'sum by (y) (rate(a[$window]))', total: 'sum(rate(t[$window]))' },
      undefined,
    ],
    [
      'whose errors are what is not good',
      'sum(rate(t[{{.window}}])) - sum(rate(g[{{.window}}]))',
      'sum(rate(t[{{.window}}]))',
      { kind: 'ratioGood', good: 'g', total: 't' },
      undefined,
    ],
    [
      'whose errors are the rest of another total',
      'sum(rate(u[{{.window}}])) - sum(rate(g[{{.window}}]))',
      'sum(rate(t[{{.window}}]))',
      { kind: 'raw', errors: 'sum(rate(u[$window])) - sum(rate(g[$window]))', total: 'sum(rate(t[$window]))' },
      undefined,
    ],
    [
      'of a bucket are a latency',
      'sum(rate(h_seconds_count[{{.window}}])) - sum(rate(h_seconds_bucket{le="2.5"}[{{.window}}]))',
      'sum(rate(h_seconds_count[{{.window}}]))',
      { kind: 'latency', histogram: 'h_seconds', where: '', within: '2500ms' },
      undefined,
    ],
    [
      'of a bucket by both of its names are a latency',
      'sum(rate(h_seconds_count[{{.window}}])) - sum(rate(h_seconds_bucket{le=~"1(\\\\.0)?"}[{{.window}}]))',
      'sum(rate(h_seconds_count[{{.window}}]))',
      { kind: 'latency', histogram: 'h_seconds', where: '', within: '1s' },
      undefined,
    ],
    [
      'of a bucket of other matchers are no latency',
      'sum(rate(h_seconds_count[{{.window}}])) - sum(rate(h_seconds_bucket{le="1",a="b"}[{{.window}}]))',
      'sum(rate(h_seconds_count[{{.window}}]))',
      { kind: 'ratioGood', good: 'h_seconds_bucket{le=~"1([.]0)?",a="b"}', total: 'h_seconds_count' },
      undefined,
    ],
    [
      'with an offset stay as they are',
      'sum(rate(a[{{.window}}] offset 1m))',
      'sum(rate(t[{{.window}}] offset 1m))',
      { kind: 'raw', errors: 'sum(rate(a[$window] offset 1m))', total: 'sum(rate(t[$window] offset 1m))' },
      undefined,
    ],
  ])('%s', async (_, errors, total, sli, groupBy) => {
    expect(await events(errors, total)).toEqual({ sli, groupBy });
  });
});

describe('an indicator of OpenSLO', () => {
  test.each([
    [
      'of counters without rates',
      ratio('a', 'sum by (z) (t)'),
      { kind: 'raw', errors: 'sum(rate(a[$window]))', total: 'sum by (z) (rate(t[$window]))' },
    ],
    ['of counters without rates or sums', ratio('a', 't'), { kind: 'ratio', bad: 'a', total: 't' }],
    ['of rates with ranges', ratio('sum(rate(a[1m]))', 'sum(rate(t[1m]))'), { kind: 'ratio', bad: 'a', total: 't' }],
    [
      'of rates with a template',
      ratio('sum(rate(a[${window}]))', 'sum(rate(t[$window]))'),
      { kind: 'ratio', bad: 'a', total: 't' },
    ],
    [
      'of gauges',
      ratio('sum(a)', 'sum(t)', false),
      { kind: 'raw', errors: 'avg_over_time(sum(a)[$window:])', total: 'avg_over_time(sum(t)[$window:])' },
    ],
    [
      'of good gauges',
      { ratioMetric: { counter: false, good: metric('sum(g)'), total: metric('sum(t)') } },
      {
        kind: 'raw',
        errors:
          'avg_over_time(sum(t)[$window:]) - (avg_over_time(sum(g)[$window:]) or 0 * avg_over_time(sum(t)[$window:]))',
        total: 'avg_over_time(sum(t)[$window:])',
      },
    ],
    [
      'that was a quotient before',
      { ratioMetric: { rawType: 'success', raw: metric('sum(rate(g[5m])) / sum(rate(t[5m]))') } },
      { kind: 'ratioGood', good: 'g', total: 't' },
    ],
    [
      'that was recorded before',
      { ratioMetric: { rawType: 'failure', raw: metric('failure:ratio') } },
      {
        kind: 'raw',
        errors: 'avg_over_time(failure:ratio[$window:])',
        total: '0 * avg_over_time(failure:ratio[$window:]) + 1',
      },
    ],
  ])('%s', async (_, indicator, sli) => {
    expect((await entryOf(openslo(indicator))).sli).toEqual(sli);
  });

  test.each([
    ['lte', '<='],
    ['lt', '<'],
    ['gte', '>='],
    ['gt', '>'],
  ])('of a value that is good by `%s`', async (op, sign) => {
    const text = openslo({ thresholdMetric: metric('rate(a[5m])') }, {}, { op, value: 0.5 });
    expect((await entryOf(text)).sli).toEqual({ kind: 'gauge', expr: 'rate(a[5m])', op: sign, bound: 0.5 });
  });
});

describe('a promise of OpenSLO', () => {
  const promiseOf = async (more: object, objective: object = {}) => {
    const { stack, findings } = await importSlos([{ name: 'x.yml', text: openslo(ratio('a', 't'), more, objective) }]);
    const [slo] = stack.services[0]?.slos ?? [];
    return { promise: slo?.source.promise, notes: findings.map(({ message }) => message) };
  };
  const rolling = (duration: string) => ({ timeWindow: [{ duration, isRolling: true }] });
  const calendar = (duration: string, more: object = {}) => ({
    timeWindow: [{ duration, calendar: { startTime: '2026-01-01 00:00:00', timeZone: 'UTC', ...more } }],
  });

  test.each([
    ['four weeks', rolling('4w'), '28d', []],
    ['a rolling month', rolling('1M'), '30d', ['The objective `x` is promised over 1M, which is 30d here.']],
    [
      'a year',
      rolling('1Y'),
      '90d',
      ['The objective `x` is promised over 1Y, and over 90d here: budgets are kept over 1 to 90 days.'],
    ],
    [
      'half a day',
      rolling('12h'),
      '1d',
      ['The objective `x` is promised over 12h, and over 1d here: budgets are kept over 1 to 90 days.'],
    ],
    ['a calendar month', calendar('1M'), 'month', []],
    [
      'a calendar month elsewhere',
      calendar('1M', { timeZone: 'Europe/Kyiv' }),
      'month',
      ['`timeZone` of the objective `x` is not carried over: a month begins at midnight UTC, not in Europe/Kyiv.'],
    ],
    [
      'a calendar week',
      calendar('1w'),
      '7d',
      [
        'The objective `x` is promised per calendar 1w, and over a rolling window here: the only calendar that budgets are kept by is that of months.',
      ],
    ],
  ])('over %s', async (_, window, expected, notes) => {
    expect(await promiseOf(window)).toEqual({ promise: { objective: '99%', window: expected }, notes });
  });

  test.each([
    ['a number counts minutes', 5, '5m', []],
    ['a duration', '30m', '30m', []],
    [
      'a long one',
      '2h',
      '1h',
      ['The slices of the objective `x` are 2h long, and 1h here: a slice has 1 minute to 1 hour.'],
    ],
  ])('by slices: %s', async (_, timeSliceWindow, length, notes) => {
    const found = await promiseOf({ budgetingMethod: 'Timeslices' }, { timeSliceTarget: 0.95, timeSliceWindow });
    expect(found).toEqual({
      promise: { objective: '99%', window: '30d', slices: { length, target: '95%' } },
      notes,
    });
  });

  test('whose alerts are none of its own business has no rows', async () => {
    const condition = {
      kind: 'AlertCondition',
      spec: { severity: 'page', condition: { kind: 'burnrate', threshold: 2, lookbackWindow: '1h' } },
    };
    const policy = (alertWhenBreaching: boolean) => ({
      alertPolicies: [{ kind: 'AlertPolicy', spec: { alertWhenBreaching, conditions: [condition] } }],
    });
    expect((await promiseOf(policy(false))).promise?.tiers).toEqual([]);
    expect((await promiseOf(policy(true))).promise?.tiers).toEqual([
      { tier: 'page-fast', long: '1h', short: '5m', spent: '0.277777777778%' },
    ]);
  });
});
