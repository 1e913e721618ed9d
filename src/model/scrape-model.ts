import type { PrometheusEntry, RemoteReadEntry, RemoteWriteEntry } from '../catalogue/prometheus.ts';
import type { Reach, ScrapeSettings } from '../catalogue/scrape.ts';
import type { Duration } from '../core/duration.ts';
import type { TargetDiscovery } from '../ir/discovery.ts';
import type { ScrapeLimits } from '../ir/scrape-job.ts';

/** How something is scraped, defaults filled in. */
export interface ScrapeModel {
  /** Value of the `job` label. */
  readonly job: string;
  /** Undefined only where a discovery names the ports. */
  readonly port: number | undefined;
  readonly metricsPath: string;
  readonly interval: Duration;
  readonly timeout: Duration;
  readonly scheme: 'http' | 'https';
  readonly limits: ScrapeLimits;
  /** How targets are found; undefined for the replicas of the service itself. */
  readonly discover: TargetDiscovery | undefined;
  /** What has no default beyond Prometheus' own. */
  readonly settings: ScrapeSettings & Reach;
}

/** A scrape job of its own. */
export interface ScrapeJobModel extends ScrapeModel {
  readonly id: string;
  /** Construct path. */
  readonly path: string;
  readonly discover: TargetDiscovery;
  readonly only: readonly string[] | undefined;
}

/** The Prometheus of the stack. */
export interface PrometheusModel {
  readonly mode: 'server' | 'agent';
  readonly shards: number;
  readonly replicas: number;
  readonly replicaLabel: string;
  readonly cardinality: 'all' | 'used';
  /** Added to everything that is sent, `org` included, the replica's label not. */
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly queryOffset: Duration | undefined;
  readonly remoteWrite: readonly RemoteWriteEntry[];
  readonly remoteRead: readonly RemoteReadEntry[];
  /** Where dashboards ask, if not here. */
  readonly query: string | undefined;
  readonly queryKind: NonNullable<PrometheusEntry['queryKind']>;
  /** What one query of a dashboard may read. */
  readonly queryCost: { readonly series: number; readonly samples: number };
  readonly exemplars: number | undefined;
  readonly outOfOrder: Duration | undefined;
  readonly tracing: PrometheusEntry['tracing'];
}
