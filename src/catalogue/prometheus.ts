import type { Duration } from '../core/duration.ts';
import type { HttpAuth, TlsFiles } from '../ir/http-client.ts';
import type { TargetStep } from './relabel.ts';

/** How samples wait for a remote storage. Defaults are Prometheus' own. */
export interface QueueEntry {
  /** Samples that each shard buffers. Default 10 000. */
  readonly capacity?: number;
  /** Most connections at once. Default 50. */
  readonly maxShards?: number;
  /** Default 1. */
  readonly minShards?: number;
  /** Default 2 000. */
  readonly samplesPerSend?: number;
  /** Longest wait for a full batch. Default 5s. */
  readonly batchDeadline?: Duration;
  /** Default 30ms. */
  readonly minBackoff?: Duration;
  /** Default 5s. */
  readonly maxBackoff?: Duration;
  /** Older samples are given up. Default: never. */
  readonly sampleAgeLimit?: Duration;
}

/** Another storage that gets every sample. */
export interface RemoteWriteEntry {
  /** Unique in the stack: it names the queue in Prometheus' own metrics. */
  readonly id: string;
  readonly url: string;
  readonly auth?: HttpAuth;
  readonly tls?: TlsFiles;
  /** Sent with every request; no secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default 30s. */
  readonly timeout?: Duration;
  readonly queue?: QueueEntry;
  /** Default false. */
  readonly exemplars?: boolean;
  /** Default false. */
  readonly nativeHistograms?: boolean;
  /** What to do with each series before it is sent; `from` is `{name: …}`. */
  readonly relabel?: readonly TargetStep[];
}

/** Another storage that is asked for what this one no longer has. */
export interface RemoteReadEntry {
  readonly id: string;
  readonly url: string;
  readonly auth?: HttpAuth;
  readonly tls?: TlsFiles;
  /** Default 1m. */
  readonly timeout?: Duration;
  /** Ask it also for times that are still here. Default false. */
  readonly recent?: boolean;
  /** Only queries that pin these labels ask it. */
  readonly requiredMatchers?: Readonly<Record<string, string>>;
}

/** The Prometheus of the stack itself. */
export interface PrometheusEntry {
  /**
   * `agent` scrapes and sends, and neither stores nor evaluates: who receives its samples evaluates the rendered rules.
   * Default `server`.
   */
  readonly mode?: 'server' | 'agent';
  /** Scrapers that share the targets between them. Default 1: the one that also evaluates. */
  readonly shards?: number;
  /** Servers that do the same work twice, told apart by `replicaLabel`. Default 1. */
  readonly replicas?: number;
  /** Default `replica`. Alertmanager never sees it, so that it takes both alerts for one. */
  readonly replicaLabel?: string;
  /** What jobs store that do not say it themselves: everything, or what the stack reads. Default `all`. */
  readonly cardinality?: 'all' | 'used';
  /** Added to everything that is sent, beside `org`. */
  readonly externalLabels?: Readonly<Record<string, string>>;
  /** How far behind the present rules are evaluated. Default `0s`. */
  readonly queryOffset?: Duration;
  readonly remoteWrite?: readonly RemoteWriteEntry[];
  readonly remoteRead?: readonly RemoteReadEntry[];
  /**
   * Base URL of the API that dashboards ask. Default: the stack's own Prometheus. An agent has none: it takes that of the
   * storage that it sends to. A credential is not sent.
   */
  readonly query?: string;
  /** What answers there: it decides which functions and settings Grafana offers. Default `prometheus`. */
  readonly queryKind?: 'prometheus' | 'thanos' | 'mimir' | 'cortex';
  /**
   * What one query of a dashboard may read each time it is drawn, before `DASH-COST` warns. The estimate multiplies
   * targets and all declared values of all labels; of those combinations some tenth exists. Defaults (ours): 50 000
   * series, 100 000 000 samples. Prometheus 2.53 added up a million samples in 0.2 to 0.4 seconds of a core, so a tenth
   * of that is two to four seconds.
   */
  readonly queryCost?: { readonly series?: number; readonly samples?: number };
  /** Exemplars that are stored, over all series. Default: none. */
  readonly exemplars?: number;
  /** How late a sample may come. Default `0s`. */
  readonly outOfOrder?: Duration;
  /** Where Prometheus sends spans of its own. */
  readonly tracing?: {
    /** `host:port` of an OTLP receiver. */
    readonly endpoint: string;
    /** Default `grpc`. */
    readonly protocol?: 'grpc' | 'http';
    /** Share that is kept, 0 to 1. Default 0.1. */
    readonly sampling?: number;
    readonly tls?: TlsFiles;
  };
}
