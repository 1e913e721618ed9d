import { ports, workloads } from '../ir/conventions.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import { counter, gauge } from '../promql/declare.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';
import { nodeAlerts } from './node-alerts.ts';
import { nodeRows } from './node-rows.ts';
import { type NodeOptions, realFileSystems } from './node-series.ts';

const devices = { cardinality: 8 } as const;
const fileSystem = { device: devices, fstype: { cardinality: 4 }, mountpoint: devices, device_error: {} } as const;

const emit = (options: NodeOptions, context: IntegrationContext) => {
  const interval = options.interval ?? context.scrapeInterval;
  const { path, service, team, env, tier } = context;
  const sharesNetwork = options.network === true;
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
          ...(sharesNetwork ? [] : ['--no-collector.netdev', '--no-collector.netclass']),
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
        host: { network: sharesNetwork, pid: true, mounts: [{ name: 'root', hostPath: '/', mountPath: '/host' }] },
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
  };
};

/** Every machine through node_exporter. */
export const node = defineIntegration<NodeOptions>()({
  kind: 'node',
  scope: 'host',
  footprint: { series: 515, seen: 'node_exporter 1.9.0 on a machine with two processors' },
  source:
    'prometheus/node_exporter 1.12, collectors cpu, meminfo, filesystem, diskstats, loadavg, stat, processes, netdev',
  needs: ['The root of every machine, read only, and its process ids.'],
  options: { interval: { kind: 'text' }, loadPerCore: { kind: 'boolean' }, network: { kind: 'boolean' } },
  metrics: ({ network }) => ({
    cpu: counter('node_cpu_seconds_total', {
      unit: 'seconds',
      labels: {
        cpu: { cardinality: 16 },
        mode: { values: ['user', 'system', 'idle', 'iowait', 'irq', 'softirq', 'nice', 'steal'] },
      },
    }),
    memoryAvailable: gauge('node_memory_MemAvailable_bytes', { unit: 'bytes' }),
    memoryTotal: gauge('node_memory_MemTotal_bytes', { unit: 'bytes' }),
    filesystemAvailable: gauge('node_filesystem_avail_bytes', { unit: 'bytes', labels: fileSystem }),
    filesystemSize: gauge('node_filesystem_size_bytes', { unit: 'bytes', labels: fileSystem }),
    filesystemReadOnly: gauge('node_filesystem_readonly', { labels: fileSystem }),
    bootTime: gauge('node_boot_time_seconds', { unit: 'seconds' }),
    load5: gauge('node_load5'),
    processes: gauge('node_processes_pids'),
    diskRead: counter('node_disk_read_bytes_total', { unit: 'bytes', labels: { device: devices } }),
    diskWritten: counter('node_disk_written_bytes_total', { unit: 'bytes', labels: { device: devices } }),
    diskBusy: counter('node_disk_io_time_seconds_total', { unit: 'seconds', labels: { device: devices } }),
    processCpu: counter('process_cpu_seconds_total', { unit: 'seconds' }),
    ...(network === true
      ? {
          received: counter('node_network_receive_bytes_total', { unit: 'bytes', labels: { device: devices } }),
          transmitted: counter('node_network_transmit_bytes_total', { unit: 'bytes', labels: { device: devices } }),
        }
      : {}),
  }),
  records: () => [
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
      expr: `1 - max by (instance, node, device, mountpoint) (node_filesystem_avail_bytes{${realFileSystems}} / node_filesystem_size_bytes{${realFileSystems}})`,
    },
  ],
  alerts: nodeAlerts,
  rows: nodeRows,
  emit,
  example: { interval: '30s', loadPerCore: true },
});
