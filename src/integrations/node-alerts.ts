import type { AlertTemplate } from './alert-template.ts';
import { freeInADay, load, monitoringOverhead, type NodeOptions, nodeLimits, realFileSystems } from './node-series.ts';

type Template = AlertTemplate<NodeOptions>;

/** A warning and a page about one condition of a machine. */
const pair = (
  name: 'warning' | 'critical',
  limits: { readonly warning: number; readonly critical: number },
  rest: Omit<Template, 'threshold' | 'severity' | 'category' | 'scope' | 'for' | 'expr'> & {
    readonly value: (options: NodeOptions) => string;
  },
): Template => {
  const { value, ...shared } = rest;
  return {
    ...shared,
    threshold: limits[name],
    expr: ({ options, threshold }) => `${value(options)} > ${threshold}`,
    for: '5m',
    severity: name,
    category: 'saturation',
    scope: 'node',
  };
};

const cpu = {
  value: () => 'instance:node_cpu_utilisation:rate5m',
  group: 'host-cpu',
  summary: 'The processors of {{ $labels.instance }} are busy for {{ $value | humanizePercentage }} of their time.',
  description: 'What runs there waits for its turn.',
  action: 'Find the process that uses it (top, or the dashboard of containers), and whose it is.',
  steps: [
    'top on the machine, or the containers by CPU: which process, and whose is it?',
    'A service: compare with its traffic and its last release; add a replica or roll back.',
    'Something unknown that uses all of it: treat the machine as compromised until you know better.',
  ],
  source: 'requirement 4.13: 70 and 90 %',
} as const;

const memory = {
  value: () => 'instance:node_memory_utilisation:ratio',
  group: 'host-memory',
  summary: 'The memory of {{ $labels.instance }} runs out: {{ $value | humanizePercentage }} are used.',
  description: 'At the end the kernel kills a process of its choice.',
  action: 'Find the process that grew, and restart it in a controlled way before the kernel does.',
  steps: [
    'Order processes or containers by resident memory: which one grew?',
    'dmesg | grep -i oom: has the kernel already killed something?',
    'Restart what leaks, one replica at a time; give it a limit so that it hits itself only.',
  ],
  source: 'requirement 4.13: 80 and 95 %',
} as const;

const diskSteps = [
  'du -xh --max-depth=2 <mount point>: which directory grew?',
  'Logs: rotate and compress them. Images: `docker system prune` or its like. Data: grow the volume.',
  'A file that was deleted and is still open takes its space until its process ends: lsof +L1.',
] as const;

const disk = {
  value: () => 'instance_mountpoint:node_filesystem_used:ratio',
  group: 'host-disk',
  summary:
    'The disk {{ $labels.mountpoint }} of {{ $labels.instance }} fills up: {{ $value | humanizePercentage }} are used.',
  description: 'On a full disk databases stop and logs are lost.',
  action: 'Find the directory that grew with du; free space, or grow the disk.',
  steps: diskSteps,
  source: 'requirement 4.13: 80 and 90 %',
} as const;

const processes = {
  value: () => 'max by (instance, node) (node_processes_pids)',
  group: 'host-processes',
  summary: '{{ $value }} processes run on {{ $labels.instance }}.',
  description: 'Something forks without end, or does not collect its children.',
  action: 'ps -eo comm= | sort | uniq -c | sort -rn | head: which program is it?',
  steps: [
    'ps -eo stat,comm | sort | uniq -c | sort -rn | head: which program, and are they zombies (Z)?',
    'Zombies: restart their parent, and give the container an init process.',
    'A program that forks without end: stop it, and find what triggers it.',
  ],
  source: 'requirement 4.14: 1000 and 2000',
} as const;

const loadAverage = {
  value: load,
  group: 'host-load',
  summary: 'Work piles up on {{ $labels.instance }}.',
  description: 'The load average of 5 minutes is {{ $value | humanize }}: so many processes run or wait for the disk.',
  action: 'Compare with the CPU: busy processors mean too much work, idle ones mean a slow disk.',
  steps: [
    'Processors busy as well? See the runbook about the CPU.',
    'Processors idle: processes wait for the disk or a network mount; look at the disk panels and at `ps` for state D.',
    'On machines with many processors set `loadPerCore` of node().',
  ],
  source: 'requirement 4.15: 2 and 5',
} as const;

/** What every machine is watched for. */
export const nodeAlerts = {
  HostCpuHigh: pair('warning', nodeLimits.cpu, cpu),
  HostCpuCritical: pair('critical', nodeLimits.cpu, cpu),
  HostMemoryHigh: pair('warning', nodeLimits.memory, memory),
  HostMemoryCritical: pair('critical', nodeLimits.memory, memory),
  HostDiskHigh: pair('warning', nodeLimits.disk, disk),
  HostDiskCritical: pair('critical', nodeLimits.disk, disk),
  HostProcessCountHigh: pair('warning', nodeLimits.processes, processes),
  HostProcessCountCritical: pair('critical', nodeLimits.processes, processes),
  HostLoadHigh: pair('warning', nodeLimits.load, loadAverage),
  HostLoadCritical: pair('critical', nodeLimits.load, loadAverage),
  HostDiskFull: {
    expr: () => `${freeInADay} < 0`,
    for: '1h',
    severity: 'warning',
    category: 'saturation',
    scope: 'node',
    summary: 'The disk {{ $labels.mountpoint }} of {{ $labels.instance }} will be full within a day.',
    description: 'It fills as fast as in the last 6 hours; at its end databases stop and logs are lost.',
    action: 'Find what grows with du, and free space or grow the disk today.',
    steps: diskSteps,
    source: 'node-mixin NodeFilesystemSpaceFillingUp: 24 hours from 6 hours of history, for 1 hour',
  },
  HostDiskReadOnly: {
    expr: () =>
      `max by (instance, node, device, mountpoint) (node_filesystem_readonly{${realFileSystems},fstype!~"iso9660|erofs"}) == 1 and max by (instance, node, device, mountpoint) (max_over_time(node_filesystem_readonly{${realFileSystems},fstype!~"iso9660|erofs"}[1h] offset 10m)) == 0`,
    for: '1m',
    severity: 'critical',
    category: 'errors',
    scope: 'node',
    summary: 'The disk {{ $labels.mountpoint }} of {{ $labels.instance }} has become read only.',
    description: 'An hour ago it could be written: the kernel remounts a disk so when the disk fails.',
    action: 'dmesg on the machine: look for I/O errors; move what writes there to another machine.',
    steps: [
      'dmesg | tail: I/O errors or "Remounting filesystem read-only"?',
      'Move the workloads to another machine before you touch the disk.',
      'Cloud volume: detach and attach it. Own disk: replace it; fsck only on a copy.',
    ],
    source: 'ours: ext4 and XFS turn read only on errors; who mounted it so on purpose has had it for an hour',
  },
  NodeDown: {
    expr: ({ job }) => `max by (instance, node) (up{job="${job}"}) == 0 or absent(up{job="${job}"})`,
    for: '2m',
    severity: 'critical',
    // As `availability` it would silence what other machines suffer from.
    category: 'meta',
    scope: 'node',
    summary: 'The machine{{ with $labels.instance }} {{ $labels.instance }}{{ end }} does not answer.',
    description:
      'Machine: {{ $labels.instance }} (empty where none is watched at all). It is down or cut off, or its node_exporter is.',
    action: 'Ping the machine and look at the console of its provider.',
    steps: [
      'Ping the machine, and look at the console of its provider.',
      'It answers: is node_exporter running there, and does the network let Prometheus reach it?',
      'It does not: restart it from the console, and move its workloads meanwhile.',
      'No machine at all is found: discovery or the job itself is broken; look at /targets in Prometheus.',
    ],
    source: 'requirements of the alert set (NodeDown); 2 minutes outlast a restart of the exporter',
  },
  MonitoringOverheadHigh: {
    threshold: nodeLimits.overhead,
    expr: ({ threshold }) => `${monitoringOverhead('5m')} > ${threshold}`,
    for: '15m',
    severity: 'warning',
    category: 'meta',
    scope: 'node',
    summary: 'The monitoring uses much of a machine.',
    description: '{{ $value | humanizePercentage }} of the processors work for the monitoring.',
    action: 'Find the part that uses it, then the scrape interval or the rule behind it.',
    steps: [
      'Order the parts of the stack by CPU: is it Prometheus, or an exporter?',
      'Prometheus: look for a slow rule group and for jobs with many samples.',
      'An exporter: scrape it less often, or switch collectors off.',
    ],
    source: 'requirement 4.21: below 5 % of the CPU',
  },
} as const satisfies Readonly<Record<string, Template>>;
