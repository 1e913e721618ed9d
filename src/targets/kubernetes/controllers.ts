import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import { k8s, Protocol, Service } from 'cdk8s-plus-27';
import type { Workload } from '../../ir/workload.ts';
import {
  headlessName,
  isStateful,
  type KubernetesDeployment,
  namespaceOf,
  selectorLabels,
  workloadLabels,
} from './layout.ts';
import { volumeClaims } from './volumes.ts';

const protocols = { TCP: Protocol.TCP, UDP: Protocol.UDP } as const;

/** The names under which others reach a workload: one for any replica and, where replicas differ, one for each. */
export const addServices = (chart: Chart, { org, options }: KubernetesDeployment, workload: Workload): void => {
  if (workload.ports.length === 0 || workload.kind === 'task') return;
  const namespace = namespaceOf(options, workload);
  const ports = workload.ports.map(({ name, port, protocol }) => ({
    name,
    port,
    targetPort: port,
    protocol: protocols[protocol],
  }));
  const add = (name: string, props: { readonly clusterIP?: string }) => {
    const metadata = { name, namespace, labels: workloadLabels(org, workload) };
    const service = new Service(chart, `service-${name}`, { metadata, ports, ...props });
    for (const [label, value] of Object.entries(selectorLabels(org, workload.id))) service.selectLabel(label, value);
    return service;
  };
  add(workload.id, {});
  if (!isStateful(workload)) return;
  // Peers find each other before they are ready: that is how they become ready.
  const headless = add(headlessName(workload.id), { clusterIP: 'None' });
  ApiObject.of(headless).addJsonPatch(JsonPatch.add('/spec/publishNotReadyAddresses', true));
};

/** Adds the controller that keeps the pods of a workload running, or runs them once. */
export const addController = (
  chart: Chart,
  { org, options }: KubernetesDeployment,
  workload: Workload,
  template: k8s.PodTemplateSpec,
): void => {
  const { id, kind, replicas } = workload;
  const metadata = { name: id, namespace: namespaceOf(options, workload), labels: workloadLabels(org, workload) };
  const selector = { matchLabels: selectorLabels(org, id) };
  if (isStateful(workload)) {
    const claims = volumeClaims(workload, options.storageClass);
    new k8s.KubeStatefulSet(chart, id, {
      metadata,
      spec: {
        // All at once: replicas of these products wait for each other.
        podManagementPolicy: 'Parallel',
        replicas,
        selector,
        serviceName: headlessName(id),
        template,
        ...(claims.length === 0 ? {} : { volumeClaimTemplates: claims }),
      },
    });
  } else if (kind === 'daemon') {
    new k8s.KubeDaemonSet(chart, id, { metadata, spec: { selector, template } });
  } else if (kind === 'task') {
    // Retries replace start order: the task fails until what it sets up answers. Finished, it makes way for the next apply.
    new k8s.KubeJob(chart, id, { metadata, spec: { backoffLimit: 20, ttlSecondsAfterFinished: 3600, template } });
  } else {
    new k8s.KubeDeployment(chart, id, { metadata, spec: { replicas, selector, template } });
  }
  if (replicas > 1 && (kind === 'stateful' || kind === 'stateless'))
    new k8s.KubePodDisruptionBudget(chart, `budget-${id}`, {
      metadata,
      spec: { maxUnavailable: k8s.IntOrString.fromNumber(1), selector },
    });
};
