import type { KubernetesRole } from '../../ir/discovery.ts';
import type { KubernetesDeployment } from './layout.ts';
import { discoveredNamespaces } from './site.ts';

/** Kinds of objects that discovery reads. */
export type ReadKind = 'endpointslices' | 'ingresses' | 'nodes' | 'pods' | 'services';

/** What discovery reads in one namespace, or in the whole cluster. */
export interface ReadPermission {
  /** Undefined: the whole cluster. */
  readonly namespace: string | undefined;
  /** Sorted. */
  readonly kinds: readonly ReadKind[];
}

/** What Prometheus lists and watches for each role. */
const readFor: Readonly<Record<KubernetesRole, readonly ReadKind[]>> = {
  pod: ['pods'],
  endpointslice: ['endpointslices', 'pods', 'services'],
  node: ['nodes'],
  service: ['services'],
  ingress: ['ingresses'],
};

/** What the jobs of the plan need to read, and nothing more: sorted by namespace, the cluster first. */
export const readPermissions = (deployment: KubernetesDeployment): readonly ReadPermission[] => {
  const needed = new Map<string | undefined, Set<ReadKind>>();
  const need = (namespace: string | undefined, kinds: readonly ReadKind[]): void => {
    needed.set(namespace, new Set([...(needed.get(namespace) ?? []), ...kinds]));
  };
  for (const namespace of discoveredNamespaces(deployment)) need(namespace, ['pods']);
  for (const { targets } of deployment.plan.jobs) {
    if (targets.kind !== 'discovered' || targets.discovery.kind !== 'kubernetes') continue;
    const { role, namespaces } = targets.discovery;
    // Nodes are in no namespace.
    const places = role === 'node' ? [undefined] : (namespaces ?? [undefined]);
    for (const place of places) need(place, readFor[role]);
  }
  return [...needed]
    .map(([namespace, kinds]) => ({ namespace, kinds: [...kinds].toSorted() }))
    .toSorted((a, b) => ((a.namespace ?? '') < (b.namespace ?? '') ? -1 : 1));
};
