import type { Chart } from 'cdk8s';
import { ApiResource, Namespace, Role, RoleBinding, ServiceAccount } from 'cdk8s-plus-27';
import type { Workload } from '../../ir/workload.ts';
import { type KubernetesDeployment, namespaceOf, ownNamespaces, stackLabels, workloadLabels } from './layout.ts';
import { discoveredNamespaces } from './site.ts';

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

/** An account per workload, so that nothing shares permissions; only discovery gets any, and only to read pods. */
export const addAccess = (chart: Chart, deployment: KubernetesDeployment, workloads: readonly Workload[]): void => {
  for (const workload of workloads) {
    const name = workload.id;
    const labels = workloadLabels(deployment.org, workload);
    const account = new ServiceAccount(chart, `account-${name}`, {
      metadata: { name, namespace: namespaceOf(deployment.options, workload), labels },
      automountToken: false,
    });
    if (workload.api === undefined) continue;
    for (const namespace of discoveredNamespaces(deployment).toSorted()) {
      const metadata = { name, namespace, labels };
      const role = new Role(chart, `role-${name}-${namespace}`, { metadata });
      role.allow(['get', 'list', 'watch'], ApiResource.PODS);
      new RoleBinding(chart, `binding-${name}-${namespace}`, {
        metadata,
        role: Role.fromRoleName(chart, `bound-${name}-${namespace}`, name),
      }).addSubjects(account);
    }
  }
};
