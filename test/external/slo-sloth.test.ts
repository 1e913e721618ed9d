import { describe, expect, test } from 'vitest';
import { type Expected, groupsOf, judge, type Series, slo } from './slo-judge.ts';

/**
 * The verdict of Sloth's published alert (`internal/prometheus/alert_rules.go`: quick or slow page at 30 days and
 * 99.9 %) beside ours: equal under constant traffic, and the documented cases where they differ.
 *
 * @module
 */

const bad = 'sum(rate(http_requests_total{service="api",status=~"5.."}[W]))';
const all = 'sum(rate(http_requests_total{service="api"}[W]))';
const slothRatio = (window: string): string => `(${bad} / ${all})`.replaceAll('W', window);
const slothPage = ['1h 5m 14.4', '6h 30m 6'].map(row => {
  const [long = '', short = '', factor] = row.split(' ');
  return `(${slothRatio(short)} > (${factor} * 0.001) and ${slothRatio(long)} > (${factor} * 0.001))`;
});

const groups = groupsOf([slo({ objective: '99.9%', minBadEvents: 0 })]);
const base = groups.get('x');
const pages = (base?.rules ?? []).flatMap(rule =>
  rule.kind === 'alert' && rule.alert.startsWith('SLOBurnRate') ? [`(${rule.expr})`] : [],
);
const fires = (exprs: readonly string[]): string => `(count(${exprs.join(' or ')}) > bool 0 or vector(0))`;

/** Requests of one per second and status, by stretches of minutes and shares of errors. */
const traffic = (stretches: readonly (readonly [number, number])[]): readonly Series[] => {
  const grow = (of: (share: number) => number): string => {
    let sum = 0;
    const values = stretches.flatMap(([minutes, share]) =>
      Array.from({ length: minutes * 2 }, () => {
        sum += of(share);
        return sum;
      }),
    );
    return [0, ...values].join(' ');
  };
  return [
    { series: 'http_requests_total{service="api",status="500"}', values: grow(share => 1_000 * share) },
    { series: 'http_requests_total{service="api",status="200"}', values: grow(share => 1_000 * (1 - share)) },
  ];
};

describe('under constant traffic both page at the same evaluations', () => {
  test.each<[string, readonly (readonly [number, number])[]]>([
    [
      'a complete outage of five minutes',
      [
        [60, 0],
        [5, 1],
        [40, 0],
      ],
    ],
    [
      'two percent for an hour',
      [
        [40, 0.0005],
        [60, 0.02],
        [30, 0.0005],
      ],
    ],
    [
      'seven in a thousand for hours',
      [
        [30, 0],
        [150, 0.007],
        [40, 0],
      ],
    ],
    ['just below every limit', [[180, 0.0059]]],
    [
      'bursts',
      [
        [20, 0.001],
        [2, 0.4],
        [20, 0.001],
        [4, 0.3],
        [60, 0.001],
      ],
    ],
  ])('%s', (_, stretches) => {
    const minutes = stretches.reduce((sum, [length]) => sum + length, 0);
    const expected = Array.from({ length: Math.floor(minutes / 3) - 1 }, (_unused, i): Expected => {
      const at = (i + 1) * 180;
      return { at, expr: `${fires(pages)} - ${fires(slothPage)}`, value: 0 };
    });
    expect(
      judge({ groups: base === undefined ? [] : [base], evaluation: 30, series: traffic(stretches), expected }),
    ).toBe('');
  });
});

/** Recorded rates of a day, a sample in ten minutes, and what Sloth makes of the ratios among them. */
const longWindow = (errors: readonly number[], total: readonly number[]) => {
  const at = '{service="api",slo="api-x",team="platform"}';
  const slow = groups.get('x-slow');
  const slothLong = {
    kind: 'record' as const,
    record: 'sloth:ratio_rate5m',
    expr: `slo:sli_errors:rate5m${at} / slo:sli_total:rate5m${at}`,
    labels: {},
    path: 'sloth',
  };
  return (expected: readonly Expected[]): string =>
    judge({
      groups: slow === undefined ? [] : [{ ...slow, rules: [...slow.rules.slice(0, 3), slothLong] }],
      evaluation: 600,
      series: [
        { series: `slo:sli_errors:rate5m${at}`, values: errors.join(' ') },
        { series: `slo:sli_total:rate5m${at}`, values: total.join(' ') },
      ],
      expected,
    });
};
const slothPeriod = 'sum_over_time(sloth:ratio_rate5m[30d]) / count_over_time(sloth:ratio_rate5m[30d])';
const ours = 'slo:sli_error:ratio_rate30d{slo="api-x"}';
const end = 143 * 600;

describe('where they differ', () => {
  test('uneven traffic: half of one quiet hour fails, which Sloth takes for half of an hour', () => {
    // 1 event per second in 6 of 144 samples, half of them bad; 1 000 per second otherwise.
    const quiet = (i: number): boolean => i < 6;
    const total = Array.from({ length: 144 }, (_, i) => (quiet(i) ? 1 : 1_000));
    const errors = total.map((_, i) => (quiet(i) ? 0.5 : 0));
    expect(
      longWindow(
        errors,
        total,
      )([
        { at: end, expr: ours, value: 3 / 138_006 },
        { at: end, expr: slothPeriod, value: 3 / 144 },
      ]),
    ).toBe('');
  });

  test('zero traffic: one sample without events makes the month of Sloth not a number', () => {
    const total = Array.from({ length: 144 }, (_, i) => (i === 70 ? 0 : 10));
    const errors = total.map(events => events / 100);
    expect(
      longWindow(
        errors,
        total,
      )([
        { at: end, expr: ours, value: 0.01 },
        { at: end, expr: `count((${slothPeriod}) != (${slothPeriod}))`, value: 1 },
      ]),
    ).toBe('');
  });

  test('a handful of failures in a quiet hour: Sloth wakes somebody, the guard does not', () => {
    const guarded = groupsOf([slo({ objective: '99.9%' })]).get('x');
    const alerts = (guarded?.rules ?? []).flatMap(rule =>
      rule.kind === 'alert' && rule.alert.startsWith('SLOBurnRate') ? [`(${rule.expr})`] : [],
    );
    expect(
      judge({
        groups: guarded === undefined ? [] : [guarded],
        evaluation: 30,
        series: [
          { series: 'http_requests_total{service="api",status="500"}', values: '0x10 1x40' },
          { series: 'http_requests_total{service="api",status="200"}', values: '0+0.1x50' },
        ],
        expected: [
          { at: 420, expr: fires(slothPage), value: 1 },
          { at: 420, expr: fires(alerts), value: 0 },
        ],
      }),
    ).toBe('');
  });
});
