import type { JsonObject } from '../core/json.ts';
import { sortedOrNothing, sortKeys } from '../core/sort-keys.ts';
import { discoveryClient, type KubernetesDiscovery, type TargetDiscovery } from '../ir/discovery.ts';
import { httpClientConfig } from '../ir/http-client.ts';
import type { Relabeling, ScrapeJob } from '../ir/scrape-job.ts';
import type { SecretRef } from '../ir/secret.ts';
import type { Discovery } from '../ir/site.ts';
import { setLabels } from './discovery.ts';

type FileOf = (secret: SecretRef) => string;

/** A discovery that the author named, with the labels of the contract set whatever it finds. */
export const discovered = (job: ScrapeJob, discovery: TargetDiscovery, fileOf: FileOf): Discovery => ({
  sd: configOf(discovery, fileOf),
  relabel: [...ownSteps(discovery), ...nodeSteps(discovery)],
  last: setLabels({ ...job.labels, job: job.id }),
});

const configOf = (discovery: TargetDiscovery, fileOf: FileOf): JsonObject => {
  switch (discovery.kind) {
    case 'static':
      return { static_configs: [{ targets: discovery.addresses, labels: sortedOrNothing(discovery.labels) }] };
    case 'file':
      return { file_sd_configs: [{ files: discovery.files, refresh_interval: discovery.refresh }] };
    case 'http':
      return {
        http_sd_configs: [
          {
            url: discovery.url,
            refresh_interval: discovery.refresh,
            ...httpClientConfig(discoveryClient(discovery), fileOf),
          },
        ],
      };
    case 'dns':
      return {
        dns_sd_configs: [
          {
            names: discovery.names,
            type: discovery.type,
            port: discovery.port,
            refresh_interval: discovery.refresh,
          },
        ],
      };
    case 'kubernetes':
      return { kubernetes_sd_configs: [kubernetesConfig(discovery)] };
    case 'swarm':
      return {
        dockerswarm_sd_configs: [
          {
            host: discovery.host,
            role: discovery.role,
            port: discovery.port,
            refresh_interval: discovery.refresh,
            ...httpClientConfig(discoveryClient(discovery), fileOf),
          },
        ],
      };
    case 'consul':
      return {
        consul_sd_configs: [
          {
            server: discovery.server,
            scheme: discovery.scheme,
            datacenter: discovery.datacenter,
            services: discovery.services,
            filter: discovery.filter,
            refresh_interval: discovery.refresh,
            ...httpClientConfig(discoveryClient(discovery), fileOf),
          },
        ],
      };
    case 'ec2':
      return {
        ec2_sd_configs: [
          {
            region: discovery.region,
            port: discovery.port,
            role_arn: discovery.roleArn,
            refresh_interval: discovery.refresh,
            filters:
              discovery.filters === undefined
                ? undefined
                : Object.entries(sortKeys(discovery.filters)).map(([name, values]) => ({ name, values })),
          },
        ],
      };
  }
};

const kubernetesConfig = ({ role, namespaces, selector }: KubernetesDiscovery): JsonObject => ({
  role,
  namespaces: namespaces === undefined || role === 'node' ? undefined : { names: namespaces.toSorted() },
  selectors: selector === undefined ? undefined : [{ role, label: selector }],
});

/** Where Kubernetes tells the number and the name of a port. */
const portLabels: Readonly<Record<KubernetesDiscovery['role'], readonly [number: string, name: string] | undefined>> = {
  pod: ['__meta_kubernetes_pod_container_port_number', '__meta_kubernetes_pod_container_port_name'],
  endpointslice: ['__meta_kubernetes_endpointslice_port', '__meta_kubernetes_endpointslice_port_name'],
  service: ['__meta_kubernetes_service_port_number', '__meta_kubernetes_service_port_name'],
  node: undefined,
  ingress: undefined,
};

/** What makes a target of what was found: only what lives, and only the port that was meant. */
const ownSteps = (discovery: TargetDiscovery): readonly Relabeling[] => {
  if (discovery.kind === 'swarm' && discovery.role === 'tasks')
    // Swarm remembers tasks that have ended.
    return [{ source_labels: ['__meta_dockerswarm_task_desired_state'], regex: 'running', action: 'keep' }];
  if (discovery.kind !== 'kubernetes') return [];
  const { role, port } = discovery;
  const labels = portLabels[role];
  const [label, regex] =
    typeof port === 'number' ? [labels?.[0], String(port)] : [labels?.[1], port?.replace(/[^\w-]/g, '\\$&')];
  return [
    // Pods that have ended keep their last address, which may already belong to another pod.
    ...(role === 'pod' || role === 'endpointslice'
      ? [{ source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Failed|Succeeded', action: 'drop' as const }]
      : []),
    ...(label === undefined || regex === undefined ? [] : [{ source_labels: [label], regex, action: 'keep' as const }]),
    ...(role === 'node' && port !== undefined
      ? [
          {
            source_labels: ['__meta_kubernetes_node_address_InternalIP'],
            target_label: '__address__',
            replacement: `$1:${port}`,
          },
        ]
      : []),
  ];
};

const nodeLabels: Readonly<Partial<Record<KubernetesDiscovery['role'], string>>> = {
  pod: '__meta_kubernetes_pod_node_name',
  endpointslice: '__meta_kubernetes_endpointslice_endpoint_node_name',
  node: '__meta_kubernetes_node_name',
};

const nodeSource = (discovery: TargetDiscovery): string | undefined => {
  switch (discovery.kind) {
    case 'kubernetes':
      return nodeLabels[discovery.role];
    case 'swarm':
      return discovery.role === 'services' ? undefined : '__meta_dockerswarm_node_hostname';
    case 'consul':
      return '__meta_consul_node';
    case 'ec2':
      return '__meta_ec2_instance_id';
    default:
      return undefined;
  }
};

/** `node` where the discovery knows the host: process metrics join host metrics on it. */
const nodeSteps = (discovery: TargetDiscovery): readonly Relabeling[] => {
  const source = nodeSource(discovery);
  return source === undefined ? [] : [{ source_labels: [source], target_label: 'node' }];
};
