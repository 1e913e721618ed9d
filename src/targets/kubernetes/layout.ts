import type { Labels } from '../../ir/rule-group.ts';
import type { Workload } from '../../ir/workload.ts';
import type { Deployment } from '../target.ts';
import type { KubernetesOptions } from './index.ts';

export type KubernetesDeployment = Deployment<KubernetesOptions>;

/** The label by which watched services and our own pods are found. */
export const nameLabel = 'app.kubernetes.io/name';

/** Where a workload runs: what reads the host is kept apart, because pod security is enforced per namespace. */
export const namespaceOf = (options: KubernetesOptions, workload: Workload | undefined): string =>
  workload?.host === undefined ? options.namespace : options.hostNamespace;

/** Namespaces of the stack's own workloads. */
export const ownNamespaces = ({ options, plan }: KubernetesDeployment): readonly string[] => [
  options.namespace,
  ...(plan.workloads.some(workload => workload.host !== undefined) ? [options.hostNamespace] : []),
];

/** A StatefulSet keeps names and volumes; only what must survive needs one. */
export const isStateful = (workload: Workload): boolean =>
  workload.kind === 'stateful' || (workload.kind === 'stateless' && workload.storage.some(s => s.size !== undefined));

/** The labels that never change, so that selectors can rely on them. */
export const selectorLabels = (org: string, id: string): Labels => ({
  [nameLabel]: id,
  'app.kubernetes.io/part-of': org,
});

export const stackLabels = (org: string): Labels => ({
  'app.kubernetes.io/managed-by': 'sightline',
  'app.kubernetes.io/part-of': org,
});

export const workloadLabels = (org: string, workload: Workload): Labels => ({
  ...stackLabels(org),
  ...selectorLabels(org, workload.id),
  'app.kubernetes.io/component': workload.kind,
});

/** The name under which each replica of a StatefulSet gets a DNS name of its own. */
export const headlessName = (id: string): string => `${id}-headless`;

/** Where secrets are mounted, one file per secret. */
export const secretsDirectory = '/run/secrets/sightline';
