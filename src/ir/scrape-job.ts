import type { Labels } from './rule-group.ts';
import type { SecretRef } from './secret.ts';

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
  readonly targets?: number;
  /** With a unit: `10MB`. */
  readonly bodySize?: string;
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
  readonly metricRelabel: readonly Relabeling[];
  readonly bearerToken?: SecretRef;
  /** Only these targets can have the job: a container engine's own metrics do not exist on Kubernetes. */
  readonly only?: readonly string[];
  readonly path: string;
}
