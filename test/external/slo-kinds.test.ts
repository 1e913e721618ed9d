import { describe, expect, test } from 'vitest';
import { type Expected, groupsOf, judge, type Series, slo } from './slo-judge.ts';

const counter = (name: string, labels: string, perStep: number, from = 0): Series => ({
  series: `${name}{service="api"${labels}}`,
  values: `${from}+${perStep}x40`,
});
const constant = (name: string, labels: string, value: string): Series => ({
  series: `${name}{service="api"${labels}}`,
  values: `${value}x40`,
});
const ratio = (window = '5m', more = ''): string => `slo:sli_error:ratio_rate${window}{slo="api-x"${more}}`;

/** A native histogram that grows by so many observations below and above 1. */
const native = (below: number, above: number): string => {
  const sample = (n: number): string =>
    `{{schema:0 count:${n * (below + above)} sum:${n} buckets:[${n * below} ${n * above}] offset:0}}`;
  return Array.from({ length: 40 }, (_, n) => sample(n)).join(' ');
};

/** The error ratio of an indicator after ten minutes of the same. */
const kinds: readonly [string, object, readonly Series[], number | undefined, number?][] = [
  [
    'bad among all',
    { kind: 'ratio', bad: 'jobs_total{status="failed"}', total: 'jobs_total' },
    [counter('jobs_total', ',status="failed"', 1), counter('jobs_total', ',status="done"', 3)],
    0.25,
  ],
  [
    'bad among all, without a failure so far',
    { kind: 'ratio', bad: 'jobs_total{status="failed"}', total: 'jobs_total' },
    [counter('jobs_total', ',status="done"', 3)],
    0,
  ],
  [
    'bad among all, without any traffic',
    { kind: 'ratio', bad: 'jobs_total{status="failed"}', total: 'jobs_total' },
    [counter('jobs_total', ',status="failed"', 0), counter('jobs_total', ',status="done"', 0)],
    undefined,
  ],
  [
    'good among all',
    { kind: 'ratioGood', good: 'jobs_total{status="done"}', total: 'jobs_total' },
    [counter('jobs_total', ',status="failed"', 1), counter('jobs_total', ',status="done"', 3)],
    0.25,
  ],
  [
    'good among all, when nothing was ever good',
    { kind: 'ratioGood', good: 'jobs_total{status="done"}', total: 'jobs_total' },
    [counter('jobs_total', ',status="failed"', 1)],
    1,
  ],
  [
    'slower than a bucket',
    { kind: 'latency', histogram: 'h', within: '1s' },
    [counter('h_bucket', ',le="1.0"', 9), counter('h_count', '', 10)],
    0.1,
  ],
  [
    'slower than a bucket that older releases name otherwise',
    { kind: 'latency', histogram: 'h', within: '1s' },
    [counter('h_bucket', ',le="1"', 9), counter('h_count', '', 10)],
    0.1,
  ],
  [
    'slower than a limit, in a native histogram',
    { kind: 'nativeLatency', histogram: 'h', within: '1s' },
    // Bounds at powers of 2: nine observations from 0.5 to 1, one from 1 to 2.
    [{ series: 'h{service="api"}', values: native(9, 1) }],
    0.1,
  ],
  [
    'slower than a limit, in a native histogram without observations',
    { kind: 'nativeLatency', histogram: 'h', within: '1s' },
    [{ series: 'h{service="api"}', values: native(0, 0) }],
    undefined,
  ],
  [
    'a probe that succeeds too late half of the time',
    { kind: 'probe', probe: 'health', within: '1s' },
    [
      constant('probe_success', ',probe="health"', '1'),
      { series: 'probe_duration_seconds{service="api",probe="health"}', values: '0.5 1.5 '.repeat(20).trim() },
    ],
    0.5,
    // One sample more or less, at the edge of the window.
    0.05,
  ],
  [
    'a value out of bounds on one of four instances',
    { kind: 'gauge', expr: 'queue_depth', op: '<=', bound: 100 },
    [1, 2, 3, 4].map(i => constant('queue_depth', `,instance="${i}"`, i === 4 ? '101' : '100')),
    0.25,
  ],
  [
    'a value that is not a number',
    { kind: 'gauge', expr: 'queue_depth', op: '<=', bound: 100 },
    [{ series: 'queue_depth{service="api"}', values: 'NaN '.repeat(40).trim() }],
    1,
  ],
  [
    'data that is too old',
    { kind: 'freshness', timestamp: 'last_success', maxAge: '8m' },
    [constant('last_success', '', '0')],
    // Fresh until the eighth minute: 4 of the last 10 evaluations were not, or of 11.
    0.4,
    0.05,
  ],
  [
    'less done than promised',
    { kind: 'throughput', counter: 'rows_total', atLeast: 0.5 },
    [counter('rows_total', '', 12)],
    1,
  ],
  [
    'as much done as promised',
    { kind: 'throughput', counter: 'rows_total', atLeast: 0.5 },
    [counter('rows_total', '', 15, 1_000)],
    0,
  ],
  [
    'more in use than there should be',
    { kind: 'saturation', used: 'used', capacity: 'size', limit: '80%' },
    [constant('used', '', '81'), constant('size', '', '100')],
    1,
  ],
  [
    'raw expressions that divide by nothing',
    { kind: 'raw', errors: 'rate(a[$window]) / rate(b[$window])', total: 'rate(c[$window])' },
    [counter('a', '', 0), counter('b', '', 0), counter('c', '', 1)],
    0,
  ],
];

const labels = '{service="api", slo="api-x", team="platform"}';

describe('the error ratio of', () => {
  test.each(kinds)('%s', (_, sli, series, value, tolerance) => {
    const base = groupsOf([slo({ sli, tiers: [] })]).get('x');
    const expected: readonly Expected[] = [
      { at: 600, expr: ratio(), value },
      ...(value === undefined ? [] : [{ at: 600, expr: `count(${ratio()})`, value: 1 }]),
      // A single NaN would be the sum.
      { at: 600, expr: 'count(sum({__name__=~"slo:.+"}) >= 0)', value: 1 },
    ];
    expect(
      judge({
        groups: base === undefined ? [] : [base],
        evaluation: 30,
        series,
        expected,
        ...(tolerance === undefined ? {} : { tolerance }),
      }),
    ).toBe('');
  });
});

describe('groups of an objective', () => {
  const groups = groupsOf([
    slo({ sli: { kind: 'ratio', bad: 'jobs_total{status="failed"}', total: 'jobs_total' }, groupBy: ['tenant'] }),
  ]);
  const series = [
    counter('jobs_total', ',status="failed",tenant="a"', 2),
    counter('jobs_total', ',status="done",tenant="a"', 2),
    counter('jobs_total', ',status="done",tenant="b"', 5),
    { series: 'jobs_total{service="api",status="done",tenant="gone"}', values: '0+5x10 _x60' },
  ];

  test('have ratios, budgets and pages of their own', () => {
    const found = judge({
      groups: ['x', 'x-slow', 'x-budget'].flatMap(name => groups.get(name) ?? []),
      evaluation: 30,
      series,
      expected: [
        { at: 600, expr: ratio('5m', ',tenant="a"'), value: 0.5 },
        { at: 600, expr: ratio('5m', ',tenant="b"'), value: 0 },
        { at: 600, expr: 'slo:period_budget_consumed:ratio{slo="api-x",tenant="b"}', value: 0 },
        { at: 600, expr: 'slo:error_budget:ratio{slo="api-x",tenant="a"}', value: 0.001 },
        { at: 600, expr: 'count({__name__=~"slo:.+",tenant=""})', value: undefined },
        { at: 600, expr: 'count(ALERTS{alertname="SLOBurnRateFast",tenant="a",alertstate="firing"})', value: 1 },
        { at: 600, expr: 'count(ALERTS{alertname="SLOBurnRateFast",tenant="b"})', value: undefined },
      ],
    });
    expect(found).toBe('');
  });

  test('are missed when one of them goes', () => {
    const found = judge({
      groups: [...(groups.get('x') === undefined ? [] : [groups.get('x')])].flatMap(group => group ?? []),
      evaluation: 30,
      series: series.map(({ series: name, values }) => ({ series: name, values: values.replace('x40', 'x90') })),
      expected: [
        { at: 2_400, expr: 'count(ALERTS{alertname="SLOIndicatorMissing",alertstate="firing"})', value: 1 },
        { at: 2_400, expr: 'count(ALERTS{alertname="SLOIndicatorMissing",tenant="gone"})', value: 1 },
      ],
    });
    expect(found).toBe('');
  });
});

describe('a composite', () => {
  const rates = (name: string, value: string): Series => ({
    series: `slo:sli_error:ratio_rate5m{service="api",slo="api-${name}",team="platform"}`,
    values: `${value}x40`,
  });
  const of = [{ slo: 'api-a', weight: 3 }, { slo: 'api-b' }];
  test.each<[string, string, readonly Series[], number | undefined]>([
    ['is the weighted mean', 'weighted', [rates('a', '0.1'), rates('b', '0.5')], 0.2],
    ['weighs what is there', 'weighted', [rates('b', '0.5')], 0.5],
    ['is the worst of them', 'worst', [rates('a', '0.1'), rates('b', '0.5')], 0.5],
    [
      'is good when nobody asks anything',
      'weighted',
      [{ series: 'slo:sli_total:rate5m{service="api",slo="api-a",team="platform"}', values: '0x40' }],
      0,
    ],
    ['is nothing when nothing is known', 'weighted', [], undefined],
  ])('%s', (_, combine, series, value) => {
    const base = groupsOf([slo({ sli: { kind: 'composite', of, combine }, tiers: [] })]).get('x');
    expect(
      judge({
        groups: base === undefined ? [] : [base],
        evaluation: 30,
        series,
        expected: [
          { at: 600, expr: ratio(), value },
          {
            at: 600,
            expr: `count(slo:sli_bad:ratio${labels})`,
            value: value === undefined ? undefined : 1,
          },
        ],
      }),
    ).toBe('');
  });
});

test('time slices are the share of time in which too few events were good', () => {
  const base = groupsOf([slo({ slices: { length: '1m', target: '90%' }, tiers: [] })]).get('x');
  const found = judge({
    groups: base === undefined ? [] : [base],
    evaluation: 30,
    series: [
      // 20 % bad from the tenth minute on; before that 5 %, which a slice forgives.
      { series: 'http_requests_total{service="api",status="500"}', values: '0+5x20 120+20x40' },
      { series: 'http_requests_total{service="api",status="200"}', values: '0+95x20 1980+80x40' },
    ],
    expected: [
      { at: 600, expr: ratio(), value: 0 },
      { at: 1_200, expr: ratio(), value: 1 },
      { at: 1_800, expr: 'max(slo:sli_total:rate1h{slo="api-x"}) * 3600 > bool 50', value: 1 },
    ],
  });
  expect(found).toBe('');
});

describe('a performance budget', () => {
  const groups = groupsOf([], {
    performance: [
      { id: 'speed', histogram: 'http_request_duration_seconds', p95: '500ms', p99: '1s', runbook: 'errors' },
    ],
  });
  const buckets = (half: number, second: number): readonly Series[] => [
    counter('http_request_duration_seconds_bucket', ',le="0.5"', half),
    counter('http_request_duration_seconds_bucket', ',le="1.0"', second),
    counter('http_request_duration_seconds_count', '', 1_000),
  ];
  const firing = (alert: string): string => `count(ALERTS{alertname="${alert}",alertstate="firing"})`;

  test.each<[string, number, number, number | undefined, number | undefined]>([
    ['is kept at 95 and 99 %', 950, 990, undefined, undefined],
    ['tells a slow twentieth', 949, 990, 1, undefined],
    ['tells a slow hundredth', 950, 989, undefined, 1],
  ])('%s', (_, half, second, p95, p99) => {
    const found = judge({
      groups: [...groups.values()].filter(({ name }) => name.startsWith('performance-')),
      evaluation: 30,
      series: buckets(half, second),
      expected: [
        // For five minutes, after the first rate.
        { at: 300, expr: firing('PerformanceBudgetExceeded'), value: undefined },
        { at: 420, expr: firing('PerformanceBudgetExceeded'), value: p95 },
        { at: 420, expr: firing('PerformanceBudgetExceededP99'), value: p99 },
      ],
    });
    expect(found).toBe('');
  });
});
