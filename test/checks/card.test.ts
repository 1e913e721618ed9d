import { describe, expect, test } from 'vitest';
import type { MetricDeclaration } from '../../src/promql/metric.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { withService } from '../accepted/base.ts';

const findings = async (metric: MetricDeclaration) => {
  const program = { catalogue: withService({ metrics: { metric } }), diagnostics: [] };
  const { diagnostics } = await synthesize(program, { today: '2026-01-01', targets: [] });
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
};

const counter = (labels: MetricDeclaration['labels']): MetricDeclaration => ({
  name: 'x_total',
  kind: 'counter',
  labels,
});

describe('the series of one metric', () => {
  test.each<[string, MetricDeclaration, readonly string[]]>([
    ['may be 5000', counter({ a: { cardinality: 50 }, b: { cardinality: 100 } }), []],
    [
      'may not be more',
      counter({ a: { cardinality: 50 }, b: { cardinality: 101 } }),
      ['CARD: The metric `x_total` of `api` can have 5050 series on every instance; at most 5000 are healthy.'],
    ],
    ['count a label of unknown size as one', counter({ a: {}, b: { cardinality: 5_000 } }), []],
    ['count listed values', counter({ a: { values: ['x', 'y'] }, b: { cardinality: 2_500 } }), []],
    [
      'have no end with a label that has none',
      counter({ user: { cardinality: 'unbounded' } }),
      ['CARD: The label `user` of `x_total` has no bound.'],
    ],
    [
      'of a histogram are its bounds, the infinite one, the sum and the count',
      { name: 'x_seconds', kind: 'histogram', labels: { a: { cardinality: 1_001 } }, buckets: [1, 2] },
      ['CARD: The metric `x_seconds` of `api` can have 5005 series on every instance; at most 5000 are healthy.'],
    ],
  ])('%s', async (_, metric, expected) => {
    expect(await findings(metric)).toEqual(expected);
  });
});
