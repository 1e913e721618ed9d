import { workloads } from '../ir/conventions.ts';
import { above, chart } from './chart.ts';
import { collectorMetrics, collectorSource, unsentRatio } from './collector-metrics.ts';
import { defineIntegration } from './integration.ts';

const limits = { unsent: 0.01, queue: 0.8 } as const;

const queueUsed = (own: string): string =>
  `max by (instance, exporter) (otelcol_exporter_queue_size${own}) / (max by (instance, exporter) (otelcol_exporter_queue_capacity${own}) > 0)`;

/** The OpenTelemetry collector of the stack itself. */
export const otelCollector = defineIntegration<Record<never, never>>()({
  kind: 'otelCollector',
  scope: 'platform',
  part: { service: workloads.collector, present: ({ traces }) => traces },
  source: collectorSource,
  options: {},
  metrics: collectorMetrics,
  alerts: {
    CollectorDown: {
      expr: at => {
        const up = `up${at.where(`job="${at.job}"`)}`;
        return `${up} == 0 or absent(${up})`;
      },
      for: '5m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'The OpenTelemetry collector does not answer.',
      description: 'Traces and the metrics that are made of spans are lost as long as it is away.',
      action: 'Check whether it runs; the end of its log names the line of the configuration that it refuses.',
      steps: [
        'Does it run? Killed for memory: fewer spans, a lower baseline, or a higher limit.',
        'It ends at once: its log names the part of the configuration that it refuses.',
      ],
      source: 'no requirement gives a number; 5 minutes outlast a restart (ours)',
    },
    CollectorRefusingSpans: {
      threshold: 0,
      expr: at =>
        `sum by (instance, receiver) (rate(otelcol_receiver_refused_spans_total${at.where(`job="${at.job}"`)}[5m])) > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'The collector {{ $labels.instance }} turns spans away.',
      description: '{{ $value | humanize }} spans a second are refused by {{ $labels.receiver }}: traces have holes.',
      action: 'It is out of memory, or what it sends to is slow: look at its queues and its memory.',
      steps: [
        'Is a queue of an exporter full? Then what it sends to is slow or away.',
        'Is its memory at the limit? Give it more, or let it keep fewer traces.',
      ],
      source: 'a span that is turned away is one too many; 5 minutes outlast a restart of what is behind (ours)',
    },
    CollectorExportFailing: {
      threshold: limits.unsent,
      expr: at => `${unsentRatio(at.where(`job="${at.job}"`), '5m')} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'The collector {{ $labels.instance }} loses spans on their way to {{ $labels.exporter }}.',
      description: '{{ $value | humanizePercentage }} of them could not be sent and are lost.',
      action: 'Check what it sends to: is it up, reachable, and not full?',
      steps: [
        'The log of the collector names the answer of what it sends to.',
        'Unreachable: is it up, and does the network let the collector through?',
        'Refused: is its storage full or read-only?',
      ],
      source: 'no requirement gives a number; 1 % is what the storage of traces is allowed as well',
    },
    CollectorQueueFilling: {
      threshold: limits.queue,
      expr: at => `${queueUsed(at.where(`job="${at.job}"`))} > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Spans pile up in the collector {{ $labels.instance }}.',
      description:
        'The queue of {{ $labels.exporter }} is {{ $value | humanizePercentage }} full; then spans are lost.',
      action: 'Check what it sends to: it takes spans more slowly than they come.',
      steps: [
        'Is what it sends to slow? Look at its CPU and at its storage.',
        'It is not: more spans come than before; find the service that sends them, or keep fewer.',
      ],
      source: 'no requirement gives a number; 80 % leaves time to act (ours)',
    },
  },
  rows: at => {
    const own = at.where(`job="${at.job}"`);
    return [
      {
        title: 'Spans',
        panels: [
          chart('Spans taken in', 'Spans per second that arrived, and that were turned away.', 'cps', [
            { expr: `sum(rate(otelcol_receiver_accepted_spans_total${own}[$__rate_interval]))`, legend: 'Accepted' },
            { expr: `sum(rate(otelcol_receiver_refused_spans_total${own}[$__rate_interval]))`, legend: 'Refused' },
          ]),
          chart(
            'Spans lost on the way out',
            'Share of the spans that could not be sent.',
            'percentunit',
            [{ expr: unsentRatio(own, '$__rate_interval'), legend: '{{exporter}}' }],
            above({ warning: limits.unsent }),
          ),
          chart(
            'Queues',
            'How full the queue of each exporter is. At 100 % spans are lost.',
            'percentunit',
            [{ expr: queueUsed(own), legend: '{{exporter}}' }],
            above({ warning: limits.queue }),
          ),
        ],
      },
    ];
  },
  example: {},
});
