import { workloads } from '../ir/conventions.ts';
import type { PlanPart } from '../ir/plan.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, gauge } from '../promql/declare.ts';
import { chart } from './chart.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

export interface KubeStateMetricsOptions {
  /** Namespaces that are watched. Default: all. */
  readonly namespaces?: readonly string[];
  /** Pods of the cluster, for the memory it needs. Default 500. */
  readonly pods?: number;
}

const metricsPort = { name: 'metrics', port: 8080 } as const;
const ownPort = { name: 'telemetry', port: 8081 } as const;

/** Kinds of objects whose state the rules and panels read. */
const resources = ['daemonsets', 'deployments', 'jobs', 'nodes', 'pods', 'statefulsets'] as const;

const emit = (options: KubeStateMetricsOptions, context: IntegrationContext): PlanPart => {
  const { path, service, team, env, tier, scrapeInterval } = context;
  const { pods = 500, namespaces } = options;
  // 2 MiB per hundred objects beside what the program itself takes: what its README recommends.
  const memory = 128 + Math.ceil(pods / 100) * 2;
  return {
    workloads: [
      {
        id: workloads.kubeStateMetrics,
        kind: 'stateless',
        image: 'kube-state-metrics',
        replicas: 1,
        args: [
          `--port=${metricsPort.port}`,
          `--telemetry-port=${ownPort.port}`,
          `--resources=${resources.join(',')}`,
          ...(namespaces === undefined ? [] : [`--namespaces=${namespaces.join(',')}`]),
        ],
        env: {},
        ports: [metricsPort, ownPort].map(port => ({ ...port, protocol: 'TCP', audience: 'inside' })),
        storage: [],
        secrets: [],
        readiness: { kind: 'http', path: '/readyz', port: ownPort.name },
        liveness: { kind: 'http', path: '/livez', port: metricsPort.name },
        cpu: '50m',
        memory: `${memory}Mi`,
        memoryLimit: `${memory * 2}Mi`,
        api: 'list-objects',
        only: ['kubernetes'],
        path,
      },
    ],
    jobs: [
      {
        id: workloads.kubeStateMetrics,
        interval: scrapeInterval,
        timeout: scrapeTimeout(scrapeInterval),
        scheme: 'http',
        metricsPath: '/metrics',
        targets: { kind: 'workload', workload: workloads.kubeStateMetrics, port: metricsPort.name },
        labels: { service, team, env, tier },
        keep: [],
        limits: { samples: 100_000 },
        metricRelabel: [],
        // The series are about other nodes, pods and namespaces than its own.
        honorLabels: true,
        only: ['kubernetes'],
        path,
      },
    ],
    edges: [{ from: workloads.prometheus, to: workloads.kubeStateMetrics, port: metricsPort.name, purpose: 'scrape' }],
  };
};

const ofPod = { namespace: {}, pod: {}, uid: {} } as const;
const ofContainer = { ...ofPod, container: {} } as const;

const restartSteps = [
  '`kubectl describe pod`: the last state names the reason and the exit code.',
  'OOMKilled: compare its memory with its limit; look for a leak before you raise the limit.',
  'Error: `kubectl logs --previous` shows the end of its log.',
  'It was just deployed: roll back (`kubectl rollout undo`).',
] as const;

/** The state of the objects in a Kubernetes cluster through kube-state-metrics. */
export const kubeStateMetrics = defineIntegration<KubeStateMetricsOptions>()({
  kind: 'kubeStateMetrics',
  scope: 'cluster',
  only: ['kubernetes'],
  source:
    'kubernetes/kube-state-metrics 2.19, docs/metrics/{workload,cluster}/*.md; limits after kubernetes-monitoring/kubernetes-mixin alerts/apps_alerts.libsonnet',
  needs: ['An account that may list and watch workloads, nodes and pods of the cluster; the manifests bring it.'],
  options: { namespaces: { kind: 'texts' }, pods: { kind: 'number' } },
  metrics: () => ({
    restarts: counter('kube_pod_container_status_restarts_total', {
      labels: ofContainer,
      help: 'Restarts of a container.',
    }),
    podPhase: gauge('kube_pod_status_phase', {
      labels: { ...ofPod, phase: { values: ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'] } },
      help: '1 for the phase that a pod is in.',
    }),
    waiting: gauge('kube_pod_container_status_waiting_reason', {
      labels: { ...ofContainer, reason: {} },
      help: '1 while a container waits for this reason.',
    }),
    deploymentWanted: gauge('kube_deployment_spec_replicas', {
      labels: { namespace: {}, deployment: {} },
      help: 'Replicas that a deployment should have.',
    }),
    deploymentAvailable: gauge('kube_deployment_status_replicas_available', {
      labels: { namespace: {}, deployment: {} },
      help: 'Replicas of a deployment that serve.',
    }),
    statefulSetWanted: gauge('kube_statefulset_replicas', {
      labels: { namespace: {}, statefulset: {} },
      help: 'Replicas that a stateful set should have.',
    }),
    statefulSetReady: gauge('kube_statefulset_status_replicas_ready', {
      labels: { namespace: {}, statefulset: {} },
      help: 'Replicas of a stateful set that serve.',
    }),
    daemonSetWanted: gauge('kube_daemonset_status_desired_number_scheduled', {
      labels: { namespace: {}, daemonset: {} },
      help: 'Nodes that a daemon should run on.',
    }),
    daemonSetReady: gauge('kube_daemonset_status_number_ready', {
      labels: { namespace: {}, daemonset: {} },
      help: 'Nodes on which a daemon serves.',
    }),
    nodeCondition: gauge('kube_node_status_condition', {
      labels: { condition: {}, status: { values: ['true', 'false', 'unknown'] } },
      help: '1 for the status that a condition of the node has.',
    }),
    jobFailed: gauge('kube_job_status_failed', {
      labels: { namespace: {}, job_name: {}, reason: {} },
      help: 'Pods of a job that failed.',
    }),
  }),
  alerts: {
    KubeStateMetricsDown: {
      expr: at => {
        const up = `up${at.where(`job="${workloads.kubeStateMetrics}"`)}`;
        return `${up} == 0 or absent(${up})`;
      },
      for: '5m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'Nobody knows the state of the cluster.',
      description: 'kube-state-metrics does not answer: restarts, pending pods and missing replicas go unnoticed.',
      action: 'Check whether it runs, and whether its account may list what it watches.',
      steps: [
        'Does it run? Killed for memory: the cluster has grown; tell the option `pods`.',
        'Forbidden in its log: its role lacks a kind of object; apply the manifests again.',
      ],
      source: 'kubernetes-mixin, KubeStateMetricsDown: critical; 5 minutes outlast a restart (ours)',
    },
    ContainerRestarting: {
      threshold: 0,
      expr: at =>
        `sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total${at.where()}[10m])) > ${at.threshold}`,
      severity: 'warning',
      category: 'availability',
      group: 'container-restarts',
      summary: 'The container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} was restarted.',
      description: 'Restarts in the last 10 minutes: {{ $value | printf "%.0f" }}.',
      action:
        'Look why it ended: `kubectl -n {{ $labels.namespace }} describe pod {{ $labels.pod }}` names the reason.',
      steps: restartSteps,
      source: 'requirement of an alert on crashes and restarts; one restart is worth a look, not a night (ours)',
    },
    ContainerCrashLooping: {
      threshold: 3,
      expr: at =>
        `sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total${at.where()}[15m])) > ${at.threshold}`,
      severity: 'critical',
      category: 'availability',
      group: 'container-restarts',
      summary: 'The container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} cannot stay up.',
      description: 'Restarts in the last 15 minutes: {{ $value | printf "%.0f" }}.',
      action:
        'Roll back if it was just deployed; otherwise `kubectl -n {{ $labels.namespace }} logs --previous {{ $labels.pod }} -c {{ $labels.container }}`.',
      steps: restartSteps,
      source: 'requirement of a critical alert on crashes; more than 3 in 15 minutes are a loop (ours)',
    },
    PodsPending: {
      threshold: 0,
      expr: at =>
        `sum by (namespace, pod) (kube_pod_status_phase${at.where('phase=~"Pending|Unknown"')}) > ${at.threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'availability',
      summary: 'The pod {{ $labels.namespace }}/{{ $labels.pod }} does not start.',
      description: 'It has been waiting for 15 minutes: no node takes it, or something it needs is missing.',
      action:
        '`kubectl -n {{ $labels.namespace }} describe pod {{ $labels.pod }}`: the last events say what it waits for.',
      steps: [
        'Unschedulable: does any node have the CPU, the memory, the label or the volume that it asks for?',
        'ImagePullBackOff: is the name of the image right, and may the node pull it?',
        'ContainerCreating: is a secret, a config map or a volume missing?',
      ],
      source: 'kubernetes-mixin, KubePodNotReady: 15 minutes, warning',
    },
    DeploymentReplicasMissing: {
      threshold: 0,
      expr: at =>
        `max by (namespace, deployment) (kube_deployment_spec_replicas${at.where()}) - max by (namespace, deployment) (kube_deployment_status_replicas_available${at.where()}) > ${at.threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'availability',
      summary: 'The deployment {{ $labels.namespace }}/{{ $labels.deployment }} lacks replicas.',
      description: '{{ $value | humanize }} of its replicas have not served for 15 minutes.',
      action: '`kubectl -n {{ $labels.namespace }} get pods`: do they crash, wait, or fail their readiness check?',
      steps: [
        'Which pods are not ready, and why? `kubectl describe` shows the events.',
        'A new version: `kubectl rollout undo`.',
        'No room: see the runbook about pending pods.',
      ],
      source: 'kubernetes-mixin, KubeDeploymentReplicasMismatch: 15 minutes, warning',
    },
    StatefulSetReplicasMissing: {
      threshold: 0,
      expr: at =>
        `max by (namespace, statefulset) (kube_statefulset_replicas${at.where()}) - max by (namespace, statefulset) (kube_statefulset_status_replicas_ready${at.where()}) > ${at.threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'availability',
      summary: 'The stateful set {{ $labels.namespace }}/{{ $labels.statefulset }} lacks replicas.',
      description: '{{ $value | humanize }} of its replicas have not been ready for 15 minutes.',
      action: '`kubectl -n {{ $labels.namespace }} get pods`: does one crash, or wait for its volume?',
      steps: [
        'Which replica is not ready, and why? `kubectl describe` shows the events.',
        'Its volume cannot be attached: is its old node gone, or the zone full?',
        'It crashes: the end of its previous log holds the reason.',
      ],
      source: 'kubernetes-mixin, KubeStatefulSetReplicasMismatch: 15 minutes, warning',
    },
    DaemonSetReplicasMissing: {
      threshold: 0,
      expr: at =>
        `max by (namespace, daemonset) (kube_daemonset_status_desired_number_scheduled${at.where()}) - max by (namespace, daemonset) (kube_daemonset_status_number_ready${at.where()}) > ${at.threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'availability',
      summary: 'The daemon {{ $labels.namespace }}/{{ $labels.daemonset }} is missing on nodes.',
      description: 'On {{ $value | humanize }} nodes it has not been ready for 15 minutes.',
      action: '`kubectl -n {{ $labels.namespace }} get pods -o wide`: on which nodes does it not run, and why?',
      steps: [
        'On which nodes is it not ready? `kubectl get pods -o wide` lists them.',
        'The node is full or tainted: make room, or tolerate the taint.',
        'It crashes there only: what is different on that node?',
      ],
      source: 'kubernetes-mixin, KubeDaemonSetRolloutStuck: 15 minutes, warning',
    },
    NodeNotReady: {
      threshold: 1,
      expr: at =>
        `max by (node) (kube_node_status_condition${at.where('condition="Ready"', 'status="true"')}) < ${at.threshold}`,
      for: '5m',
      severity: 'critical',
      category: 'availability',
      scope: 'node',
      summary: 'The node {{ $labels.node }} is not ready.',
      description: 'Its kubelet does not report, or reports trouble: its pods are moved away or lost.',
      action: '`kubectl describe node {{ $labels.node }}`: the conditions name what is wrong.',
      steps: [
        '`kubectl describe node`: which condition fails, and since when does its kubelet not report?',
        'Is the machine up? Is its disk or memory full?',
        'Drain it (`kubectl drain`), then restart or replace it.',
      ],
      source: 'kubernetes-mixin, KubeNodeNotReady: 15 minutes there; 5 are when pods begin to be moved',
    },
    JobFailed: {
      threshold: 0,
      expr: at => `max by (namespace, job_name) (kube_job_status_failed${at.where()}) > ${at.threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'errors',
      summary: 'The job {{ $labels.namespace }}/{{ $labels.job_name }} failed.',
      description: '{{ $value | humanize }} of its pods ended with an error.',
      action: 'Read the log of its pod; delete the job when it is dealt with.',
      steps: [
        '`kubectl logs job/…` shows why it failed.',
        'Run it again, or wait for its schedule.',
        'Delete the failed job: the alert ends with it.',
      ],
      source: 'kubernetes-mixin, KubeJobFailed: 15 minutes, warning',
    },
  },
  rows: at => [
    {
      title: 'Workloads',
      panels: [
        chart('Restarts', 'Restarts of containers between two points of the panel, by namespace.', 'short', [
          {
            expr: `sum by (namespace) (increase(kube_pod_container_status_restarts_total${at.where()}[$__rate_interval]))`,
            legend: '{{namespace}}',
          },
        ]),
        chart(
          'Pods by phase',
          'How many pods are in which phase. Pending ones wait for room or for something missing.',
          'short',
          [{ expr: `sum by (phase) (kube_pod_status_phase${at.where()})`, legend: '{{phase}}' }],
        ),
        chart('Why containers wait', 'Containers that do not start, by reason.', 'short', [
          { expr: `sum by (reason) (kube_pod_container_status_waiting_reason${at.where()})`, legend: '{{reason}}' },
        ]),
        chart('Missing replicas', 'Replicas of deployments that should serve and do not.', 'short', [
          {
            expr: `sum by (namespace) (kube_deployment_spec_replicas${at.where()}) - sum by (namespace) (kube_deployment_status_replicas_available${at.where()})`,
            legend: '{{namespace}}',
          },
        ]),
      ],
    },
  ],
  emit,
  example: { pods: 200 },
});
