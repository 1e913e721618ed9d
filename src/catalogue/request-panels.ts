import type { PanelEntry } from '../ir/panel.ts';
import {
  chosenRange,
  legendOf,
  limitsAbove,
  type PanelOwn,
  rateOf,
  type Selected,
  sumOf,
  textOf,
  withLimits,
} from './panel-parts.ts';

/** Requests per second, in all or by labels. `requests` selects a counter. */
export const requestRate = (
  requests: Selected,
  { by = [], ...own }: PanelOwn & { readonly by?: readonly string[] } = {},
): PanelEntry => ({
  kind: 'timeseries',
  title: 'Requests',
  description: 'Requests per second. A sudden fall is as alarming as a peak.',
  unit: 'reqps',
  ...own,
  queries: [{ expr: sumOf(rateOf(requests), by), legend: legendOf('Requests', by) }],
});

/** Some of all, as a share of the rates of two counters. */
export interface Share {
  /** Selects what counts. */
  readonly part: Selected;
  /** Selects everything. */
  readonly total: Selected;
}

/** Counted from 0, since silence is no failure: the share is empty only while there is nothing at all. */
const share = ({ part, total }: Share, by: readonly string[]): string => {
  const all = sumOf(rateOf(total), by);
  return `(${sumOf(rateOf(part), by)} or 0 * ${all}) / (${all} > 0)`;
};

/** Share of requests that failed. Name its `alerts` to see their limits. */
export const errorRatio = (
  of: Share,
  { by = [], ...own }: PanelOwn & { readonly by?: readonly string[] } = {},
): PanelEntry => ({
  kind: 'timeseries',
  title: 'Failed requests',
  description: 'Share of requests that failed. Compare it with the error budget: 0.1 % is all that 99.9 % allows.',
  unit: 'percentunit',
  ...own,
  queries: [{ expr: share(of, by), legend: legendOf('Failed', by) }],
});

/** Share of what went well, as one number. Green from `good` on, yellow from `fair` on. */
export const successRatio = (
  of: Share,
  { good, fair, ...own }: PanelOwn & { readonly good: number; readonly fair: number },
): PanelEntry => ({
  kind: 'stat',
  title: 'Success',
  description: 'Share of what went well.',
  unit: 'percentunit',
  thresholds: [
    { at: 0, color: 'red' },
    { at: fair, color: 'yellow' },
    { at: good, color: 'green' },
  ],
  ...own,
  queries: [{ expr: share(of, []), legend: 'Success' }],
});

const quantiles = [
  { quantile: '0.5', legend: 'p50' },
  { quantile: '0.95', legend: 'p95' },
  { quantile: '0.99', legend: 'p99' },
] as const;

/** p50, p95 and p99 of a histogram, given by its `_bucket` series. `budget` is what p95 should stay below, in seconds. */
export const latency = (
  buckets: Selected,
  { budget, critical, ...own }: PanelOwn & { readonly budget?: number; readonly critical?: number } = {},
): PanelEntry => ({
  kind: 'timeseries',
  title: 'Latency',
  description: 'Duration within which half, 95 % and 99 % of requests are answered, interpolated inside buckets.',
  unit: 's',
  ...withLimits(limitsAbove(budget, critical)),
  ...own,
  queries: quantiles.map(({ quantile, legend }) => ({
    expr: `histogram_quantile(${quantile}, sum by (le) (${rateOf(buckets)}))`,
    legend,
  })),
});

/** One quantile of a histogram by labels: `quantileBy(buckets, 0.95, ['operation'])`. */
export const quantileBy = (
  buckets: Selected,
  quantile: number,
  by: readonly string[],
  own: PanelOwn = {},
): PanelEntry => ({
  kind: 'timeseries',
  title: 'Latency',
  description: `Duration within which ${quantile * 100} % are done, by ${by.join(' and ')}.`,
  unit: 's',
  ...own,
  queries: [
    {
      expr: `histogram_quantile(${quantile}, sum by (${['le', ...by].join(', ')}) (${rateOf(buckets)}))`,
      legend: legendOf('All', by),
    },
  ],
});

/** How many requests took how long, from the `_bucket` series of a histogram. */
export const heatmap = (buckets: Selected, own: PanelOwn = {}): PanelEntry => ({
  kind: 'heatmap',
  title: 'Latency distribution',
  description:
    'How many requests took how long. Two bands mean two kinds of requests, a rising band a slow dependency.',
  unit: 's',
  width: 24,
  ...own,
  queries: [{ expr: `sum by (le) (increase(${textOf(buckets)}[${chosenRange}]))`, legend: '{{le}}' }],
});
