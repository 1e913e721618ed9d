import { gauge } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import { defineIntegration } from './integration.ts';

export interface QueueOptions {
  /** Name of the gauge with the label `queue`. Default `queue_depth`. */
  readonly depth?: string;
  /** Names of the queues. Default: not known. */
  readonly queues?: readonly string[];
}

/** Jobs that wait. */
const waiting = 100;

const depthOf = ({ depth }: QueueOptions): string => depth ?? 'queue_depth';

/** Queues whose depth the service's own process exposes, whatever they are made of. */
export const queue = defineIntegration<QueueOptions>()({
  kind: 'queue',
  scope: 'process',
  source:
    'no library has a name for it: the gauge is the application’s own, by default queue_depth with the label queue',
  options: { depth: { kind: 'text' }, queues: { kind: 'texts' } },
  validate: ({ depth }) =>
    depth === undefined || /^[a-zA-Z_:][\w:]*$/.test(depth)
      ? []
      : [{ kind: 'value', message: `\`depth\` of queue() must be the name of a metric, not "${depth}".` }],
  metrics: options => ({
    depth: gauge(depthOf(options), {
      help: 'Jobs that wait in a queue.',
      labels: { queue: options.queues === undefined ? { cardinality: 10 } : { values: options.queues } },
    }),
  }),
  alerts: {
    QueueDepthHigh: {
      threshold: waiting,
      expr: at => `max by (service, queue) (${depthOf(at.options)}${at.where()}) > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      summary: 'Work piles up in the queue {{ $labels.queue }} of {{ $labels.service }}.',
      description: '{{ $value | humanize }} jobs wait, and for 5 minutes there have been too many.',
      action: 'Check whether workers run and what the oldest job waits for.',
      steps: [
        'Do workers run, and do they finish jobs? Their log shows the last one.',
        'One job fails again and again: move it aside, then look at it.',
        'All of them work: add workers, or slow down whoever fills the queue.',
      ],
      source: 'requirement of an alert on queue depth without a number; 100 is ours',
    },
    QueueDepthMissing: {
      expr: at => `absent(${depthOf(at.options)}${at.where()})`,
      for: '10m',
      severity: 'warning',
      category: 'availability',
      summary: 'Nobody knows how deep the queues of {{ $labels.service }} are.',
      description: 'Their depth has not been exposed for 10 minutes: the alert on full queues is blind.',
      action: 'Check whether the process that counts the queues runs and can reach the broker.',
      steps: [
        'Ask the metrics page of the service for the gauge; is it there at all?',
        'It is not: read the log for the error of whatever counts the queues.',
      ],
      source: 'what is absent cannot be compared with a limit; 10 minutes outlast a deployment (ours)',
    },
  },
  rows: at => [
    {
      title: 'Queues',
      panels: [
        chart(
          'Queue depth',
          'Jobs that wait. From orange on the alert counts its 5 minutes.',
          'short',
          [{ expr: `max by (queue) (${depthOf(at.options)}${at.where()})`, legend: '{{queue}}' }],
          limitsOf('QueueDepthHigh'),
        ),
      ],
    },
  ],
  example: { depth: 'queue_depth', queues: ['mail', 'reports'] },
});
