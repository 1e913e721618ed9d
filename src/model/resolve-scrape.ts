import type { Catalogue, ServiceEntry } from '../catalogue/catalogue.ts';
import { childPath } from '../catalogue/paths.ts';
import type { ScrapeEntry, ScrapeJobEntry } from '../catalogue/scrape.ts';
import { compareText } from '../core/diagnostic.ts';
import type { Duration } from '../core/duration.ts';
import { sortKeys } from '../core/sort-keys.ts';
import { orgLabel } from '../ir/conventions.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import type { PrometheusModel, ScrapeJobModel, ScrapeModel } from './scrape-model.ts';

/** Whether a service has metrics to scrape. */
export const exposesMetrics = ({ runtime, metrics, scrape }: ServiceEntry): boolean =>
  runtime !== undefined || metrics !== undefined || scrape !== undefined;

const complete = (id: string, entry: ScrapeEntry, port: number | undefined, fallback: Duration): ScrapeModel => {
  const interval = entry.interval ?? fallback;
  return {
    job: entry.job ?? id,
    port,
    metricsPath: entry.path ?? '/metrics',
    interval,
    timeout: entry.timeout ?? scrapeTimeout(interval),
    scheme: entry.scheme ?? (entry.tls === undefined ? 'http' : 'https'),
    // A target that gives more than this is broken, and would take the server with it.
    limits: { samples: 50_000, bodySize: '50MB', ...entry.limits },
    discover: entry.discover,
    settings: entry,
  };
};

/** How a service's own process is scraped; undefined when it exposes nothing, or nobody knows where. */
export const resolveScrape = (entry: ServiceEntry, fallback: Duration): ScrapeModel | undefined => {
  const port = entry.scrape?.port ?? entry.port;
  if (!exposesMetrics(entry) || (port === undefined && entry.scrape?.discover === undefined)) return undefined;
  return complete(entry.id, entry.scrape ?? {}, port, fallback);
};

/** A scrape job of its own, below a service or the stack. */
export const resolveScrapeJob = (entry: ScrapeJobEntry, parent: string, fallback: Duration): ScrapeJobModel => ({
  ...complete(entry.id, entry, undefined, fallback),
  id: entry.id,
  path: childPath(parent, entry.id),
  discover: entry.discover,
  only: entry.only,
});

/** The Prometheus of the stack. */
export const resolvePrometheus = ({ org, prometheus = {} }: Catalogue): PrometheusModel => ({
  mode: prometheus.mode ?? 'server',
  shards: prometheus.shards ?? 1,
  replicas: prometheus.replicas ?? 1,
  replicaLabel: prometheus.replicaLabel ?? 'replica',
  cardinality: prometheus.cardinality ?? 'all',
  externalLabels: sortKeys({ ...prometheus.externalLabels, [orgLabel]: org }),
  queryOffset: prometheus.queryOffset,
  remoteWrite: byId(prometheus.remoteWrite),
  remoteRead: byId(prometheus.remoteRead),
  query: prometheus.query,
  queryKind: prometheus.queryKind ?? 'prometheus',
  queryCost: { series: 50_000, samples: 100_000_000, ...prometheus.queryCost },
  exemplars: prometheus.exemplars,
  outOfOrder: prometheus.outOfOrder,
  tracing: prometheus.tracing,
});

/** In the order of their names, not of the program. */
const byId = <T extends { readonly id: string }>(entries: readonly T[] = []): readonly T[] =>
  entries.toSorted((a, b) => compareText(a.id, b.id));
