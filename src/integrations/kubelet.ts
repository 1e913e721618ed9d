import { workloads } from '../ir/conventions.ts';
import { kubernetesTargets } from '../ir/discovery.ts';
import type { PlanPart } from '../ir/plan.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, gauge } from '../promql/declare.ts';
import { above, chart, limitsOf } from './chart.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

export interface KubeletOptions {
  /** True where the cluster's authority signs the certificates of the kubelets (`serverTLSBootstrap`). Default false. */
  readonly verified?: boolean;
}

const port = 10_250;
const limits = { memory: 0.9, throttled: 0.25, volume: { warning: 0.85, critical: 0.97 } } as const;

/** Series of containers that rules and panels read: cAdvisor has a hundred more. */
const containerSeries = [
  'container_cpu_cfs_periods_total',
  'container_cpu_cfs_throttled_periods_total',
  'container_cpu_usage_seconds_total',
  'container_memory_working_set_bytes',
  'container_network_receive_bytes_total',
  'container_network_transmit_bytes_total',
  'container_spec_memory_limit_bytes',
] as const;

const emit = (options: KubeletOptions, context: IntegrationContext): PlanPart => {
  const { path, service, team, env, tier, scrapeInterval } = context;
  const job = (id: string, metricsPath: string, samples: number) => ({
    id,
    interval: scrapeInterval,
    timeout: scrapeTimeout(scrapeInterval),
    scheme: 'https' as const,
    metricsPath,
    targets: { kind: 'discovered' as const, discovery: kubernetesTargets({ role: 'node', port }) },
    labels: { service, team, env, tier },
    keep: [],
    limits: { samples },
    account: { trust: options.verified === true ? ('cluster' as const) : ('any' as const) },
    only: ['kubernetes'],
    path,
  });
  return {
    jobs: [
      { ...job('kubelet', '/metrics', 20_000), metricRelabel: [] },
      {
        ...job('kubelet-cadvisor', '/metrics/cadvisor', 100_000),
        // The label would be that of the container's own name; the pod's and the container's are enough.
        metricRelabel: [{ source_labels: ['__name__'], regex: containerSeries.join('|'), action: 'keep' }],
      },
    ],
    edges: ['0.0.0.0/0', '::/0'].map(address => ({
      from: workloads.prometheus,
      to: 'external',
      port: String(port),
      purpose: 'scrape',
      address,
    })),
  };
};

const container = { namespace: {}, pod: {}, container: {}, id: {}, image: {}, name: {} } as const;
const volume = { namespace: {}, persistentvolumeclaim: {} } as const;
/** The sum over a pod, and the pause container, have no container of their own. */
const real = 'container!=""';

const memoryUsed = (where: (...matchers: readonly string[]) => string): string =>
  `max by (namespace, pod, container) (container_memory_working_set_bytes${where(real)}) / (max by (namespace, pod, container) (container_spec_memory_limit_bytes${where(real)}) > 0)`;

const throttled = (where: (...matchers: readonly string[]) => string, window: string): string =>
  `sum by (namespace, pod, container) (rate(container_cpu_cfs_throttled_periods_total${where(real)}[${window}])) / (sum by (namespace, pod, container) (rate(container_cpu_cfs_periods_total${where(real)}[${window}])) > 0)`;

const volumeUsed = (own: string): string =>
  `1 - max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes${own}) / (max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes${own}) > 0)`;

const volumeSteps = [
  'What fills it? Look into the volume from a pod that mounts it.',
  'Delete what is not needed, or shorten the retention.',
  'Enlarge the claim, if its storage class allows it: `kubectl edit pvc`.',
] as const;

/** Containers and volumes of every node: the kubelet, and the cAdvisor inside it. */
export const kubelet = defineIntegration<KubeletOptions>()({
  kind: 'kubelet',
  scope: 'cluster',
  only: ['kubernetes'],
  source:
    'kubernetes/kubernetes 1.34, pkg/kubelet/metrics/collectors/volume_stats.go; google/cadvisor 0.53, metrics/prometheus.go; limits after kubernetes-mixin',
  needs: [
    'An account that may read `nodes/metrics`; the manifests bring it. Port 10250 of the nodes must be reachable.',
  ],
  options: { verified: { kind: 'boolean' } },
  metrics: () => ({
    cpu: counter('container_cpu_usage_seconds_total', {
      unit: 'seconds',
      labels: { ...container, cpu: {} },
      help: 'CPU time of a container.',
    }),
    memory: gauge('container_memory_working_set_bytes', {
      unit: 'bytes',
      labels: container,
      help: 'Memory of a container that cannot be taken away.',
    }),
    memoryLimit: gauge('container_spec_memory_limit_bytes', {
      unit: 'bytes',
      labels: container,
      help: 'Limit of a container’s memory; 0 without one.',
    }),
    periods: counter('container_cpu_cfs_periods_total', { labels: container, help: 'Slices of CPU time.' }),
    throttledPeriods: counter('container_cpu_cfs_throttled_periods_total', {
      labels: container,
      help: 'Slices in which a container had to wait.',
    }),
    received: counter('container_network_receive_bytes_total', {
      unit: 'bytes',
      labels: { namespace: {}, pod: {}, id: {}, image: {}, name: {}, interface: {} },
      help: 'Bytes that a pod received.',
    }),
    transmitted: counter('container_network_transmit_bytes_total', {
      unit: 'bytes',
      labels: { namespace: {}, pod: {}, id: {}, image: {}, name: {}, interface: {} },
      help: 'Bytes that a pod sent.',
    }),
    volumeAvailable: gauge('kubelet_volume_stats_available_bytes', {
      unit: 'bytes',
      labels: volume,
      help: 'Room left in a volume.',
    }),
    volumeCapacity: gauge('kubelet_volume_stats_capacity_bytes', {
      unit: 'bytes',
      labels: volume,
      help: 'Size of a volume.',
    }),
  }),
  alerts: {
    KubeletDown: {
      expr: at => {
        const up = `up${at.where('job="kubelet"')}`;
        return `${up} == 0 or absent(${up})`;
      },
      for: '5m',
      severity: 'critical',
      category: 'availability',
      scope: 'node',
      summary: 'The kubelet{{ with $labels.instance }} of {{ $labels.instance }}{{ end }} does not answer.',
      description: 'For 5 minutes nothing was learned of the containers and volumes of the job {{ $labels.job }}.',
      action: 'Is the node up? `kubectl get nodes` tells; otherwise the network or the account keeps Prometheus out.',
      steps: [
        'Which nodes? /targets of Prometheus lists them with the error.',
        'The node is not ready: see its own alert.',
        '401 or 403: the account of Prometheus may not read `nodes/metrics`; apply the manifests again.',
      ],
      source: 'kubernetes-mixin, KubeletDown: critical; 5 minutes outlast a restart (ours)',
    },
    ContainerMemoryNearLimit: {
      threshold: limits.memory,
      expr: at => `${memoryUsed(at.where)} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      summary:
        'The container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} is near its memory limit.',
      description: '{{ $value | humanizePercentage }} of its limit are in use; at 100 % it is killed.',
      action: 'Look whether its memory grows or is only high; raise the limit before it is killed.',
      steps: [
        'Does it grow since its start? Then it leaks: restart it, and take a heap profile.',
        'It follows the load: raise the limit, or add replicas.',
      ],
      source: 'requirement of an alert on memory at 90 %',
    },
    ContainerCpuThrottled: {
      threshold: limits.throttled,
      expr: at => `${throttled(at.where, '5m')} > ${at.threshold}`,
      for: '15m',
      severity: 'info',
      category: 'saturation',
      summary: 'The container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} waits for CPU.',
      description: 'In {{ $value | humanizePercentage }} of its time slices it had used up its limit and had to wait.',
      action: 'If its latency suffers, raise or remove its CPU limit.',
      steps: [
        'Is it slow? Compare with the latency of the service; without users that wait there is nothing to do.',
        'It is: raise the CPU limit, or remove it and keep the request.',
      ],
      source: 'kubernetes-mixin, CPUThrottlingHigh: 25 % for 15 minutes, info',
    },
    VolumeFillingUp: {
      threshold: limits.volume.warning,
      expr: at => `${volumeUsed(at.where())} > ${at.threshold}`,
      for: '15m',
      severity: 'warning',
      category: 'saturation',
      group: 'volume-space',
      summary: 'The volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} fills up.',
      description: '{{ $value | humanizePercentage }} of it are in use.',
      action: 'Delete what is not needed, or enlarge the claim.',
      steps: volumeSteps,
      source: 'kubernetes-mixin, KubePersistentVolumeFillingUp: 15 % left',
    },
    VolumeFull: {
      threshold: limits.volume.critical,
      expr: at => `${volumeUsed(at.where())} > ${at.threshold}`,
      for: '1m',
      severity: 'critical',
      category: 'saturation',
      group: 'volume-space',
      summary: 'The volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is full.',
      description: '{{ $value | humanizePercentage }} of it are in use: whoever writes to it is about to fail.',
      action: 'Enlarge the claim now, or delete what is not needed.',
      steps: volumeSteps,
      source: 'kubernetes-mixin, KubePersistentVolumeFillingUp: 3 % left, 1 minute, critical',
    },
  },
  rows: at => [
    {
      title: 'Containers',
      panels: [
        chart('CPU', 'CPU seconds per second of all containers, by namespace: 1 is one core, all the time.', 'short', [
          {
            expr: `sum by (namespace) (rate(container_cpu_usage_seconds_total${at.where(real)}[$__rate_interval]))`,
            legend: '{{namespace}}',
          },
        ]),
        chart('Memory', 'Memory that cannot be taken away, by namespace.', 'bytes', [
          {
            expr: `sum by (namespace) (container_memory_working_set_bytes${at.where(real)})`,
            legend: '{{namespace}}',
          },
        ]),
        chart(
          'Memory against limits',
          'The ten containers that are nearest to their memory limit. At 100 % they are killed.',
          'percentunit',
          [{ expr: `topk(10, ${memoryUsed(at.where)})`, legend: '{{namespace}}/{{pod}} {{container}}' }],
          limitsOf('ContainerMemoryNearLimit'),
        ),
        chart(
          'CPU throttling',
          'The ten containers that wait most for CPU.',
          'percentunit',
          [
            {
              expr: `topk(10, ${throttled(at.where, '$__rate_interval')})`,
              legend: '{{namespace}}/{{pod}} {{container}}',
            },
          ],
          limitsOf('ContainerCpuThrottled'),
        ),
        chart('Network', 'Bytes per second that pods receive and send, by namespace.', 'Bps', [
          {
            expr: `sum by (namespace) (rate(container_network_receive_bytes_total${at.where()}[$__rate_interval]))`,
            legend: '{{namespace}} in',
          },
          {
            expr: `sum by (namespace) (rate(container_network_transmit_bytes_total${at.where()}[$__rate_interval]))`,
            legend: '{{namespace}} out',
          },
        ]),
        chart(
          'Volumes',
          'How full each persistent volume is.',
          'percentunit',
          [{ expr: volumeUsed(at.where()), legend: '{{namespace}}/{{persistentvolumeclaim}}' }],
          above(limits.volume),
        ),
      ],
    },
  ],
  emit,
  example: { verified: false },
});
