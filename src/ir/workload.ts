import type { ImageName } from './images.ts';
import type { SecretRef } from './secret.ts';

/** A part of an argument or environment value that differs between targets. */
export type Piece =
  | string
  /** The file under which the workload finds the secret. */
  | { readonly secretFile: SecretRef }
  /** The URL under which people reach the workload. */
  | { readonly externalUrl: string }
  /** `scheme://host:port` of another workload's named port; `host:port` with `bare`. */
  | { readonly connect: string; readonly port: string; readonly bare?: boolean };

/** Text made of pieces; a plain string needs none. */
export type Text = string | readonly Piece[];

export interface Port {
  /** At most 15 characters, lower case: Kubernetes' limit. */
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /**
   * `people`: somebody opens it in a browser, Compose publishes it on loopback.
   * `intake`: applications on the same machine send to it, Compose publishes it on loopback.
   * `inside`: only other workloads of the stack.
   */
  readonly audience: 'people' | 'intake' | 'inside';
}

/** How a platform finds out whether a workload lives. `http` is answered by the workload's own port. */
export type HealthCheck =
  | { readonly kind: 'http'; readonly path: string; readonly port: string }
  | { readonly kind: 'tcp'; readonly port: string }
  | { readonly kind: 'command'; readonly command: readonly string[] };

/** A directory that the workload writes. Without `size` it is scratch space that may vanish with the container. */
export interface Storage {
  readonly name: string;
  readonly mountPath: string;
  /** Kubernetes quantity: `20Gi`. */
  readonly size?: string;
}

/** A directory of the host that the workload reads. */
export interface HostMount {
  readonly name: string;
  readonly hostPath: string;
  readonly mountPath: string;
}

/**
 * What a workload may ask of the Kubernetes API; nothing when absent. `discover-targets`: what its scrape jobs look for.
 * `list-objects`: the state of workloads, nodes and claims in the whole cluster, and no secret.
 */
export type ApiAccess = 'discover-targets' | 'list-objects';

/** What decides the size of a workload, when the size is computed from the whole stack. */
export type Sizing =
  /** All metrics, or the share of one scraper. */
  | {
      readonly kind: 'metrics';
      readonly holds: 'everything' | 'shard';
      /** Name of the storage. */
      readonly volume: string;
      /** Bytes that the author gives it instead. */
      readonly given?: number;
      /** Argument that caps what is kept, and the share of the volume that it allows. */
      readonly limitArgument?: string;
      readonly fill: number;
    }
  /** Logs and traces. */
  | { readonly kind: 'documents'; readonly volume: string };

/** Something that runs: what, not how. A target decides how. */
export interface Workload {
  /** Its DNS name everywhere. */
  readonly id: string;
  readonly kind: 'stateless' | 'stateful' | 'daemon' | 'task';
  readonly image: ImageName;
  readonly replicas: number;
  /** Replaces the image's entry point when given. */
  readonly command?: readonly string[];
  readonly args: readonly Text[];
  readonly env: Readonly<Record<string, Text>>;
  readonly ports: readonly Port[];
  readonly storage: readonly Storage[];
  /** Secrets that it reads as files. */
  readonly secrets: readonly SecretRef[];
  readonly readiness?: HealthCheck;
  readonly liveness?: HealthCheck;
  /** Seconds that a slow start may take before liveness counts. */
  readonly startupSeconds?: number;
  readonly cpu: string;
  readonly memory: string;
  readonly memoryLimit: string;
  /** Replaces the size of a volume and, for metrics, memory and processors, once the whole stack is known. */
  readonly sizing?: Sizing;
  /** Reads the host: its own privileged namespace on Kubernetes. */
  readonly host?: { readonly network: boolean; readonly pid: boolean; readonly mounts: readonly HostMount[] };
  /** Log directories that it reads where applications share a machine with the stack (`Site.hostLogs`); absent elsewhere. */
  readonly hostLogs?: readonly HostMount[];
  /**
   * Tasks that must have finished before it starts. Where nothing orders starts, it fails and is started again until
   * they have.
   */
  readonly after?: readonly string[];
  readonly api?: ApiAccess;
  /** The account with which people open it first. */
  readonly login?: { readonly user: string; readonly secret: SecretRef };
  /** Configuration changes reach it by a POST to this path on this port, not by a restart. */
  readonly reload?: {
    readonly port: string;
    readonly path: string;
    /** Argument that opens the path; a target that reloads by signal leaves it out. */
    readonly argument?: string;
  };
  readonly only?: readonly string[];
  readonly path: string;
}

/** A service that the stack watches and does not deploy: its name is its DNS name, its ports are known. */
export interface WatchedService {
  readonly id: string;
  readonly ports: readonly { readonly name: string; readonly port: number }[];
  readonly path: string;
}

/** As the port of an edge that leaves the stack: whatever port the other end has. */
export const anyPort = '*';

/** Who talks to whom: network policies and start order are derived from it. */
export interface Edge {
  readonly from: string;
  /** A workload, a watched service, or `external` with the address in `address`. */
  readonly to: string;
  /** Name or number; `anyPort` outside of the stack. */
  readonly port: string;
  readonly purpose: 'scrape' | 'query' | 'notify' | 'probe' | 'store' | 'setup' | 'send';
  /** `from` cannot start without `to`. */
  readonly required?: boolean;
  /** A name, an address, a URL, an address range (`10.0.0.0/8`), or every name of the cluster (`*.svc`). */
  readonly address?: string;
  /** Deploy targets that have the connection. Default: all. */
  readonly only?: readonly string[];
}
