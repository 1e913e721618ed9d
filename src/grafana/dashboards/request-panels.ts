import type { PanelEntry } from '../../catalogue/dashboard.ts';
import type { Traffic } from '../../integrations/integration.ts';
import { integrations } from '../../integrations/registry.ts';
import type { ServiceModel } from '../../model/model.ts';
import { selector } from '../selector.ts';

/** Where the service's requests are counted: what its runtime says, as far as the service really has those metrics. */
const trafficOf = (service: ServiceModel): Traffic | undefined =>
  service.uses
    .map(use => integrations.get(use.kind)?.definition.traffic)
    .find(traffic => traffic !== undefined && counts(service, traffic.requests));

/** Requests are counted by a counter of their own, or by the histogram of their durations. */
const counts = ({ metrics }: ServiceModel, requests: string): boolean =>
  metrics.get(requests)?.kind === 'counter' || metrics.get(requests.replace(/_count$/, ''))?.kind === 'histogram';

const requestRate = (selected: string): PanelEntry => ({
  kind: 'timeseries',
  title: 'Requests',
  description: 'Requests per second of all chosen instances together. A sudden fall is as alarming as a peak.',
  unit: 'reqps',
  queries: [{ expr: `sum(rate(${selected}[$__rate_interval]))`, legend: 'Requests' }],
});

/** Failures are counted from 0 and silence is no failure: the ratio is empty only when there is no traffic. */
const errorRatio = (selected: string, failed: string): PanelEntry => {
  const all = `sum(rate(${selected}[$__rate_interval]))`;
  return {
    kind: 'timeseries',
    title: 'Failed requests',
    description: 'Share of requests that failed. Compare it with the error budget: 0.1 % is all that 99.9 % allows.',
    unit: 'percentunit',
    queries: [{ expr: `(sum(rate(${failed}[$__rate_interval])) or 0 * ${all}) / (${all} > 0)`, legend: 'Failed' }],
    thresholds: [
      { at: 0.01, color: 'orange' },
      { at: 0.05, color: 'red' },
    ],
  };
};

const quantiles = [
  { quantile: '0.5', legend: 'p50' },
  { quantile: '0.95', legend: 'p95' },
  { quantile: '0.99', legend: 'p99' },
] as const;

const latency = (buckets: string): PanelEntry => ({
  kind: 'timeseries',
  title: 'Latency',
  description: 'Duration within which half, 95 % and 99 % of requests are answered, interpolated inside buckets.',
  unit: 's',
  queries: quantiles.map(({ quantile, legend }) => ({
    expr: `histogram_quantile(${quantile}, sum by (le) (rate(${buckets}[$__rate_interval])))`,
    legend,
  })),
});

const distribution = (buckets: string): PanelEntry => ({
  kind: 'heatmap',
  title: 'Latency distribution',
  description:
    'How many requests took how long. Two bands mean two kinds of requests, a rising band a slow dependency.',
  unit: 's',
  queries: [{ expr: `sum by (le) (increase(${buckets}[$__rate_interval]))`, legend: '{{le}}' }],
  width: 24,
});

/** Rate, errors and durations of a service whose runtime counts requests; nothing for any other. */
export const requestPanels = (service: ServiceModel): readonly PanelEntry[] => {
  const traffic = trafficOf(service);
  if (traffic === undefined) return [];
  const where = { service: service.id };
  const chosen = { instance: '$instance' };
  const all = `${traffic.requests}${selector(where, chosen)}`;
  const failed = `${traffic.requests}${selector(where, chosen, [traffic.failed])}`;
  const buckets = `${traffic.latency}_bucket${selector(where, chosen)}`;
  const hasBuckets = service.metrics.get(traffic.latency)?.kind === 'histogram';
  return [requestRate(all), errorRatio(all, failed), ...(hasBuckets ? [latency(buckets), distribution(buckets)] : [])];
};
