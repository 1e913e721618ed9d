import type { Catalogue, ServiceEntry } from '../catalogue/catalogue.ts';

/**
 * The catalogue without the second of two siblings with one name. Names are reported by `resolve`; what comes after it
 * would only report the same again, once for each output that has the name.
 */
export const firstOfEach = (catalogue: Catalogue): Catalogue => ({
  ...catalogue,
  teams: first(catalogue.teams),
  services: first(catalogue.services).map(firstInService),
  dashboards: first(catalogue.dashboards ?? []),
  runbooks: first(catalogue.runbooks ?? []),
  scrapeJobs: first(catalogue.scrapeJobs ?? []),
});

const firstInService = (service: ServiceEntry): ServiceEntry => ({
  ...service,
  slos: first(service.slos ?? []),
  performance: first(service.performance ?? []),
  probes: first(service.probes ?? []),
  alerts: first(service.alerts ?? []),
  records: first(service.records ?? []),
  logs: first(service.logs ?? []),
  traces: first(service.traces ?? []),
  dashboards: first(service.dashboards ?? []),
  runbooks: first(service.runbooks ?? []),
  scrapeJobs: first(service.scrapeJobs ?? []),
});

const first = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] =>
  items.filter(({ id }, index) => items.findIndex(other => other.id === id) === index);
