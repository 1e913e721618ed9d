import type { Relabeling, ScrapeJob } from '../../ir/scrape-job.ts';
import type { SecretRef } from '../../ir/secret.ts';
import type { Discovery, Site } from '../../ir/site.ts';
import { discovered } from '../discovered.ts';
import { probeDiscovery, setLabels, staticDiscovery } from '../discovery.ts';
import { findService, findWorkload, portNumber } from '../lookup.ts';
import {
  headlessName,
  isStateful,
  type KubernetesDeployment,
  nameLabel,
  namespaceOf,
  secretsDirectory,
} from './layout.ts';

/** Labels beyond the contract that a pod has, and the discovery label behind each. */
const podLabels: Readonly<Record<string, string>> = {
  container: '__meta_kubernetes_pod_container_name',
  namespace: '__meta_kubernetes_namespace',
  pod: '__meta_kubernetes_pod_name',
};

/** Labels that a job may name in `keep` on this target. */
export const keepableLabels: readonly string[] = Object.keys(podLabels);

/** Where a workload or a watched service is discovered. */
const namespacesOf = ({ plan, options }: KubernetesDeployment, id: string): readonly string[] =>
  findService(plan, id) === undefined ? [namespaceOf(options, findWorkload(plan, id))] : options.applicationNamespaces;

/** Namespaces whose pods the jobs of the plan discover: where a scraper needs to read. */
export const discoveredNamespaces = (deployment: KubernetesDeployment): readonly string[] => [
  ...new Set(
    deployment.plan.jobs.flatMap(({ targets }) =>
      targets.kind === 'workload' ? namespacesOf(deployment, targets.workload) : [],
    ),
  ),
];

/** Pods by label and container port. The address stays the pod's own, so `instance` is an address. */
const podDiscovery = (deployment: KubernetesDeployment, job: ScrapeJob, id: string, port: string): Discovery => {
  const relabel: readonly Relabeling[] = [
    { source_labels: [`__meta_kubernetes_pod_label_${nameLabel.replaceAll(/[./]/g, '_')}`], regex: id, action: 'keep' },
    {
      source_labels: ['__meta_kubernetes_pod_container_port_number'],
      regex: String(portNumber(deployment.plan, id, port)),
      action: 'keep',
    },
    // Pods that have ended keep their last address, which may already belong to another pod.
    { source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Failed|Succeeded', action: 'drop' },
    { source_labels: ['__meta_kubernetes_pod_node_name'], target_label: 'node' },
    ...job.keep.toSorted().flatMap(label => {
      const source = podLabels[label];
      return source === undefined ? [] : [{ source_labels: [source], target_label: label }];
    }),
  ];
  return {
    sd: {
      kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: namespacesOf(deployment, id).toSorted() } }],
    },
    relabel,
    last: setLabels(job.labels),
  };
};

/** Answers what Kubernetes decides: names, addresses, discovery and secret files. */
export const kubernetesSite = (deployment: KubernetesDeployment): Site => {
  const { plan, options } = deployment;
  /** A name that resolves in the namespace of `from`. */
  const hostName = (from: string | undefined, to: string, name: string): string => {
    if (findService(plan, to) !== undefined) return `${name}.${options.applicationNamespaces[0] ?? 'default'}.svc`;
    const home = from === undefined ? options.namespace : namespaceOf(options, findWorkload(plan, from));
    const namespace = namespaceOf(options, findWorkload(plan, to));
    return home === namespace ? name : `${name}.${namespace}.svc`;
  };
  const secretFile = ({ secret }: SecretRef): string => `${secretsDirectory}/${secret}`;
  return {
    connect: (from, to, port) => ({ scheme: 'http', host: hostName(from, to, to), port: portNumber(plan, to, port) }),
    peers: (from, to, port) => {
      const workload = findWorkload(plan, to);
      const number = portNumber(plan, to, port);
      if (workload === undefined || !isStateful(workload)) return [`${hostName(from, to, to)}:${number}`];
      return Array.from(
        { length: workload.replicas },
        (_, i) => `${hostName(from, to, `${to}-${i}.${headlessName(to)}`)}:${number}`,
      );
    },
    discover: job => {
      const { targets } = job;
      switch (targets.kind) {
        case 'workload':
          return podDiscovery(deployment, job, targets.workload, targets.port);
        case 'probe': {
          const prober = `${hostName(undefined, targets.prober, targets.prober)}:${portNumber(plan, targets.prober, targets.port)}`;
          return probeDiscovery(targets.probes, prober, job.labels);
        }
        case 'static':
          return staticDiscovery(targets.addresses, job.labels);
        case 'discovered':
          return discovered(job, targets.discovery, secretFile);
        case 'host':
          // The check reports such a job: a container engine's own metrics have no address inside the cluster.
          return staticDiscovery([], job.labels);
      }
    },
    secretFile: (_reader, secret) => secretFile(secret),
    file: (_reader, mount) => mount,
    externalUrl: id => {
      if (options.domain !== undefined) return `https://${id}.${options.domain}`;
      const workload = findWorkload(plan, id);
      const port = workload?.ports.find(p => p.audience === 'people') ?? workload?.ports[0];
      return `http://${id}.${namespaceOf(options, workload)}.svc:${port?.port ?? 0}`;
    },
    hostLogs: false,
  };
};
