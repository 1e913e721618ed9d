import type { PanelEntry } from '../../catalogue/dashboard.ts';
import { panels } from '../../catalogue/panels.ts';
import type { Traffic } from '../../integrations/integration.ts';
import { integrations } from '../../integrations/registry.ts';
import { selector } from '../../ir/selector.ts';
import type { ServiceModel } from '../../model/model.ts';

/** Where the service's requests are counted: what its runtime says, as far as the service really has those metrics. */
export const trafficOf = (service: ServiceModel): Traffic | undefined =>
  service.uses
    .map(use => integrations.get(use.kind)?.definition.traffic)
    .find(traffic => traffic !== undefined && counts(service, traffic.requests));

/** Requests are counted by a counter of their own, or by the histogram of their durations. */
const counts = ({ metrics }: ServiceModel, requests: string): boolean =>
  metrics.get(requests)?.kind === 'counter' || metrics.get(requests.replace(/_count$/, ''))?.kind === 'histogram';

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
  return [
    panels.requestRate(all, {
      description: 'Requests per second of all chosen instances together. A sudden fall is as alarming as a peak.',
    }),
    panels.errorRatio({ part: failed, total: all }, { alerts: ['ApiErrorRateHigh', 'ApiErrorRateCritical'] }),
    ...(hasBuckets
      ? [panels.latency(buckets, { alerts: ['ApiLatencyHigh', 'ApiLatencyCritical'] }), panels.heatmap(buckets)]
      : []),
  ];
};
