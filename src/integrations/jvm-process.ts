import { gauge, summary } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';
import { processAlerts, processMetrics, processPanels } from './process-alerts.ts';

/** Share of the heap that no collection frees. */
const fullHeap = 0.9;
/** Share of the time spent on garbage. */
const muchCollecting = 0.1;

/** A program on the Java virtual machine with the instrumentation of client_java. */
export const jvmProcess = defineIntegration<Record<never, never>>()({
  kind: 'jvmProcess',
  scope: 'process',
  source:
    'prometheus/client_java 1.3, prometheus-metrics-instrumentation-jvm: Jvm{Memory,GarbageCollector,Threads}Metrics, ProcessMetrics',
  needs: ['`JvmMetrics.builder().register()` at the start of the program.'],
  options: {},
  metrics: () => ({
    ...processMetrics(),
    memoryUsed: gauge('jvm_memory_used_bytes', {
      unit: 'bytes',
      labels: { area: { values: ['heap', 'nonheap'] } },
      help: 'Memory in use.',
    }),
    memoryMax: gauge('jvm_memory_max_bytes', {
      unit: 'bytes',
      labels: { area: { values: ['heap', 'nonheap'] } },
      help: 'Memory that may be used; -1 without a limit.',
    }),
    gc: summary('jvm_gc_collection_seconds', {
      unit: 'seconds',
      labels: { gc: { cardinality: 3 } },
      help: 'Time spent in a garbage collector.',
    }),
    threads: gauge('jvm_threads_current', { help: 'Threads that exist.' }),
    deadlocked: gauge('jvm_threads_deadlocked', { help: 'Threads that wait for each other.' }),
  }),
  alerts: {
    ...processAlerts,
    JvmHeapHigh: {
      threshold: fullHeap,
      expr: at => {
        const heap = at.where(`job="${at.job}"`, 'area="heap"');
        return `min_over_time(jvm_memory_used_bytes${heap}[15m]) / (jvm_memory_max_bytes${heap} > 0) > ${at.threshold}`;
      },
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      summary: 'The heap of {{ $labels.instance }} of {{ $labels.service }} is nearly full.',
      description:
        'For 15 minutes no collection left less than {{ $value | humanizePercentage }} of it in use: an OutOfMemoryError is near.',
      action: 'Take a heap dump before it dies; raise -Xmx only when the dump shows no leak.',
      steps: [
        'Take a heap dump: `jcmd <pid> GC.heap_dump /tmp/heap.hprof`.',
        'Restart the instance to win time, one at a time.',
        'Look for the class that holds most of the dump: a cache without a bound, a session that never ends?',
        'Nothing stands out: the heap is too small for the load; raise -Xmx and the limit of the container.',
      ],
      source: 'no requirement gives a number; 90 % after collections leaves hardly room for a peak (ours)',
    },
    JvmGcTimeHigh: {
      threshold: muchCollecting,
      expr: at =>
        `sum by (service, instance) (rate(jvm_gc_collection_seconds_sum${at.where(`job="${at.job}"`)}[5m])) > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'saturation',
      summary: '{{ $labels.instance }} of {{ $labels.service }} is busy with garbage collection.',
      description: 'Its collectors take {{ $value | humanizePercentage }} of the time.',
      action: 'Compare the heap in use with its limit: a heap that is nearly full is collected all the time.',
      steps: [
        'Is the heap nearly full? Then the runbook about the heap comes first.',
        'Otherwise record allocations with Flight Recorder and remove the largest source of garbage.',
      ],
      source: 'no requirement gives a number; 10 % is twice what a healthy service spends (ours)',
    },
    JvmThreadsDeadlocked: {
      threshold: 0,
      expr: at => `jvm_threads_deadlocked${at.where(`job="${at.job}"`)} > ${at.threshold}`,
      for: '5m',
      severity: 'critical',
      category: 'availability',
      summary: 'Threads of {{ $labels.instance }} of {{ $labels.service }} wait for each other.',
      description: '{{ $value | humanize }} threads are in a deadlock: it never ends by itself, and requests pile up.',
      action: 'Take a thread dump (`jcmd <pid> Thread.print`), then restart the instance.',
      steps: [
        'Take a thread dump: `jcmd <pid> Thread.print`; its end names the threads and the locks.',
        'Restart the instance.',
        'Give the locks one order in the code.',
      ],
      source: 'a deadlock is none or one: no number to choose',
    },
  },
  rows: at => [
    {
      title: 'Java process',
      panels: [
        ...processPanels(at),
        {
          kind: 'timeseries',
          title: 'Heap',
          description: 'Share of the heap in use. The lows after collections matter, not the peaks.',
          unit: 'percentunit',
          queries: [
            {
              expr: `jvm_memory_used_bytes${at.where(`job="${at.job}"`, 'area="heap"')} / (jvm_memory_max_bytes${at.where(`job="${at.job}"`, 'area="heap"')} > 0)`,
              legend: '{{instance}}',
            },
          ],
          thresholds: [
            { at: 0, color: 'green' },
            { at: fullHeap, color: 'orange' },
          ],
        },
        {
          kind: 'timeseries',
          title: 'Garbage collection',
          description: 'Share of the time that each collector takes.',
          unit: 'percentunit',
          queries: [
            {
              expr: `sum by (instance, gc) (rate(jvm_gc_collection_seconds_sum${at.where(`job="${at.job}"`)}[$__rate_interval]))`,
              legend: '{{instance}} {{gc}}',
            },
          ],
          thresholds: [
            { at: 0, color: 'green' },
            { at: muchCollecting, color: 'orange' },
          ],
        },
        {
          kind: 'timeseries',
          title: 'Threads',
          description: 'Threads that exist. A line that only rises is a pool without a bound.',
          unit: 'short',
          queries: [{ expr: `jvm_threads_current${at.where(`job="${at.job}"`)}`, legend: '{{instance}}' }],
        },
      ],
    },
  ],
  example: {},
});
