import { describe, expect, test } from 'vitest';
import { counter, gauge, histogram, info, nativeHistogram, summary } from '../../src/promql/declare.ts';
import type { MetricDeclaration } from '../../src/promql/metric.ts';
import { findSeries, seriesOfDeclaration } from '../../src/promql/series-of-declaration.ts';

describe('a declaration is plain data', () => {
  test.each([
    [
      'labels as a list',
      counter('c_total', { labels: ['a', 'b'] }),
      { name: 'c_total', kind: 'counter', labels: { a: {}, b: {} } },
    ],
    [
      'labels as a record',
      gauge('g', { labels: { a: { values: ['x'] } }, unit: 'bytes', help: 'why' }),
      { name: 'g', kind: 'gauge', labels: { a: { values: ['x'] } }, unit: 'bytes', help: 'why' },
    ],
    ['nothing but a name', info('build_info'), { name: 'build_info', kind: 'info', labels: {} }],
    ['buckets', histogram('h', { buckets: [1, 2] }), { name: 'h', kind: 'histogram', labels: {}, buckets: [1, 2] }],
    [
      'what starts with zeros',
      counter('c', { zeroInitialised: true }),
      { name: 'c', kind: 'counter', labels: {}, zeroInitialised: true },
    ],
    [
      'what is counted from log lines',
      counter('c', { from: 'logs' }),
      { name: 'c', kind: 'counter', labels: {}, from: 'logs' },
    ],
  ])('%s', (_, declaration, plain) => {
    expect(declaration).toEqual(plain);
    expect(JSON.parse(JSON.stringify(declaration))).toEqual(plain);
  });
});

describe('the series of a metric', () => {
  test.each([
    ['a counter', counter('c'), [['c', 'counter', []]]],
    ['a gauge', gauge('g'), [['g', 'gauge', []]]],
    ['a native histogram', nativeHistogram('n'), [['n', 'distribution', []]]],
    [
      'a histogram',
      histogram('h'),
      [
        ['h_bucket', 'buckets', ['le']],
        ['h_sum', 'counter', []],
        ['h_count', 'counter', []],
      ],
    ],
    [
      'a summary',
      summary('s'),
      [
        ['s', 'quantiles', ['quantile']],
        ['s_sum', 'counter', []],
        ['s_count', 'counter', []],
      ],
    ],
  ])('of %s', (_, declaration, series) => {
    expect(seriesOfDeclaration(declaration).map(({ name, shape, extra }) => [name, shape, Object.keys(extra)])).toEqual(
      series,
    );
  });

  const metrics: ReadonlyMap<string, MetricDeclaration> = new Map(
    [histogram('h'), gauge('h_count'), counter('c'), summary('s')].map(metric => [metric.name, metric]),
  );
  test.each([
    ['h_bucket', 'h', 'buckets'],
    ['h_count', 'h_count', 'gauge'],
    ['s_sum', 's', 'counter'],
    ['c', 'c', 'counter'],
    ['h', undefined, undefined],
    ['c_sum', undefined, undefined],
    ['x_bucket', undefined, undefined],
  ])('%s belongs to %s', (name, owner, shape) => {
    const found = findSeries(name, each => metrics.get(each));
    expect([found?.declaration.name, found?.shape]).toEqual([owner, shape]);
  });
});
