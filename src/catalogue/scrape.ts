import type { Duration } from '../core/duration.ts';
import type { TargetDiscovery } from '../ir/discovery.ts';
import type { HttpAuth, TlsFiles } from '../ir/http-client.ts';
import type { ExpectedLoad, NativeHistograms, ScrapeLimits, ScrapeProtocol } from '../ir/scrape-job.ts';
import type { SampleStep, TargetStep } from './relabel.ts';

/** How targets are scraped, whatever finds them. */
export interface ScrapeSettings {
  /** Value of the `job` label. Default: the id. */
  readonly job?: string;
  /** Default `/metrics`. */
  readonly path?: string;
  /** Default: the stack's scrape interval. */
  readonly interval?: Duration;
  /** Default: two thirds of the interval, at most 10 s. */
  readonly timeout?: Duration;
  /** Default `http`, and `https` with `tls`. */
  readonly scheme?: 'http' | 'https';
  /** Query parameters of the scrape. */
  readonly params?: Readonly<Record<string, readonly string[]>>;
  /** What a target may give before the scrape fails. Default 50 000 samples and 50 MB. */
  readonly limits?: ScrapeLimits;
  readonly auth?: HttpAuth;
  readonly tls?: TlsFiles;
  /** Exposition formats in order of preference. Default: as Prometheus has it. */
  readonly protocols?: readonly ScrapeProtocol[];
  /** What an answer without a content type is read as. Default `PrometheusText0.0.4`. */
  readonly fallbackProtocol?: ScrapeProtocol;
  /** Scrape native histograms where a target has them. Default: no. */
  readonly nativeHistograms?: NativeHistograms;
  /** Let labels of the target's own win over those of the job: for what passes on the series of others. Default false. */
  readonly honorLabels?: boolean;
  /** Keep timestamps that the target gives. Default true. */
  readonly honorTimestamps?: boolean;
  /** What to do with the targets that were found. */
  readonly relabel?: readonly TargetStep[];
  /** What to do with the samples that were scraped. */
  readonly samples?: readonly SampleStep[];
  /** `used` stores only the series that rules, objectives and dashboards of the stack read. Default: as the stack says. */
  readonly cardinality?: 'all' | 'used';
  /** Names of series that are stored although nothing in the stack reads them. */
  readonly alsoKeep?: readonly string[];
  /** How many targets and series the capacity model counts, where discovery finds them or nobody declared them. */
  readonly expects?: ExpectedLoad;
  /** Labels that raw steps or the targets' own lists add; expressions may use them. */
  readonly keep?: readonly string[];
}

/** How targets that a discovery finds are reached by the network policies of a cluster. */
export interface Reach {
  /** Address ranges in which they are: `10.20.0.0/16`. Default: where the discovery says, else every address. */
  readonly networks?: readonly string[];
  /** Ports that they are scraped on. Default: where the discovery says, else every port. */
  readonly ports?: readonly number[];
}

/** How a service's own metrics are scraped. */
export interface ScrapeEntry extends ScrapeSettings, Reach {
  /** Default: the service's port. */
  readonly port?: number;
  /** How its replicas are found. Default: under the service's name, as the deploy target has it. */
  readonly discover?: TargetDiscovery;
}

/** Targets that are not a service's own process: a fleet of exporters, a device, somebody else's endpoint. */
export interface ScrapeJobEntry extends ScrapeSettings, Reach {
  readonly id: string;
  readonly discover: TargetDiscovery;
  /** Deploy targets that have the job. Default: all. */
  readonly only?: readonly string[];
}
