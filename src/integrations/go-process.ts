import { gauge, summary } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';
import { processAlerts, processMetrics, processPanels } from './process-alerts.ts';

/** Goroutines of one instance. */
const manyGoroutines = 10_000;
/** Seconds per second in which the collector stops the program. */
const longPauses = 0.05;

/** A Go program with client_golang's default collectors. */
export const goProcess = defineIntegration<Record<never, never>>()({
  kind: 'goProcess',
  scope: 'process',
  source: 'prometheus/client_golang 1.22, prometheus/{go_collector,go_collector_latest,process_collector}.go',
  options: {},
  metrics: () => ({
    ...processMetrics(),
    goroutines: gauge('go_goroutines', { help: 'Goroutines that exist.' }),
    threads: gauge('go_threads', { help: 'Threads of the operating system.' }),
    heapInUse: gauge('go_memstats_heap_inuse_bytes', { unit: 'bytes', help: 'Heap spans in use.' }),
    gcPauses: summary('go_gc_duration_seconds', {
      unit: 'seconds',
      help: 'Stop-the-world pauses of the garbage collector.',
    }),
  }),
  alerts: {
    ...processAlerts,
    GoGoroutinesHigh: {
      threshold: manyGoroutines,
      expr: at => `go_goroutines${at.where(`job="${at.job}"`)} > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'saturation',
      summary: '{{ $labels.instance }} of {{ $labels.service }} has very many goroutines.',
      description: '{{ $value | humanize }} of them exist: most of them wait for something that does not come.',
      action: 'Take a goroutine profile (`/debug/pprof/goroutine?debug=1`): the top entry is what they wait for.',
      steps: [
        'Take a goroutine profile; the top entry says where most of them wait.',
        'A channel or a lock: somebody forgets to close or to release it.',
        'A call to a partner: give it a timeout.',
      ],
      source: 'no requirement gives a number; 10 000 are far beyond the connections of a healthy instance (ours)',
    },
    GoGcPausesHigh: {
      threshold: longPauses,
      expr: at => `rate(go_gc_duration_seconds_sum${at.where(`job="${at.job}"`)}[5m]) > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'saturation',
      summary: '{{ $labels.instance }} of {{ $labels.service }} stands still for its garbage collector.',
      description: '{{ $value | humanizePercentage }} of the time the whole program is stopped.',
      action: 'Compare the heap with GOMEMLIMIT: near the limit the collector runs all the time.',
      steps: [
        'Compare the heap with GOMEMLIMIT and with the limit of the container; raise them if they are close.',
        'Take an allocation profile (`/debug/pprof/allocs`) and remove the largest source of garbage.',
      ],
      source: 'no requirement gives a number; 5 % of standstill is felt in every latency (ours)',
    },
  },
  rows: at => [
    {
      title: 'Go process',
      panels: [
        ...processPanels(at),
        {
          kind: 'timeseries',
          title: 'Goroutines',
          description: 'A line that only rises is a leak: something waits for ever.',
          unit: 'short',
          queries: [{ expr: `go_goroutines${at.where(`job="${at.job}"`)}`, legend: '{{instance}}' }],
          thresholds: [
            { at: 0, color: 'green' },
            { at: manyGoroutines, color: 'orange' },
          ],
        },
        {
          kind: 'timeseries',
          title: 'Go heap',
          description: 'Memory of the heap that is in use. Its lows after collections are what is really needed.',
          unit: 'bytes',
          queries: [{ expr: `go_memstats_heap_inuse_bytes${at.where(`job="${at.job}"`)}`, legend: '{{instance}}' }],
        },
        {
          kind: 'timeseries',
          title: 'Garbage collection pauses',
          description: 'Share of the time in which the collector stops the whole program.',
          unit: 'percentunit',
          queries: [
            {
              expr: `rate(go_gc_duration_seconds_sum${at.where(`job="${at.job}"`)}[$__rate_interval])`,
              legend: '{{instance}}',
            },
          ],
          thresholds: [
            { at: 0, color: 'green' },
            { at: longPauses, color: 'orange' },
          ],
        },
      ],
    },
  ],
  example: {},
});
