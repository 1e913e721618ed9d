import { describe, expect, test } from 'vitest';
import * as list from '../../src/indicators/index.ts';
import type { IndicatorSurroundings, Measure } from '../../src/indicators/indicator.ts';
import { indicators, type SliEntry } from '../../src/indicators/registry.ts';

const shown = (measure: Measure | undefined): readonly string[] =>
  measure === undefined
    ? []
    : measure.weight === 'time'
      ? [measure.bad]
      : [measure.total('5m'), measure.errors('5m', 'T')];

const measured = (sli: SliEntry, groupBy: readonly string[] = []): readonly string[] =>
  shown(indicators.get(sli.kind)?.measureOf(sli, { service: 'api', groupBy }));

describe('an indicator', () => {
  test.each<[string, SliEntry, readonly string[]]>([
    [
      'of bad events is zero where there is traffic without a failure',
      { kind: 'ratio', bad: 'x{s="5"}', total: 'x' },
      ['sum(rate(x[5m]))', 'sum(rate(x{s="5"}[5m])) or 0 * T'],
    ],
    [
      'of good events is never below zero',
      { kind: 'ratioGood', good: 'x{s="2"}', total: 'x' },
      ['sum(rate(x[5m]))', 'clamp_min(T - (sum(rate(x{s="2"}[5m])) or 0 * T), 0)'],
    ],
    [
      'of latency counts what is outside of a bucket',
      { kind: 'latency', histogram: 'h', within: '250ms' },
      ['sum(rate(h_count[5m]))', 'clamp_min(T - (sum(rate(h_bucket{le="0.25"}[5m])) or 0 * T), 0)'],
    ],
    [
      'of latency finds a whole bound under both of its names',
      { kind: 'latency', histogram: 'h', where: 'a="b"', within: '1s' },
      ['sum(rate(h_count{a="b"}[5m]))', 'clamp_min(T - (sum(rate(h_bucket{a="b",le=~"1([.]0)?"}[5m])) or 0 * T), 0)'],
    ],
    [
      'of latency in native histograms drops what is NaN without traffic',
      { kind: 'nativeLatency', histogram: 'h', within: '300ms' },
      [
        'histogram_count(sum(rate(h[5m])))',
        'clamp_min(1 - (histogram_fraction(-Inf, 0.3, sum(rate(h[5m]))) >= 0), 0) * T or 0 * T',
      ],
    ],
    [
      'of a probe is success',
      { kind: 'probe', probe: 'health' },
      ['1 - avg((probe_success{service="api",probe="health"} == bool 1))'],
    ],
    [
      'of a probe with a limit is success in time',
      { kind: 'probe', probe: 'health', within: '1s' },
      [
        '1 - avg((probe_success{service="api",probe="health"} == bool 1) * (probe_duration_seconds{service="api",probe="health"} <= bool 1))',
      ],
    ],
    [
      'of a value is the share of series in bounds',
      { kind: 'gauge', expr: 'q', op: '<=', bound: 100 },
      ['1 - avg((q) <= bool 100)'],
    ],
    [
      'of freshness takes the newest',
      { kind: 'freshness', timestamp: 't', maxAge: '15m' },
      ['1 - (time() - max(t) <= bool 900)'],
    ],
    [
      'of throughput is a rate',
      { kind: 'throughput', counter: 'c', atLeast: 0.5 },
      ['1 - (sum(rate(c[5m])) >= bool 0.5)'],
    ],
    [
      'of saturation adds up before it divides',
      { kind: 'saturation', used: 'u', capacity: 'c', limit: '80%' },
      ['1 - (sum(u) / (sum(c) > 0) <= bool 0.8)'],
    ],
    [
      'that is the worst of others is their maximum',
      { kind: 'composite', of: [{ slo: 'a-x' }, { slo: 'b-y' }], combine: 'worst' },
      ['max(slo:sli_error:ratio_rate5m{slo=~"a-x|b-y"}) or 0 * max(slo:sli_total:rate5m{slo=~"a-x|b-y"})'],
    ],
    [
      'that is raw may divide by nothing',
      { kind: 'raw', errors: 'e[$window]', total: 't[$window]' },
      ['sum(t[5m]) >= 0', '(sum(e[5m]) >= 0) or 0 * T'],
    ],
  ])('%s', (_, sli, expected) => {
    expect(measured(sli)).toEqual(expected);
  });

  test('that is weighed divides by the weights of the parts that are there', () => {
    const [bad = ''] = measured({
      kind: 'composite',
      of: [{ slo: 'a-x', weight: 3 }, { slo: 'b-y' }],
      combine: 'weighted',
    });
    expect(bad).toBe(
      'sum(label_replace(0.75 * avg(slo:sli_error:ratio_rate5m{slo="a-x"}), "part", "0", "", "") or label_replace(0.25 * avg(slo:sli_error:ratio_rate5m{slo="b-y"}), "part", "1", "", "")) / (sum(label_replace(0.75 * (avg(slo:sli_error:ratio_rate5m{slo="a-x"}) >= bool 0), "part", "0", "", "") or label_replace(0.25 * (avg(slo:sli_error:ratio_rate5m{slo="b-y"}) >= bool 0), "part", "1", "", "")) > 0) or 0 * max(slo:sli_total:rate5m{slo=~"a-x|b-y"})',
    );
  });

  test.each(Object.values(list).map(({ definition }) => [definition.kind, definition.example] as const))(
    'of kind %s keeps the labels of its groups apart',
    (_, sli) => {
      for (const text of measured(sli, ['tenant', 'region'])) expect(text).toContain(' by (tenant, region) ');
    },
  );
});

const surroundings: IndicatorSurroundings = {
  metrics: new Map([
    ['classic', { name: 'classic', kind: 'histogram', labels: {} }],
    ['native', { name: 'native', kind: 'nativeHistogram', labels: {} }],
  ]),
  isExternal: name => name === 'elsewhere',
  probes: ['health'],
  slo: 'api-x',
  nativeHistograms: true,
  objectives: new Map([
    ['api-availability', []],
    ['api-latency', ['tenant']],
  ]),
  groupBy: [],
  prometheus: '3.13.2',
};

const mistakes = (sli: SliEntry, change: Partial<IndicatorSurroundings> = {}): readonly string[] =>
  (indicators.get(sli.kind)?.mistakesOf(sli, { ...surroundings, ...change }) ?? []).map(({ message }) => message);

describe('an indicator that cannot be measured', () => {
  test.each<[string, SliEntry, Partial<IndicatorSurroundings>, readonly string[]]>([
    [
      'counts as bad what is not counted at all',
      { kind: 'ratio', bad: 'x{status="500"}', total: 'x{handler="/a"}' },
      {},
      ['`total` counts events with `handler="/a"` only, and `bad` counts others as well.'],
    ],
    ['may count bad events in another metric', { kind: 'ratio', bad: 'y', total: 'x{handler="/a"}' }, {}, []],
    [
      'is a native histogram that has classic buckets',
      { kind: 'nativeLatency', histogram: 'classic', within: '1s' },
      {},
      ['`classic` is no native histogram.'],
    ],
    [
      'is a native histogram for a release that does not scrape them',
      { kind: 'nativeLatency', histogram: 'native', within: '1s' },
      { prometheus: '3.5.0' },
      ['Prometheus 3.5.0 does not scrape native histograms without a feature flag; 3.8 is the first that does.'],
    ],
    [
      'is a native histogram that nobody scrapes',
      { kind: 'nativeLatency', histogram: 'native', within: '1s' },
      { nativeHistograms: false },
      ['The scrape of the service does not take native histograms, such as `native`.'],
    ],
    [
      'is a native histogram that is no metric of the service',
      { kind: 'nativeLatency', histogram: 'unheard', within: '1s' },
      {},
      ['`unheard` is no metric of the service.'],
    ],
    [
      'may be a native histogram that nobody has modelled',
      { kind: 'nativeLatency', histogram: 'elsewhere', within: '1s' },
      {},
      [],
    ],
    ['is a native histogram that is one', { kind: 'nativeLatency', histogram: 'native', within: '1s' }, {}, []],
    ['is a probe that there is not', { kind: 'probe', probe: 'deep' }, {}, ['The service has no probe `deep`.']],
    [
      'is a throughput of nothing',
      { kind: 'throughput', counter: 'c', atLeast: 0 },
      {},
      ['A throughput of 0 per second is always reached.'],
    ],
    [
      'is a saturation above all there is',
      { kind: 'saturation', used: 'u', capacity: 'c', limit: '120%' },
      {},
      ['The limit 120% is no share of a capacity: it must be above 0 and at most 100 %.'],
    ],
    [
      'is raw and the same over every window',
      { kind: 'raw', errors: 'rate(e[5m])', total: 'rate(t[$window])' },
      {},
      ['The expression `errors` does not use `$window`, so it would be the same over every window.'],
    ],
    [
      'is made of one, twice, and of what there is not',
      {
        kind: 'composite',
        of: [{ slo: 'api-availability' }, { slo: 'api-availability' }, { slo: 'api-speed' }],
        combine: 'worst',
      },
      {},
      ['The objective `api-availability` is named twice.', 'There is no objective `api-speed` beside this one.'],
    ],
    [
      'is made of one, by groups that it does not have',
      { kind: 'composite', of: [{ slo: 'api-availability' }, { slo: 'api-latency' }], combine: 'worst' },
      { groupBy: ['tenant'] },
      ['The objective `api-availability` is not grouped by `tenant`, so it cannot be told apart by it here.'],
    ],
    [
      'weighs nothing',
      {
        kind: 'composite',
        of: [
          { slo: 'api-availability', weight: 0 },
          { slo: 'api-latency', weight: 0 },
        ],
        combine: 'weighted',
      },
      {},
      ['Every weight is 0, so nothing counts.'],
    ],
  ])('%s', (_, sli, change, expected) => {
    expect(mistakes(sli, change)).toEqual(expected);
  });

  test.each(Object.values(list))('has a kind that is its name: $kind', indicator => {
    expect(indicators.get(indicator.kind)).toBe(indicator);
    expect(indicator.measureOf({ kind: 'another' }, { service: 'api', groupBy: [] })).toBeUndefined();
  });
});
