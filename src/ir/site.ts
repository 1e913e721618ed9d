import type { JsonObject } from '../core/json.ts';
import type { Relabeling, ScrapeJob } from './scrape-job.ts';
import type { SecretRef } from './secret.ts';

export interface Endpoint {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
}

/** Service discovery in Prometheus' own keys (`static_configs`, `kubernetes_sd_configs`, …) and the relabeling it needs. */
export interface Discovery {
  readonly sd: JsonObject;
  readonly relabel: readonly Relabeling[];
  /** Steps after those of the author: what they set holds whatever the author did. */
  readonly last?: readonly Relabeling[];
}

/** What differs between targets, asked by emitters that write configuration files. */
export interface Site {
  /** How `from` reaches the named port of `to`. */
  connect(from: string, to: string, port: string): Endpoint;
  /** `host:port` of every replica of `to`, for peers that must each be reached. */
  peers(from: string, to: string, port: string): readonly string[];
  discover(job: ScrapeJob): Discovery;
  /** The file under which `reader` finds the secret. */
  secretFile(reader: string, secret: SecretRef): string;
  /** Where `reader` finds what is mounted at `mount`: the same path, unless it runs without a file system of its own. */
  file(reader: string, mount: string): string;
  /** The URL under which people reach the workload. */
  externalUrl(workload: string): string;
  /** Whether workloads can read log directories of the machine that applications write to. */
  readonly hostLogs: boolean;
}

/** `http://host:port` */
export const endpointUrl = (endpoint: Endpoint): string => `${endpoint.scheme}://${hostPort(endpoint)}`;

/** `host:port` */
export const hostPort = (endpoint: Endpoint): string => `${endpoint.host}:${endpoint.port}`;
