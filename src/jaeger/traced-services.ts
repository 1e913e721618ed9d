import { compareDecimals, type Decimal, decimal, parseDecimal, toNumber } from '../core/decimal.ts';
import { indicators } from '../indicators/registry.ts';
import type { Model, ServiceModel } from '../model/model.ts';

/** Services whose spans are collected. */
export const tracedServices = (model: Model): readonly ServiceModel[] =>
  model.services.filter(service => service.traces.length > 0);

/** Whether spans are stored in Elasticsearch: it exists where some service has logs. */
export const storesInElasticsearch = (model: Model): boolean => model.services.some(service => service.logs.length > 0);

/** Seconds: from a fast cache read to a slow report, about three bounds per decade (ours). */
const usualBounds = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10'];

/**
 * Bucket bounds of the span durations in seconds. Every latency limit that a traced service promises is one of them,
 * so that the share of faster spans is exact there.
 */
export const spanBounds = (services: readonly ServiceModel[]): readonly Decimal[] => {
  const limits = services.flatMap(({ slos }) =>
    slos.flatMap(({ sli }) => (indicators.get(sli.kind)?.limitsOf(sli) ?? []).map(({ within }) => within)),
  );
  const bounds = [...usualBounds.map(text => parseDecimal(text) ?? decimal(0)), ...limits].sort(compareDecimals);
  return bounds.filter((bound, index) => {
    const previous = bounds[index - 1];
    return toNumber(bound) > 0 && (previous === undefined || compareDecimals(previous, bound) !== 0);
  });
};

/** Combinations of span name, kind and status that are counted apart for one service; the rest share one series (ours). */
export const spanSeriesLimit = 1_000;
