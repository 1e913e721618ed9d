import { counter } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';
import { processAlerts, processMetrics, processPanels } from './process-alerts.ts';

const generations = { generation: { values: ['0', '1', '2'] } } as const;

/** A Python program with prometheus_client's default collectors; they are off in its multiprocess mode. */
export const pythonProcess = defineIntegration<Record<never, never>>()({
  kind: 'pythonProcess',
  scope: 'process',
  source: 'prometheus/client_python 0.22, prometheus_client/{process_collector,gc_collector}.py',
  needs: ['Linux: the process collector reads /proc. One process per instance: multiprocess mode has no collectors.'],
  options: {},
  metrics: () => ({
    ...processMetrics(),
    collections: counter('python_gc_collections_total', {
      labels: generations,
      help: 'Garbage collections by generation.',
    }),
    uncollectable: counter('python_gc_objects_uncollectable_total', {
      labels: generations,
      help: 'Objects that the collector found and could not free.',
    }),
  }),
  alerts: processAlerts,
  rows: at => [
    {
      title: 'Python process',
      panels: [
        ...processPanels(at),
        {
          kind: 'timeseries',
          title: 'Garbage collections',
          description:
            'Collections per second by generation. Generation 2 looks at every object and takes the longest.',
          unit: 'ops',
          queries: [
            {
              expr: `sum by (generation) (rate(python_gc_collections_total${at.where(`job="${at.job}"`)}[$__rate_interval]))`,
              legend: 'Generation {{generation}}',
            },
          ],
        },
      ],
    },
  ],
  example: {},
});
