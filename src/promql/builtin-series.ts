import type { Shape } from './series-of-declaration.ts';

/** A series that Prometheus makes by itself. */
export interface BuiltinSeries {
  readonly shape: Shape;
  /** Labels beyond those of the target. */
  readonly labels: readonly string[];
  /** Whether it carries the labels of the target and no others; the labels of alerts are open. */
  readonly closed: boolean;
}

const scrape: BuiltinSeries = { shape: 'gauge', labels: [], closed: true };

const builtins: ReadonlyMap<string, BuiltinSeries> = new Map([
  ['up', scrape],
  ['scrape_duration_seconds', scrape],
  ['scrape_samples_scraped', scrape],
  ['scrape_samples_post_metric_relabeling', scrape],
  ['scrape_series_added', scrape],
  ['scrape_timeout_seconds', scrape],
  ['scrape_sample_limit', scrape],
  ['scrape_body_size_bytes', scrape],
  ['ALERTS', { shape: 'gauge', labels: ['alertname', 'alertstate'], closed: false }],
  ['ALERTS_FOR_STATE', { shape: 'gauge', labels: ['alertname'], closed: false }],
]);

/** The series of that name that Prometheus itself makes, or undefined. */
export const builtinSeries = (name: string): BuiltinSeries | undefined => builtins.get(name);
