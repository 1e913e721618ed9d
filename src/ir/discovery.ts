import type { HttpClient } from './http-client.ts';
import type { Labels } from './rule-group.ts';

/** Addresses that are known now: `host:port`. */
export interface StaticDiscovery {
  readonly kind: 'static';
  readonly addresses: readonly string[];
  readonly labels?: Labels;
}

/** Lists of targets in files that somebody else keeps up to date, in the scraper's own file system. */
export interface FileDiscovery {
  readonly kind: 'file';
  /** Absolute paths that end in `.json`, `.yml` or `.yaml`; the last step may contain one `*`. */
  readonly files: readonly string[];
  /** How often they are read even without a change. Default 5m. */
  readonly refresh?: string;
}

/** A list of targets that a server answers with. */
export interface HttpDiscovery extends HttpClient {
  readonly kind: 'http';
  readonly url: string;
  /** Default 60s. */
  readonly refresh?: string;
}

/** Every address behind a DNS name. */
export interface DnsDiscovery {
  readonly kind: 'dns';
  readonly names: readonly string[];
  /** `SRV` records name their ports, the others need `port`. Default SRV. */
  readonly type?: 'SRV' | 'A' | 'AAAA' | 'MX' | 'NS';
  readonly port?: number;
  /** Default 30s. */
  readonly refresh?: string;
}

export type KubernetesRole = 'pod' | 'endpointslice' | 'node' | 'service' | 'ingress';

/** Objects of the cluster that the scraper runs in. */
export interface KubernetesDiscovery {
  readonly kind: 'kubernetes';
  /** `pod` and `endpointslice` give one target per port, `node` the kubelet, `service` and `ingress` one to probe. */
  readonly role: KubernetesRole;
  /** Default: every namespace, which needs a cluster-wide permission. Nodes have none. */
  readonly namespaces?: readonly string[];
  /** Label selector, evaluated by the API server: what does not match is never sent. */
  readonly selector?: string;
  /** Number or name of the port. Default: every port. A node gets it instead of the kubelet's. */
  readonly port?: number | string;
}

/** What a Docker Swarm runs. */
export interface SwarmDiscovery {
  readonly kind: 'swarm';
  readonly role: 'tasks' | 'services' | 'nodes';
  /** Address of a manager's API: `tcp://manager:2376`. */
  readonly host: string;
  /** Port of nodes, and of tasks and services that publish none. Default 80. */
  readonly port?: number;
  /** Default 60s. */
  readonly refresh?: string;
  readonly tls?: HttpClient['tls'];
}

/** Services that are registered in Consul. */
export interface ConsulDiscovery extends HttpClient {
  readonly kind: 'consul';
  /** `host:port` of the agent. */
  readonly server: string;
  /** Default `http`. */
  readonly scheme?: 'http' | 'https';
  readonly datacenter?: string;
  /** Default: all. */
  readonly services?: readonly string[];
  /** Expression that the catalogue evaluates: `"primary" in ServiceTags`. */
  readonly filter?: string;
  /** Default 30s. */
  readonly refresh?: string;
}

/** Instances in an AWS region. Credentials come from the role of the machine or pod, never from a file of ours. */
export interface Ec2Discovery {
  readonly kind: 'ec2';
  readonly region: string;
  /** Port that is scraped on the private address. */
  readonly port: number;
  /** Filters of DescribeInstances: `{'tag:team': ['payments']}`. */
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  /** Role that is assumed first. */
  readonly roleArn?: string;
  /** Default 60s. */
  readonly refresh?: string;
}

/** How the targets of a job are found, wherever the stack runs. */
export type TargetDiscovery =
  | StaticDiscovery
  | FileDiscovery
  | HttpDiscovery
  | DnsDiscovery
  | KubernetesDiscovery
  | SwarmDiscovery
  | ConsulDiscovery
  | Ec2Discovery;

/** The client that a discovery asks with; none where it asks nobody over HTTP. */
export const discoveryClient = (discovery: TargetDiscovery): HttpClient => {
  if (discovery.kind === 'http' || discovery.kind === 'consul') return discovery;
  return discovery.kind === 'swarm' && discovery.tls !== undefined ? { tls: discovery.tls } : {};
};

/** The options of one kind, without the kind. */
type Options<D extends TargetDiscovery> = Omit<D, 'kind'>;

/** Fixed addresses, `host:port`. */
export const staticTargets = (addresses: readonly string[], labels?: Labels): StaticDiscovery => ({
  kind: 'static',
  addresses,
  ...(labels === undefined ? {} : { labels }),
});
/** Targets listed in files. */
export const fileTargets = (options: Options<FileDiscovery>): FileDiscovery => ({ ...options, kind: 'file' });
/** Targets listed by a server. */
export const httpTargets = (options: Options<HttpDiscovery>): HttpDiscovery => ({ ...options, kind: 'http' });
/** Targets behind a DNS name. */
export const dnsTargets = (options: Options<DnsDiscovery>): DnsDiscovery => ({ ...options, kind: 'dns' });
/** Pods, endpoints, nodes, services or ingresses of the cluster. */
export const kubernetesTargets = (options: Options<KubernetesDiscovery>): KubernetesDiscovery => ({
  ...options,
  kind: 'kubernetes',
});
/** Tasks, services or nodes of a Docker Swarm. */
export const swarmTargets = (options: Options<SwarmDiscovery>): SwarmDiscovery => ({ ...options, kind: 'swarm' });
/** Services registered in Consul. */
export const consulTargets = (options: Options<ConsulDiscovery>): ConsulDiscovery => ({ ...options, kind: 'consul' });
/** Instances in an AWS region. */
export const ec2Targets = (options: Options<Ec2Discovery>): Ec2Discovery => ({ ...options, kind: 'ec2' });
