import type { Unit } from '../ir/panel.ts';
import { histogram } from '../promql/declare.ts';
import type { AlertTemplate } from './alert-template.ts';
import { chart, limitsOf } from './chart.ts';
import { defineIntegration } from './integration.ts';

export interface WebVitalsOptions {
  /** Number of page templates. Default 20. */
  readonly pages?: number;
}

/** What web.dev calls good, at the 75th percentile of page views. */
const good = { lcp: 2.5, inp: 0.2, cls: 0.1 } as const;
/** With fewer page views in an hour one slow phone is the percentile (ours). */
const fewViews = 20;

const names = {
  lcp: 'web_vitals_lcp_seconds',
  inp: 'web_vitals_inp_seconds',
  cls: 'web_vitals_cls',
} as const;

const percentile = (metric: string, own: string, window: string): string =>
  `histogram_quantile(0.75, sum by (le, service) (rate(${metric}_bucket${own}[${window}])))`;

const vital = (
  metric: string,
  threshold: number,
  texts: Pick<AlertTemplate<unknown>, 'summary' | 'description' | 'action' | 'steps'>,
) =>
  ({
    threshold,
    expr: at =>
      `${percentile(metric, at.where(), '1h')} > ${at.threshold} and sum by (service) (increase(${metric}_count${at.where()}[1h])) >= ${fewViews}`,
    for: '15m',
    severity: 'warning',
    category: 'latency',
    ...texts,
    source: 'requirement: p75 of 2.5 s, 200 ms and 0.1, as web.dev/articles/vitals has them',
  }) satisfies AlertTemplate<unknown>;

const panel = (title: string, description: string, unit: Unit, metric: string, own: string, alert: string) =>
  chart(
    title,
    description,
    unit,
    [{ expr: percentile(metric, own, '$__rate_interval'), legend: 'p75' }],
    limitsOf(alert),
  );

/** What the browsers of users measure with the web-vitals library, sent to the service and exposed there. */
export const webVitals = defineIntegration<WebVitalsOptions>()({
  kind: 'webVitals',
  scope: 'process',
  source:
    'GoogleChrome/web-vitals 5: onLCP, onINP, onCLS; the histograms are the application’s own, with these names and bounds',
  needs: ['An endpoint that takes what browsers report and observes it; LCP and INP come in milliseconds.'],
  options: { pages: { kind: 'number' } },
  metrics: ({ pages = 20 }) => ({
    lcp: histogram(names.lcp, {
      unit: 'seconds',
      help: 'Largest Contentful Paint: when the main content was there.',
      labels: { page: { cardinality: pages } },
      buckets: [0.5, 1, 1.5, 2, 2.5, 4, 6, 10],
    }),
    inp: histogram(names.inp, {
      unit: 'seconds',
      help: 'Interaction to Next Paint: how long the page took to react.',
      labels: { page: { cardinality: pages } },
      buckets: [0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1],
    }),
    cls: histogram(names.cls, {
      help: 'Cumulative Layout Shift: how much the page jumped.',
      labels: { page: { cardinality: pages } },
      buckets: [0.01, 0.05, 0.1, 0.15, 0.25, 0.5, 1],
    }),
  }),
  alerts: {
    WebVitalsLcpHigh: vital(names.lcp, good.lcp, {
      summary: 'Pages of {{ $labels.service }} appear late.',
      description: 'A quarter of the page views waited {{ $value | humanizeDuration }} or longer for the main content.',
      action: 'Find the page on the dashboard, then its largest image or the request it waits for.',
      steps: [
        'Which page became slow, and since which deployment?',
        'Measure it with Lighthouse: is it the server, an image, a font or a script?',
        'The server: see the latency of the API. Anything else: make it smaller, or load it later.',
      ],
    }),
    WebVitalsInpHigh: vital(names.inp, good.inp, {
      summary: 'Pages of {{ $labels.service }} react late.',
      description:
        'A quarter of the page views waited {{ $value | humanizeDuration }} or longer after a click or a key.',
      action: 'Record the interaction in the browser’s profiler: a long task holds up the page.',
      steps: [
        'Which page became slow, and since which deployment?',
        'Record the interaction in the profiler and look for the longest task.',
        'Split the task, or do it later; look at what third parties have loaded.',
      ],
    }),
    WebVitalsClsHigh: vital(names.cls, good.cls, {
      summary: 'Pages of {{ $labels.service }} jump while they load.',
      description: 'A quarter of the page views have a layout shift of {{ $value | humanize }} or more.',
      action: 'Look for images, banners or fonts without a size of their own.',
      steps: [
        'Which page jumps, and since which deployment?',
        'Record it in the profiler: each layout shift names the element that moved.',
        'Give what loads late its place from the start.',
      ],
    }),
  },
  rows: at => [
    {
      title: 'Web vitals',
      panels: [
        panel(
          'Largest Contentful Paint',
          'Three of four views have their main content by then.',
          's',
          names.lcp,
          at.where(),
          'WebVitalsLcpHigh',
        ),
        panel(
          'Interaction to Next Paint',
          'Three of four views react within.',
          's',
          names.inp,
          at.where(),
          'WebVitalsInpHigh',
        ),
        panel(
          'Cumulative Layout Shift',
          'Three of four views jump less.',
          'short',
          names.cls,
          at.where(),
          'WebVitalsClsHigh',
        ),
      ],
    },
  ],
  example: { pages: 20 },
});
