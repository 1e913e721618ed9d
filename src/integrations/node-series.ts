import { workloads } from '../ir/conventions.ts';

export interface NodeOptions {
  /** How often every machine is scraped. Default: the stack's interval. */
  readonly interval?: string;
  /** Compare the load average per processor, not per machine. Default false: machines of one size need no division. */
  readonly loadPerCore?: boolean;
  /**
   * Count the traffic of the machine's network interfaces: the exporter then shares the network of the machine, which
   * only Kubernetes grants. Default false.
   */
  readonly network?: boolean;
}

/** Matcher of file systems that are disks. */
export const realFileSystems = 'fstype!~"tmpfs|overlay|squashfs|ramfs"';

/** Where warnings and pages begin; shares unless said otherwise. */
export const nodeLimits = {
  cpu: { warning: 0.7, critical: 0.9 },
  memory: { warning: 0.8, critical: 0.95 },
  disk: { warning: 0.8, critical: 0.9 },
  /** Processes of a machine. */
  processes: { warning: 1_000, critical: 2_000 },
  /** Load average of 5 minutes, of a machine or per processor. */
  load: { warning: 2, critical: 5 },
  overhead: 0.05,
} as const;

/** Load average of 5 minutes: of the machine, or per processor. */
export const load = (options: NodeOptions): string =>
  options.loadPerCore === true
    ? 'max by (instance, node) (node_load5) / count by (instance, node) (node_cpu_seconds_total{mode="idle"})'
    : 'max by (instance, node) (node_load5)';

/** Share of the processors of a machine that the monitoring itself uses, as far as its parts tell. */
export const monitoringOverhead = (window: string): string =>
  `sum by (node) (rate(process_cpu_seconds_total{service=~"node|${Object.values(workloads).join('|')}"}[${window}])) / on (node) count by (node) (node_cpu_seconds_total{mode="idle"})`;

/** Bytes that are free in a day if a disk fills as in the last hours. */
export const freeInADay = `min by (instance, node, device, mountpoint) (predict_linear(node_filesystem_avail_bytes{${realFileSystems}}[6h], 86400))`;
