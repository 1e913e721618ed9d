import type { Chart } from 'cdk8s';
import {
  ApiResource,
  ClusterRole,
  ClusterRoleBinding,
  Namespace,
  Role,
  RoleBinding,
  ServiceAccount,
} from 'cdk8s-plus-27';
import type { Workload } from '../../ir/workload.ts';
import { addMetricsAccess, addObjectAccess } from './cluster-access.ts';
import { type KubernetesDeployment, namespaceOf, ownNamespaces, stackLabels, workloadLabels } from './layout.ts';
import { type ReadKind, readPermissions } from './permissions.ts';

/** Discovery lists what is there and watches it change. */
const verbs = ['get', 'list', 'watch'];

const resourceOf: Readonly<Record<ReadKind, ApiResource>> = {
  endpointslices: ApiResource.ENDPOINT_SLICES,
  ingresses: ApiResource.INGRESSES,
  nodes: ApiResource.NODES,
  pods: ApiResource.PODS,
  services: ApiResource.SERVICES,
};

/** Namespaces whose pod security is enforced: everything but what reads the host runs `restricted`. */
export const addNamespaces = (chart: Chart, deployment: KubernetesDeployment): void => {
  for (const name of ownNamespaces(deployment))
    new Namespace(chart, `namespace-${name}`, {
      metadata: {
        name,
        labels: {
          ...stackLabels(deployment.org),
          'pod-security.kubernetes.io/enforce': name === deployment.options.hostNamespace ? 'privileged' : 'restricted',
        },
      },
    });
};

/** An account per workload, so that nothing shares permissions; only discovery gets any, and only to read what the jobs look for. */
export const addAccess = (chart: Chart, deployment: KubernetesDeployment, workloads: readonly Workload[]): void => {
  for (const workload of workloads) {
    const name = workload.id;
    const labels = workloadLabels(deployment.org, workload);
    const account = new ServiceAccount(chart, `account-${name}`, {
      metadata: { name, namespace: namespaceOf(deployment.options, workload), labels },
      automountToken: false,
    });
    if (workload.api === 'list-objects') addObjectAccess(chart, deployment, workload, account);
    if (workload.api !== 'discover-targets') continue;
    addMetricsAccess(chart, deployment, workload, account);
    for (const { namespace, kinds } of readPermissions(deployment)) {
      const resources = kinds.map(kind => resourceOf[kind]);
      if (namespace === undefined) {
        // Objects of the cluster have one name for all stacks in it.
        const metadata = { name: `${deployment.org}-${name}`, labels };
        const role = new ClusterRole(chart, `role-${name}`, { metadata });
        role.allow(verbs, ...resources);
        new ClusterRoleBinding(chart, `binding-${name}`, {
          metadata,
          role: ClusterRole.fromClusterRoleName(chart, `bound-${name}`, metadata.name),
        }).addSubjects(account);
        continue;
      }
      const metadata = { name, namespace, labels };
      const role = new Role(chart, `role-${name}-${namespace}`, { metadata });
      role.allow(verbs, ...resources);
      new RoleBinding(chart, `binding-${name}-${namespace}`, {
        metadata,
        role: Role.fromRoleName(chart, `bound-${name}-${namespace}`, name),
      }).addSubjects(account);
    }
  }
};
