import type { Chart } from 'cdk8s';
import { ApiResource, ClusterRole, ClusterRoleBinding, NonApiResource, type ServiceAccount } from 'cdk8s-plus-27';
import type { Workload } from '../../ir/workload.ts';
import { type KubernetesDeployment, workloadLabels } from './layout.ts';

/** Groups and kinds of objects whose state kube-state-metrics reads. Secrets are not among them. */
const objects: readonly (readonly [group: string, kind: string])[] = [
  ['', 'nodes'],
  ['', 'pods'],
  ['apps', 'daemonsets'],
  ['apps', 'deployments'],
  ['apps', 'statefulsets'],
  ['batch', 'jobs'],
];

const custom = (apiGroup: string, resourceType: string): ApiResource => ApiResource.custom({ apiGroup, resourceType });

/** A role of the cluster has one name for all stacks in it. */
const addClusterRole = (
  chart: Chart,
  { org }: KubernetesDeployment,
  workload: Workload,
  account: ServiceAccount,
  suffix: string,
): ClusterRole => {
  const metadata = { name: `${org}-${workload.id}-${suffix}`, labels: workloadLabels(org, workload) };
  const role = new ClusterRole(chart, `role-${workload.id}-${suffix}`, { metadata });
  new ClusterRoleBinding(chart, `binding-${workload.id}-${suffix}`, {
    metadata,
    role: ClusterRole.fromClusterRoleName(chart, `bound-${workload.id}-${suffix}`, metadata.name),
  }).addSubjects(account);
  return role;
};

/** What kube-state-metrics needs. */
export const addObjectAccess = (
  chart: Chart,
  deployment: KubernetesDeployment,
  workload: Workload,
  account: ServiceAccount,
): void =>
  addClusterRole(chart, deployment, workload, account, 'objects').allow(
    ['list', 'watch'],
    ...objects.map(([group, kind]) => custom(group, kind)),
  );

/** Jobs that scrape parts of the cluster with the scraper's own account read metrics, and nothing else. */
export const addMetricsAccess = (
  chart: Chart,
  deployment: KubernetesDeployment,
  workload: Workload,
  account: ServiceAccount,
): void => {
  const jobs = deployment.plan.jobs.filter(job => job.account !== undefined);
  if (jobs.length === 0) return;
  const role = addClusterRole(chart, deployment, workload, account, 'metrics');
  role.allow(['get'], custom('', 'nodes/metrics'), NonApiResource.of('/metrics'));
  for (const { metricsPath } of jobs) {
    // EKS passes on what the control plane exposes under a group of its own.
    const [, group, part] = /^\/apis\/([^/]+)\/v1\/(\w+)\//.exec(metricsPath) ?? [];
    if (group !== undefined && part !== undefined) role.allow(['get'], custom(group, `${part}/metrics`));
  }
};
