import { parseNotation } from '../../src/evaluate/notation.ts';
import type { InputSeries } from '../../src/evaluate/series.ts';
import { parse } from '../../src/promql/parse.ts';

/** A series as it stands in a file of promtool. */
export interface WrittenSeries {
  readonly series: string;
  readonly values: string;
}

/** The time between two values, in milliseconds. */
export const interval = 30_000;

/**
 * Two hours of everything that makes a difference: counters that are reset, are born late, end with a marker or
 * without one; gauges that are negative, infinite or no number; histograms that lack buckets or fall; labels that only
 * some series have.
 */
export const written: readonly WrittenSeries[] = [
  { series: 'requests_total{job="api",instance="a:1",code="200"}', values: '0+10x240' },
  { series: 'requests_total{job="api",instance="a:1",code="500"}', values: '0x20 1+1x100 102x100 107 _x5 109 120' },
  { series: 'requests_total{job="api",instance="b:1",code="200"}', values: '1000+7x60 3+7x60 0+9.5x100' },
  {
    series: 'requests_total{job="api",instance="b:1",code="500"}',
    values: '_x40 5 5 6 9 12 _x4 3 4+0.25x40 stale _x10 1 2 3+3x80',
  },
  { series: 'requests_total{job="web",instance="c:1",code="200"}', values: '3e9+12345.678x70 _x20 4e9+1x20 stale' },
  {
    series: 'requests_total{job="web",instance="c:1",code="404"}',
    values: '7 _x8 9 _x8 20 _x12 1 _x3 2 _x40 50+0.1x60',
  },
  { series: 'requests_total{job="web",instance="c:1"}', values: '0.1+0.1x230' },
  { series: 'errors_total{job="api",instance="a:1",code="500"}', values: '0x20 1+1x200' },
  { series: 'errors_total{job="api",instance="b:1",code="500"}', values: '1+2x30 1+2x150' },
  { series: 'errors_total{job="batch",instance="d:1",code="500"}', values: '0x240' },
  {
    series: 'temperature{job="api",instance="a:1",sensor="x"}',
    values: '20-0.5x80 -20+1.25x80 13 -7.25 1e-3 1e22 -1e-7 12345678901 3x20',
  },
  {
    series: 'temperature{job="api",instance="b:1",sensor="x"}',
    values: '1 2 NaN 3 NaN NaN 7 1x20 NaN 5-2x100 Inf 3 -Inf 4 5x30',
  },
  { series: 'temperature{job="web",instance="c:1",sensor="y"}', values: '0.3x200 stale' },
  {
    series: 'temperature{job="web",instance="c:1",sensor="z"}',
    values: '-1x50 Inf Inf -2x20 -Inf 0 -0 5 0.5 1.5 2.5 -0.5 -1.5x60',
  },
  { series: 'up{job="api",instance="a:1"}', values: '1x240' },
  { series: 'up{job="api",instance="b:1"}', values: '1x30 0x10 1x60 0x5 stale _x20 0 1 0 1 0 1x90' },
  { series: 'up{job="web",instance="c:1"}', values: '1x40 _x15 1x5 _x15 0x40 _x9 1x20' },
  { series: 'up{job="batch"}', values: '_x100 1x30' },
  { series: 'node_info{instance="a:1",node="n1",zone="eu"}', values: '1x240' },
  { series: 'node_info{instance="b:1",node="n2",zone="eu"}', values: '1x240' },
  { series: 'node_info{instance="c:1",node="n3"}', values: '1x240' },
  { series: 'latency_bucket{job="api",le="0.1"}', values: '0+5x240' },
  { series: 'latency_bucket{job="api",le="0.5"}', values: '0+8x240' },
  { series: 'latency_bucket{job="api",le="1"}', values: '0+9x120 1000+9.5x100' },
  { series: 'latency_bucket{job="api",le="+Inf"}', values: '0+10x240' },
  { series: 'latency_bucket{job="web",le="0.1"}', values: '0+5x40 _x10 300+2x150' },
  { series: 'latency_bucket{job="web",le="5e-1"}', values: '0+4x240' },
  { series: 'latency_bucket{job="web",le="0.5"}', values: '0+4x240' },
  { series: 'latency_bucket{job="web",le="2"}', values: '0+3x240' },
  { series: 'latency_bucket{job="web",le="Inf"}', values: '0+10.1x240' },
  { series: 'latency_bucket{job="open",le="1"}', values: '0+4x240' },
  { series: 'latency_bucket{job="open",le="2"}', values: '0+5x240' },
  { series: 'latency_bucket{job="cold",le="-1"}', values: '0+4x240' },
  { series: 'latency_bucket{job="cold",le="0"}', values: '0+6x240' },
  { series: 'latency_bucket{job="cold",le="+Inf"}', values: '0+6x240' },
  { series: 'latency_bucket{job="idle",le="1"}', values: '0x240' },
  { series: 'latency_bucket{job="idle",le="+Inf"}', values: '0x240' },
  { series: 'latency_bucket{job="odd",le="many"}', values: '1x240' },
  { series: 'latency_bucket{job="odd"}', values: '1x240' },
  { series: 'fine_bucket{le="1"}', values: '1000x240' },
  { series: 'fine_bucket{le="2"}', values: '1000.5x240' },
  { series: 'fine_bucket{le="+Inf"}', values: '1000.6x240' },
  { series: 'noise_bucket{le="1"}', values: '0.30000000000000004x240' },
  { series: 'noise_bucket{le="2"}', values: '0.3x240' },
  { series: 'noise_bucket{le="4"}', values: '0.3000000000000001x240' },
  { series: 'noise_bucket{le="+Inf"}', values: '0.3000000000000001x240' },
  { series: 'latency_count{job="api"}', values: '0+10x240' },
  { series: 'latency_sum{job="api"}', values: '0+2.75x240' },
  { series: 'clock', values: '1700000000+30x240' },
  { series: 'clock{zone="far"}', values: '-50000000000 -1 0 951782400 951868800 1709164800 4102444799 1e9+86400x200' },
  { series: 'single{a="1"}', values: '_x60 42' },
  { series: 'same_labels_a{x="1"}', values: '1x100' },
  { series: 'same_labels_b{x="1"}', values: '_x50 2x150' },
  { series: 'huge{i="1"}', values: '1e308x240' },
  { series: 'huge{i="2"}', values: '1.5e308x240' },
  { series: 'faces{face="😀",text="a-b.c|d"}', values: '1x240' },
  { series: 'faces{face="é",text="aab"}', values: '2x240' },
  { series: 'tiny{i="1"}', values: '0.1x240' },
  { series: 'tiny{i="2"}', values: '0.2x240' },
  { series: 'tiny{i="3"}', values: '0.3x240' },
];

/** Labels and metric name of a series as written. */
const labelsOf = (text: string): Readonly<Record<string, string>> => {
  const { expr } = parse(text);
  if (expr?.kind !== 'selector') throw new Error(`${text} is no series`);
  return Object.fromEntries([
    ['__name__', expr.name ?? ''],
    ...expr.matchers.map(({ label, value }) => [label, value] as const),
  ]);
};

/** Series as the evaluator takes them. */
export const readSeries = (series: readonly WrittenSeries[], every: number): readonly InputSeries[] =>
  series.map(({ series: text, values }) => {
    const notation = parseNotation(values, every);
    if (notation.kind !== 'samples') throw new Error(notation.message);
    return { labels: labelsOf(text), samples: notation.samples };
  });
