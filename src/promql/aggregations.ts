import type { Availability } from './versions.ts';

/** An aggregation operator: its parameter, what it does to labels, and since when it exists. */
export interface AggregationSignature {
  /** The type of the argument before the vector. */
  readonly param?: 'scalar' | 'string';
  /**
   * `group`: one series per group, carrying the grouping labels.
   * `select`: input series pass with all their labels, chosen per group.
   * `values`: one series per group and distinct value, which a new label carries.
   */
  readonly result: 'group' | 'select' | 'values';
  readonly availability?: Availability;
  /** What it computes, in one line. */
  readonly summary: string;
}

const experimental = { since: '2.54', flag: 'promql-experimental-functions' } as const;

/** Every aggregation operator of the language. Parser, inference and builder read this one table. */
export const aggregations = {
  sum: { result: 'group', summary: 'the sum of the values' },
  avg: { result: 'group', summary: 'the mean of the values' },
  min: { result: 'group', summary: 'the smallest value' },
  max: { result: 'group', summary: 'the largest value' },
  count: { result: 'group', summary: 'the number of series' },
  group: { result: 'group', summary: '1 for each group', availability: { since: '2.20' } },
  stddev: { result: 'group', summary: 'the population standard deviation' },
  stdvar: { result: 'group', summary: 'the population variance' },
  quantile: { param: 'scalar', result: 'group', summary: 'a quantile over the series of a group' },
  topk: { param: 'scalar', result: 'select', summary: 'the series with the largest values' },
  bottomk: { param: 'scalar', result: 'select', summary: 'the series with the smallest values' },
  limitk: { param: 'scalar', result: 'select', summary: 'a fixed sample of series', availability: experimental },
  limit_ratio: { param: 'scalar', result: 'select', summary: 'a share of the series', availability: experimental },
  count_values: { param: 'string', result: 'values', summary: 'the number of series per value' },
} as const satisfies Readonly<Record<string, AggregationSignature>>;

export type AggregationName = keyof typeof aggregations;

const byName: ReadonlyMap<string, AggregationSignature> = new Map(Object.entries(aggregations));

/** The aggregation of that name in lower case, or undefined. */
export const aggregationNamed = (name: string): AggregationSignature | undefined => byName.get(name);
