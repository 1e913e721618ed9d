import { counter, gauge, histogram } from '../promql/declare.ts';
import type { MetricDeclaration } from '../promql/metric.ts';

/**
 * Which parts of a control plane a platform lets its users scrape.
 *
 * @module
 */

export type Component = 'apiServer' | 'controllerManager' | 'etcd' | 'scheduler';

/**
 * kubeadm: everything runs in pods of the cluster. EKS: the API server, and through it scheduler and controller manager
 * (docs.aws.amazon.com/eks, "Fetch control plane raw metrics in Prometheus format", from 1.28). GKE: the API server;
 * the others go to Cloud Monitoring only (cloud.google.com/kubernetes-engine, "Collect and view control plane metrics").
 * AKS: the API server; the others go to Azure Monitor only (learn.microsoft.com/azure/aks, "Monitor control plane
 * metrics").
 */
const exposed: Readonly<Record<string, readonly Component[]>> = {
  kubeadm: ['apiServer', 'controllerManager', 'etcd', 'scheduler'],
  eks: ['apiServer', 'controllerManager', 'scheduler'],
  gke: ['apiServer'],
  aks: ['apiServer'],
};

export const platforms: readonly string[] = Object.keys(exposed);

export const isPlatform = (name: string): boolean => Object.hasOwn(exposed, name);

/** Nothing on a platform that nobody knows. */
export const exposedBy = (platform: string): readonly Component[] =>
  isPlatform(platform) ? (exposed[platform] ?? []) : [];

export const exposes = (platform: string, component: Component): boolean => exposedBy(platform).includes(component);

const request = {
  verb: { cardinality: 10 },
  group: {},
  version: {},
  resource: {},
  subresource: {},
  scope: {},
  component: {},
  dry_run: {},
} as const;

const metrics: Readonly<Record<Component, readonly MetricDeclaration[]>> = {
  apiServer: [
    counter('apiserver_request_total', { labels: { ...request, code: {} }, help: 'Requests to the API.' }),
    histogram('apiserver_request_duration_seconds', {
      unit: 'seconds',
      labels: request,
      help: 'Duration of requests to the API.',
    }),
  ],
  controllerManager: [
    gauge('workqueue_depth', { labels: { name: {} }, help: 'Objects that wait in the queue of a controller.' }),
  ],
  etcd: [
    gauge('etcd_server_has_leader', { help: '1 while a member knows a leader.' }),
    histogram('etcd_disk_wal_fsync_duration_seconds', {
      unit: 'seconds',
      help: 'How long writes to the log take until they are on disk.',
    }),
    gauge('etcd_mvcc_db_total_size_in_bytes', { unit: 'bytes', help: 'Size of the database.' }),
    gauge('etcd_server_quota_backend_bytes', { unit: 'bytes', help: 'Size that the database may have.' }),
  ],
  scheduler: [
    gauge('scheduler_pending_pods', {
      labels: { queue: { values: ['active', 'backoff', 'unschedulable', 'gated'] } },
      help: 'Pods that wait for a node.',
    }),
  ],
};

/** What rules and panels read of a component; it exposes hundreds of series more. */
export const componentMetrics = (component: Component): readonly MetricDeclaration[] => metrics[component];
