import type { PanelEntry } from '../ir/panel.ts';
import type { RuleTest } from '../ir/rule-test.ts';
import { counter, gauge } from '../promql/declare.ts';
import type { AlertTemplate } from './alert-template.ts';
import type { Selecting } from './selecting.ts';

/**
 * What the official client libraries tell of the process itself, whatever language it is written in.
 *
 * @module
 */

/** Share of the file descriptors that a process may open. */
const descriptors = 0.8;

const restarting = [
  'Was it just deployed, or did it die? `kubectl describe pod`, or `docker inspect`, tells why the last one ended.',
  'Killed for memory: compare the memory panel with the limit; look for a leak before you raise the limit.',
  'Ended by itself: the last lines of its log before the restart hold the reason.',
  'Killed by its liveness check: it was too slow to answer; look at its CPU and at what it waits for.',
] as const;

/** One instance that starts again every minute, and then stays up. */
const startsTest = (
  name: string,
  { service, job }: Selecting,
  starts: number,
  expect: RuleTest['expect'],
): RuleTest => ({
  name,
  series: {
    [`process_start_time_seconds{service="${service}",job="${job}",instance="a"}`]: [
      ...Array.from({ length: starts }, (_, i) => `${60 * i}x1`),
      `${60 * starts}x30`,
    ].join(' '),
  },
  interval: '30s',
  at: '14m',
  expect,
});

/** Names and labels are the same in every client library that follows the conventions. */
export const processMetrics = () => ({
  cpu: counter('process_cpu_seconds_total', { unit: 'seconds', help: 'CPU time of the process.' }),
  memory: gauge('process_resident_memory_bytes', { unit: 'bytes', help: 'Memory of the process in RAM.' }),
  openFiles: gauge('process_open_fds', { help: 'File descriptors in use.' }),
  maxFiles: gauge('process_max_fds', { help: 'File descriptors that the process may open.' }),
  startTime: gauge('process_start_time_seconds', { unit: 'seconds', help: 'When the process started.' }),
});

/** Restarts, file descriptors and memory of a process. */
export const processAlerts = {
  ProcessRestarted: {
    threshold: 0,
    expr: at => `changes(process_start_time_seconds${at.where(`job="${at.job}"`)}[5m]) > ${at.threshold}`,
    severity: 'warning',
    category: 'availability',
    group: 'process-restarts',
    summary: '{{ $labels.instance }} of {{ $labels.service }} was restarted.',
    description: 'Starts in the last 5 minutes under the same address: {{ $value }}.',
    action: 'Find out why the last one ended: a crash, the memory limit, or somebody’s hand.',
    steps: restarting,
    source: 'requirement of an alert on crashes and restarts; one restart is worth a look, not a night (ours)',
  },
  ProcessCrashLooping: {
    threshold: 3,
    expr: at => `changes(process_start_time_seconds${at.where(`job="${at.job}"`)}[15m]) > ${at.threshold}`,
    severity: 'critical',
    category: 'availability',
    group: 'process-restarts',
    summary: '{{ $labels.instance }} of {{ $labels.service }} cannot stay up.',
    description: 'Starts in the last 15 minutes: {{ $value }}. It dies again and again.',
    action: 'Roll back if it was just deployed; otherwise read the last lines of its log before each restart.',
    steps: restarting,
    source: 'requirement of a critical alert on crashes; more than 3 in 15 minutes are a loop (ours)',
    tests: at => {
      const few = Math.max(0, Math.floor(Number(at.threshold)));
      return [
        startsTest('starts that are still few', at, few, []),
        startsTest('one start more', at, few + 1, [{ labels: { instance: 'a', job: at.job } }]),
      ];
    },
  },
  ProcessFileDescriptorsHigh: {
    threshold: descriptors,
    expr: at =>
      `process_open_fds${at.where(`job="${at.job}"`)} / process_max_fds${at.where(`job="${at.job}"`)} > ${at.threshold}`,
    for: '5m',
    severity: 'warning',
    category: 'saturation',
    summary: '{{ $labels.instance }} of {{ $labels.service }} runs out of file descriptors.',
    description: '{{ $value | humanizePercentage }} of them are in use; at 100 % it accepts no connection any more.',
    action: 'Look what it holds open: connections that are never closed, or a limit that is too low.',
    steps: [
      'List what is open: `ls -l /proc/<pid>/fd`; sockets, files, or something that only grows?',
      'It only grows: something is opened and never closed; restart the instance to win time.',
      'It follows the traffic: raise the limit (`ulimit -n`, `LimitNOFILE`).',
    ],
    source: '80 % leaves time to act (ours)',
  },
  MemoryLeakSuspected: {
    byDefault: false,
    threshold: 0.25,
    expr: at =>
      `deriv(process_resident_memory_bytes${at.where(`job="${at.job}"`)}[6h]) * 86400 / process_resident_memory_bytes${at.where(`job="${at.job}"`)} > ${at.threshold}`,
    for: '1h',
    severity: 'info',
    category: 'saturation',
    summary: '{{ $labels.instance }} of {{ $labels.service }} seems to leak memory.',
    description: 'At the pace of the last 6 hours its memory grows by {{ $value | humanizePercentage }} a day.',
    action: 'Compare with the traffic; if it grows without it, take a heap profile now and one in an hour.',
    steps: [
      'Does the memory follow the traffic, or does it grow at night as well?',
      'Since which deployment does it grow? The panel of the last week shows the bend.',
      'Take two heap profiles an hour apart and compare what has grown.',
    ],
    source: 'requirement of an alert on memory leaks; a quarter a day is ours',
  },
} as const satisfies Readonly<Record<string, AlertTemplate<unknown>>>;

/** CPU, memory and file descriptors of each instance. */
export const processPanels = (at: Selecting): readonly PanelEntry[] => {
  const where = at.where(`job="${at.job}"`);
  return [
    {
      kind: 'timeseries',
      title: 'CPU of the process',
      description: 'CPU seconds per second: 1 is one core, all the time.',
      unit: 'short',
      queries: [{ expr: `rate(process_cpu_seconds_total${where}[$__rate_interval])`, legend: '{{instance}}' }],
    },
    {
      kind: 'timeseries',
      title: 'Memory of the process',
      description: 'Resident memory. A line that only rises until it falls to its start is a leak and a restart.',
      unit: 'bytes',
      queries: [{ expr: `process_resident_memory_bytes${where}`, legend: '{{instance}}' }],
    },
    {
      kind: 'timeseries',
      title: 'File descriptors',
      description: 'Share of the file descriptors in use. At 100 % no connection is accepted any more.',
      unit: 'percentunit',
      queries: [{ expr: `process_open_fds${where} / process_max_fds${where}`, legend: '{{instance}}' }],
      thresholds: [
        { at: 0, color: 'green' },
        { at: descriptors, color: 'orange' },
      ],
    },
  ];
};
