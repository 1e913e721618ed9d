import { parseDuration } from '../core/duration.ts';
import type { Plan } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { findSeries } from '../promql/series-of-declaration.ts';
import { exposedBy, type SeriesIndex } from './series-index.ts';

/** Milliseconds between two samples of a scraped series, or undefined when that is not known. */
export type ExposureInterval = (name: string | undefined, service: string | undefined) => number | undefined;

/** The shortest interval of a service's jobs: of several jobs nobody knows which one a metric comes from. */
const shortest = (intervals: readonly string[]): number | undefined => {
  const known = intervals.map(parseDuration).filter(interval => interval !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

/**
 * How often a series is scraped. A metric of several services is as slow as the slowest of them; one that every
 * service can have, such as the result of a probe, is as fast as the fastest job of the stack.
 */
export const exposureInterval = (model: Model, plan: Plan, index: SeriesIndex): ExposureInterval => {
  const scrapes = [
    ...plan.jobs.map(({ labels, interval }) => ({ service: labels['service'], interval })),
    ...plan.probes.map(({ service, interval }) => ({ service, interval })),
  ];
  const all = shortest([...scrapes.map(({ interval }) => interval), model.intervals.scrape]);
  const byService = new Map<string, string[]>();
  for (const { service, interval } of scrapes) {
    if (service === undefined) continue;
    byService.set(service, [...(byService.get(service) ?? []), interval]);
  }
  const ofService = (service: string | undefined): number | undefined =>
    service === undefined ? all : shortest(byService.get(service) ?? []);
  return (name, service) => {
    if (name === undefined) return ofService(service);
    let base: string | undefined;
    findSeries(name, candidate => {
      const found = exposedBy(index, candidate, service)[0]?.declaration;
      if (found !== undefined) base = candidate;
      return found;
    });
    if (base === undefined) return undefined;
    const exposed = exposedBy(index, base, service).map(metric => ofService(metric.service ?? service));
    const known = exposed.filter(interval => interval !== undefined);
    return known.length === 0 ? undefined : Math.max(...known);
  };
};
