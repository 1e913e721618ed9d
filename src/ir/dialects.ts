import type { Product } from './versions.ts';

/**
 * A key that older releases of a product do not know. Emitters write for the newest release; one pass removes or
 * refuses what the targeted release lacks.
 */
export interface Dialect {
  readonly product: Product;
  /** Workload that reads the file. */
  readonly reader: string;
  /** Where the file is mounted in it. */
  readonly mount: string;
  /** JSON pointer; `*` stands for any one step. */
  readonly pointer: string;
  /** First release that has the key. */
  readonly since: string;
  /** `drop`: the configuration means the same without it, or nearly. `refuse`: it would not. */
  readonly otherwise: 'drop' | 'refuse';
  /** What is lost, in the author's terms. */
  readonly loses: string;
}

export const dialects: readonly Dialect[] = [
  {
    product: 'prometheus',
    reader: 'prometheus',
    mount: '/etc/prometheus/prometheus.yml',
    pointer: '/scrape_configs/*/fallback_scrape_protocol',
    since: '3.0.0',
    otherwise: 'drop',
    loses: 'nothing: before release 3 a target without a content type is read as text anyway',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/inhibit_rules/*/name',
    since: '0.33.0',
    otherwise: 'drop',
    loses: 'the names of inhibition rules in the log and in metrics',
  },
];
