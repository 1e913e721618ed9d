import { gauge, histogram } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';
import { processAlerts, processMetrics, processPanels } from './process-alerts.ts';

/** Seconds by which the event loop is late, 99 % of the time. */
const lateLoop = 0.1;
/** Share of the time spent on garbage. */
const muchCollecting = 0.1;

/** A Node.js program with prom-client's default metrics. */
export const nodeProcess = defineIntegration<Record<never, never>>()({
  kind: 'nodeProcess',
  scope: 'process',
  source: 'siimon/prom-client 15.1, lib/metrics/{eventLoopLag,gc,heapSizeAndUsed,process*}.js',
  needs: ['`collectDefaultMetrics()` at the start of the program.'],
  options: {},
  metrics: () => ({
    ...processMetrics(),
    eventLoopLag: gauge('nodejs_eventloop_lag_p99_seconds', {
      unit: 'seconds',
      help: 'By how much the event loop was late, 99th percentile since the last scrape.',
    }),
    heapUsed: gauge('nodejs_heap_size_used_bytes', { unit: 'bytes', help: 'Heap in use.' }),
    gc: histogram('nodejs_gc_duration_seconds', {
      unit: 'seconds',
      labels: { kind: { values: ['major', 'minor', 'incremental', 'weakcb'] } },
      buckets: [0.001, 0.01, 0.1, 1, 2, 5],
      help: 'Duration of garbage collections.',
    }),
  }),
  alerts: {
    ...processAlerts,
    NodejsEventLoopLagHigh: {
      threshold: lateLoop,
      expr: at => `nodejs_eventloop_lag_p99_seconds${at.where(`job="${at.job}"`)} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'latency',
      summary: 'The event loop of {{ $labels.instance }} of {{ $labels.service }} is late.',
      description:
        'It is late by {{ $value | humanizeDuration }}: every request waits as long before anything happens.',
      action: 'Take a CPU profile: one long synchronous function holds up everybody.',
      steps: [
        'Take a CPU profile for half a minute; the widest frame is what holds the loop.',
        'JSON of megabytes, a regular expression, a synchronous file access? Split it or move it to a worker.',
        'Nothing stands out: it is only the traffic; add instances.',
      ],
      source: 'no requirement gives a number; 100 ms is a fifth of the usual limit of 500 ms (ours)',
    },
    NodejsGcTimeHigh: {
      threshold: muchCollecting,
      expr: at =>
        `sum by (service, instance) (rate(nodejs_gc_duration_seconds_sum${at.where(`job="${at.job}"`)}[5m])) > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'saturation',
      summary: '{{ $labels.instance }} of {{ $labels.service }} is busy with garbage collection.',
      description: 'Its collectors take {{ $value | humanizePercentage }} of the time.',
      action: 'Compare the heap with --max-old-space-size: near the limit it is collected all the time.',
      steps: [
        'Compare the heap in use with --max-old-space-size and with the limit of the container.',
        'Take a heap snapshot and look for what should have gone long ago.',
      ],
      source: 'no requirement gives a number; 10 % is felt in every latency (ours)',
    },
  },
  rows: at => [
    {
      title: 'Node.js process',
      panels: [
        ...processPanels(at),
        {
          kind: 'timeseries',
          title: 'Event loop lag',
          description: 'By how much the event loop is late, 99 % of the time. Every request waits as long.',
          unit: 's',
          queries: [{ expr: `nodejs_eventloop_lag_p99_seconds${at.where(`job="${at.job}"`)}`, legend: '{{instance}}' }],
          thresholds: [
            { at: 0, color: 'green' },
            { at: lateLoop, color: 'orange' },
          ],
        },
        {
          kind: 'timeseries',
          title: 'Node.js heap',
          description: 'Heap in use. Its lows after collections are what is really needed.',
          unit: 'bytes',
          queries: [{ expr: `nodejs_heap_size_used_bytes${at.where(`job="${at.job}"`)}`, legend: '{{instance}}' }],
        },
        {
          kind: 'timeseries',
          title: 'Garbage collection',
          description: 'Share of the time that the collectors take.',
          unit: 'percentunit',
          queries: [
            {
              expr: `sum by (instance) (rate(nodejs_gc_duration_seconds_sum${at.where(`job="${at.job}"`)}[$__rate_interval]))`,
              legend: '{{instance}}',
            },
          ],
          thresholds: [
            { at: 0, color: 'green' },
            { at: muchCollecting, color: 'orange' },
          ],
        },
      ],
    },
  ],
  example: {},
});
