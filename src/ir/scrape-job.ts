import type { TargetDiscovery } from './discovery.ts';
import type { HttpClient } from './http-client.ts';
import type { Labels } from './rule-group.ts';

/** One relabeling step in Prometheus' own keys. */
export interface Relabeling {
  readonly source_labels?: readonly string[];
  readonly separator?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly target_label?: string;
  readonly replacement?: string;
  readonly action?:
    | 'replace'
    | 'keep'
    | 'drop'
    | 'keepequal'
    | 'dropequal'
    | 'hashmod'
    | 'labelmap'
    | 'labeldrop'
    | 'labelkeep'
    | 'lowercase'
    | 'uppercase';
}

/** One address that blackbox_exporter probes, with the labels its series carry. */
export interface ProbeTarget {
  readonly address: string;
  readonly labels: Labels;
}

/** What a job scrapes. Each target (Kubernetes, Compose, …) turns it into its own service discovery. */
export type JobTargets =
  /** Every replica of a workload or of a service, on a named port. */
  | { readonly kind: 'workload'; readonly workload: string; readonly port: string }
  /** The host itself, reachable from the scraper under a fixed port: the metrics port of a container engine. */
  | { readonly kind: 'host'; readonly port: number }
  /** Fixed addresses outside of the deployment. */
  | { readonly kind: 'static'; readonly addresses: readonly string[] }
  /** Whatever a discovery finds that the author named. */
  | { readonly kind: 'discovered'; readonly discovery: TargetDiscovery }
  /** Addresses probed through blackbox_exporter with one of its modules. */
  | {
      readonly kind: 'probe';
      readonly prober: string;
      readonly port: string;
      readonly module: string;
      readonly probes: readonly ProbeTarget[];
    };

/** Limits that turn a runaway target into a failed scrape instead of a full disk. 0 or absent means no limit. */
export interface ScrapeLimits {
  readonly samples?: number;
  readonly labels?: number;
  /** Characters of a label's name. */
  readonly labelName?: number;
  /** Characters of a label's value. */
  readonly labelValue?: number;
  readonly targets?: number;
  /** Targets that relabeling dropped and that are remembered for the page that lists them. */
  readonly keepDropped?: number;
  /** With a unit: `10MB`. */
  readonly bodySize?: string;
}

/** An exposition format that a scrape may ask for. */
export type ScrapeProtocol =
  | 'PrometheusProto'
  | 'OpenMetricsText1.0.0'
  | 'OpenMetricsText0.0.1'
  | 'PrometheusText0.0.4';

/** What is done with native histograms; absent, a classic histogram is scraped where a target has both. */
export interface NativeHistograms {
  /** Also keep the classic buckets, for rules that read them. Default false. */
  readonly keepClassic?: boolean;
  /** A histogram with more buckets is merged until it fits. */
  readonly bucketLimit?: number;
}

/** The account of a pod, where Kubernetes mounts it, and whose certificate is accepted. */
export interface ClusterAccount {
  /** `cluster`: one that the cluster's own authority signed. `any`: kubelets sign theirs themselves. */
  readonly trust: 'cluster' | 'any';
}

/** What a job finds, where the program cannot tell. */
export interface ExpectedLoad {
  /** Targets that a discovery finds. Default `targetsPerDiscovery` of the capacity model. */
  readonly targets?: number;
  /** Series that one target exposes: lines of its page that are no comment. Default: those that are declared. */
  readonly series?: number;
}

/** One scrape job. Whatever the target, its series carry `job, instance, service, team, env, tier` and what `keep` names. */
export interface ScrapeJob {
  /** The value of the `job` label. */
  readonly id: string;
  readonly interval: string;
  readonly timeout: string;
  readonly scheme: 'http' | 'https';
  readonly metricsPath: string;
  readonly targets: JobTargets;
  /** `service, team, env, tier`, set on every target of the job. */
  readonly labels: Labels;
  /** Labels beyond the contract that discovery yields for this job. */
  readonly keep: readonly string[];
  readonly limits: ScrapeLimits;
  /** What the author does with the targets: after the discovery's own steps, before the labels of the contract. */
  readonly relabel?: readonly Relabeling[] | undefined;
  readonly metricRelabel: readonly Relabeling[];
  /** `used` keeps only the series that rules, objectives and dashboards read, and those of `alsoKeep`. Default `all`. */
  readonly cardinality?: 'all' | 'used' | undefined;
  /** Names of series. */
  readonly alsoKeep?: readonly string[] | undefined;
  readonly expects?: ExpectedLoad | undefined;
  readonly client?: HttpClient | undefined;
  /** Proves itself to a part of the cluster with the account under which the scraper runs. */
  readonly account?: ClusterAccount;
  /** Query parameters of the scrape. */
  readonly params?: Readonly<Record<string, readonly string[]>> | undefined;
  /** In order of preference. Default: as Prometheus has it. */
  readonly protocols?: readonly ScrapeProtocol[] | undefined;
  /** Read an answer without a content type as this. Default `PrometheusText0.0.4`. */
  readonly fallbackProtocol?: ScrapeProtocol | undefined;
  readonly nativeHistograms?: NativeHistograms | undefined;
  /** A label of the target's own wins over one of the contract: for what passes on the series of others. */
  readonly honorLabels?: boolean | undefined;
  /** False stamps samples with the time of the scrape whatever the target says. Default true. */
  readonly honorTimestamps?: boolean | undefined;
  /** Only these targets can have the job: a container engine's own metrics do not exist on Kubernetes. */
  readonly only?: readonly string[];
  readonly path: string;
}
