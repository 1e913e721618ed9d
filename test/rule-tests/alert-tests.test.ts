import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../src/core/duration.ts';
import { parse } from '../../src/promql/parse.ts';
import type { AlertSubject } from '../../src/rule-tests/alert-subject.ts';
import { alertTests, untestable } from '../../src/rule-tests/alert-tests.ts';
import type { KnownSeries, Lookup } from '../../src/rule-tests/metric-lookup.ts';
import type { AlertTests } from '../../src/rule-tests/rule-test.ts';

const series = (base: string, part: Partial<KnownSeries>): KnownSeries => ({
  kind: 'gauge',
  base,
  labels: undefined,
  fixed: {},
  bounds: [],
  records: [],
  scraped: true,
  ...part,
});

const lookup: Lookup = name =>
  name.startsWith('latency_')
    ? series('latency', { kind: 'histogram', bounds: [0.1, 0.5, 1] })
    : series(name, { kind: name.endsWith('_total') ? 'counter' : 'gauge' });

const derive = (text: string, more: { readonly for?: string; readonly keepFiringFor?: string } = {}): AlertTests => {
  const { expr } = parse(text);
  if (expr === undefined) throw new Error(text);
  const annotations = { summary: '{{ $labels.instance }}: {{ $value | humanize }}' };
  const subject: AlertSubject = {
    watched: {
      rule: { kind: 'alert', alert: 'A', expr: text, labels: { severity: 'warning' }, annotations, path: 'a', ...more },
      expr,
      pending: parseDuration(more.for ?? '0s') ?? 0,
      kept: parseDuration(more.keepFiringFor ?? '0s') ?? 0,
    },
    evaluation: 30_000,
    queryOffset: 0,
    siblings: [],
    records: new Set(),
    lookup,
  };
  const derived = alertTests(subject);
  // What only judges comes to the same verdict, for the same reason.
  expect(untestable(subject, new Set())).toBe(derived.tests.length > 0 ? undefined : derived.reason);
  return derived;
};

const namesOf = ({ tests }: AlertTests): readonly string[] => tests.map(({ name }) => name);

describe('tests of an alert', () => {
  test.each([
    ['a level', 'max by (instance) (depth) > 100', '1m', ['A: 95 is silent, 105 fires after 1m, no data is silent']],
    ['a flag', 'max by (instance) (x_up) == 0', '2m', ['A: 1 is silent, 0 fires after 2m, no data is silent']],
    [
      'a share of errors',
      'sum by (instance) (rate(requests_total{code="500"}[5m])) / (sum by (instance) (rate(requests_total[5m])) > 0) > 0.05',
      '5m',
      ['A: 0.0475 is silent, 0.0525 fires after 5m, no data is silent'],
    ],
    [
      'what is missing',
      'absent(depth{queue="mail"})',
      '2m',
      ['A: what is there is silent, what has gone fires after 2m, no data fires'],
    ],
    ['an age', 'time() - done_seconds > 900', '1m', ['A: 860 is silent, 950 fires after 1m, no data is silent']],
    [
      'a quantile',
      'histogram_quantile(0.95, sum by (le, instance) (rate(latency_bucket[5m]))) > 0.5',
      '5m',
      ['A: 0.475 is silent, 0.5283 fires after 5m, no data is silent'],
    ],
  ])('on %s begin on both sides of its bound', (_, expr, pending, expected) => {
    expect(namesOf(derive(expr, { for: pending })).slice(0, 1)).toEqual(expected);
  });

  test('try each side of `or`, and each side of `and` with the other one met', () => {
    expect(namesOf(derive('a > 5 and b < 3'))).toEqual([
      'A: 4.8 is silent, 5.3 fires at once in a > 5, no data is silent',
      'A: 3.15 is silent, 2.85 fires at once in b < 3',
    ]);
    expect(namesOf(derive('x_up == 0 or absent(x_up)'))).toEqual([
      'A: 1 is silent, 0 fires at once in x_up == 0, no data fires',
      'A: what is there is silent, what has gone fires at once in absent(x_up)',
    ]);
  });

  test('watch it pending, firing with its labels and text, and resolved', () => {
    const [first] = derive('max by (instance) (depth) > 100', { for: '1m', keepFiringFor: '2m' }).tests;
    expect(first?.series.map(({ series: name, values }) => `${name} ${values}`)).toEqual([
      'depth{instance="host-1:9100"} 95x7 105x9 95x9 100x7 stale _x9',
    ]);
    expect(first?.checks.map(({ kind, at }) => `${kind} ${at / 1_000}`)).toEqual([
      'alert 210',
      'alert 270',
      'query 330',
      'alert 510',
      'query 630',
      'alert 810',
      'alert 1050',
      'alert 1350',
    ]);
    expect(first?.checks[3]).toEqual({
      kind: 'alert',
      at: 510_000,
      alert: 'A',
      firing: [
        { labels: { instance: 'host-1:9100', severity: 'warning' }, annotations: { summary: 'host-1:9100: 105' } },
      ],
    });
  });

  test('put a loud series beside each matcher, where it must not count', () => {
    const [first] = derive('sum by (instance) (depth{queue="mail"}) > 100').tests;
    expect(first?.series.map(({ series: name, values }) => `${name} ${values}`)).toEqual([
      'depth{instance="host-1:9100",queue="mail"} 95x5 105x7 95x5 100x5 stale _x5',
      'depth{instance="host-1:9100",queue="another-queue"} 160x5 40x7 160x5 40x5 stale _x5',
    ]);
  });

  test('restart counters, and let them appear', () => {
    expect(namesOf(derive('sum(increase(failures_total[5m])) > 3')).slice(1)).toEqual([
      'A: goes on firing when the counters restart',
      'A: stays silent when the counters restart',
      'A: a counter that appears with 1000000 is no news',
    ]);
    expect(
      namesOf(
        derive('sum((f_total unless last_over_time(f_total[1h] offset 5m)) or increase(f_total[5m])) >= 3'),
      ).slice(1),
    ).toEqual([
      'A: goes on firing when the counters restart',
      'A: stays silent when the counters restart',
      'A: a counter that appears with 1000000 fires',
      'A: a counter that appears with 3 fires',
      'A: a counter that comes back after 50m is no news',
    ]);
  });

  test('of a change are tried after a past in which nothing changed', () => {
    expect(namesOf(derive('x > 3 * avg_over_time(x[1h] offset 10m) and x > 0.1', { for: '2m' }))).toEqual([
      'A: 0.095 is silent, 0.105 fires after 2m in x > 0.1',
    ]);
  });

  test('of an alert without series follow the clock', () => {
    expect(namesOf(derive('vector(1)'))).toEqual(['A: always fires']);
    expect(namesOf(derive('hour() == 10'))).toEqual(['A: fires from 10h of the epoch on']);
  });

  test.each([
    [
      'a pattern that cannot be decided',
      'depth{queue=~"\\\\p{L}+"} > 1',
      'a pattern for the label `queue` cannot be decided here',
    ],
    ['a selector without a name', '{job="x"} > 1', 'a selector has no name'],
    ['a bound that is never reached', 'clamp_max(depth, 5) > 6', 'no input was found for which it fires'],
    ['an alert that cannot be silent', 'vector(1) or depth', 'no input was found for which it is silent'],
  ])('are missing for %s, with the reason', (_, expr, reason) => {
    expect(derive(expr)).toEqual({ tests: [], reason });
  });
});
