import { ports, workloads } from '../ir/conventions.ts';
import type { RecordingRule } from '../ir/rule-group.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, gauge } from '../promql/declare.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

export interface NodeOptions {
  /** How often every machine is scraped. Default: the stack's interval. */
  readonly interval?: string;
}

const devices = { cardinality: 8 } as const;
/** File systems that are no disks. */
const pseudo = 'fstype!~"tmpfs|overlay|squashfs|ramfs"';

const records = (path: string): readonly RecordingRule[] =>
  [
    {
      record: 'instance:node_cpu_utilisation:rate5m',
      expr: '1 - avg by (instance, node) (sum without (mode) (rate(node_cpu_seconds_total{mode=~"idle|iowait|steal"}[5m])))',
    },
    {
      record: 'instance:node_memory_utilisation:ratio',
      expr: '1 - max by (instance, node) (node_memory_MemAvailable_bytes) / max by (instance, node) (node_memory_MemTotal_bytes)',
    },
    {
      record: 'instance_mountpoint:node_filesystem_used:ratio',
      expr: `1 - max by (instance, node, device, mountpoint) (node_filesystem_avail_bytes{${pseudo}} / node_filesystem_size_bytes{${pseudo}})`,
    },
  ].map(rule => ({ ...rule, kind: 'record' as const, labels: {}, path }));

const emit = (options: NodeOptions, context: IntegrationContext) => {
  const interval = options.interval ?? context.scrapeInterval;
  const { path, service, team, env, tier } = context;
  return {
    workloads: [
      {
        id: workloads.node,
        kind: 'daemon' as const,
        image: 'node-exporter' as const,
        replicas: 1,
        args: [
          '--path.rootfs=/host',
          '--collector.processes',
          // Its own network is not the machine's.
          '--no-collector.netdev',
          '--no-collector.netclass',
          '--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|run|var/lib/(docker|containerd|kubelet)/.+)($|/)',
          `--web.listen-address=:${ports.node.port}`,
        ],
        env: {},
        ports: [{ ...ports.node, protocol: 'TCP' as const, audience: 'inside' as const }],
        storage: [],
        secrets: [],
        readiness: { kind: 'http' as const, path: '/', port: ports.node.name },
        liveness: { kind: 'http' as const, path: '/', port: ports.node.name },
        cpu: '50m',
        memory: '32Mi',
        memoryLimit: '64Mi',
        host: { network: false, pid: true, mounts: [{ name: 'root', hostPath: '/', mountPath: '/host' }] },
        path,
      },
    ],
    jobs: [
      {
        id: 'node',
        interval,
        timeout: scrapeTimeout(interval),
        scheme: 'http' as const,
        metricsPath: '/metrics',
        targets: { kind: 'workload' as const, workload: workloads.node, port: ports.node.name },
        labels: { service, team, env, tier },
        keep: [],
        limits: { samples: 10_000 },
        metricRelabel: [],
        path,
      },
    ],
    edges: [{ from: workloads.prometheus, to: workloads.node, port: ports.node.name, purpose: 'scrape' as const }],
    groups: [
      { name: 'node', file: 'node', interval: '30s', evaluator: 'prometheus' as const, rules: records(path), path },
    ],
  };
};

/** Every machine through node_exporter. */
export const node = defineIntegration<NodeOptions>()({
  kind: 'node',
  scope: 'host',
  source: 'prometheus/node_exporter 1.12, collectors cpu, meminfo, filesystem, diskstats, loadavg, stat, processes',
  options: { interval: { kind: 'text' } },
  metrics: () => ({
    cpu: counter('node_cpu_seconds_total', {
      unit: 'seconds',
      labels: {
        cpu: { cardinality: 16 },
        mode: { values: ['user', 'system', 'idle', 'iowait', 'irq', 'softirq', 'nice', 'steal'] },
      },
    }),
    memoryAvailable: gauge('node_memory_MemAvailable_bytes', { unit: 'bytes' }),
    memoryTotal: gauge('node_memory_MemTotal_bytes', { unit: 'bytes' }),
    filesystemAvailable: gauge('node_filesystem_avail_bytes', {
      unit: 'bytes',
      labels: { device: devices, fstype: { cardinality: 4 }, mountpoint: devices },
    }),
    filesystemSize: gauge('node_filesystem_size_bytes', {
      unit: 'bytes',
      labels: { device: devices, fstype: { cardinality: 4 }, mountpoint: devices },
    }),
    bootTime: gauge('node_boot_time_seconds', { unit: 'seconds' }),
    load5: gauge('node_load5'),
    processes: gauge('node_processes_pids'),
    diskRead: counter('node_disk_read_bytes_total', { unit: 'bytes', labels: { device: devices } }),
    diskWritten: counter('node_disk_written_bytes_total', { unit: 'bytes', labels: { device: devices } }),
    diskBusy: counter('node_disk_io_time_seconds_total', { unit: 'seconds', labels: { device: devices } }),
  }),
  emit,
  example: { interval: '30s' },
});
