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
    product: 'prometheus',
    reader: 'prometheus',
    mount: '/etc/prometheus/prometheus.yml',
    pointer: '/scrape_configs/*/scrape_native_histograms',
    since: '3.8.0',
    otherwise: 'drop',
    loses: 'native histograms: classic buckets are scraped where a target has them',
  },
  {
    product: 'prometheus',
    reader: 'prometheus',
    mount: '/etc/prometheus/prometheus.yml',
    pointer: '/scrape_configs/*/always_scrape_classic_histograms',
    since: '3.0.0',
    otherwise: 'drop',
    loses: 'nothing: without native histograms classic buckets are scraped anyway',
  },
  {
    product: 'prometheus',
    reader: 'prometheus',
    mount: '/etc/prometheus/prometheus.yml',
    pointer: '/scrape_configs/*/scrape_protocols',
    since: '2.49.0',
    otherwise: 'drop',
    loses: 'the order of preference: the server asks for what it likes best',
  },
  {
    product: 'prometheus',
    reader: 'prometheus',
    mount: '/etc/prometheus/prometheus.yml',
    pointer: '/scrape_configs/*/keep_dropped_targets',
    since: '2.47.0',
    otherwise: 'drop',
    loses: 'nothing: every dropped target is remembered',
  },
  {
    product: 'prometheus',
    reader: 'prometheus',
    mount: '/etc/prometheus/prometheus.yml',
    pointer: '/scrape_configs/*/native_histogram_bucket_limit',
    since: '2.45.0',
    otherwise: 'drop',
    loses: 'the limit on the buckets of native histograms',
  },
  {
    product: 'prometheus',
    reader: 'prometheus',
    mount: '/etc/prometheus/prometheus.yml',
    pointer: '/remote_write/*/queue_config/sample_age_limit',
    since: '2.50.0',
    otherwise: 'drop',
    loses: 'the age at which a sample is given up: each is sent, however late',
  },
  {
    product: 'prometheus',
    reader: 'prometheus',
    mount: '/etc/prometheus/prometheus.yml',
    pointer: '/global/rule_query_offset',
    since: '2.53.0',
    otherwise: 'refuse',
    loses: 'rules that wait for late samples',
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
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/discord_configs/*/webhook_url_file',
    since: '0.28.0',
    otherwise: 'refuse',
    loses: 'the receiver',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/incidentio_configs',
    since: '0.29.0',
    otherwise: 'refuse',
    loses: 'the receiver',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/jira_configs',
    since: '0.28.0',
    otherwise: 'refuse',
    loses: 'the receiver',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/mattermost_configs',
    since: '0.30.0',
    otherwise: 'refuse',
    loses: 'the receiver',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/msteamsv2_configs',
    since: '0.28.0',
    otherwise: 'refuse',
    loses: 'the receiver',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/pushover_configs/*/token_file',
    since: '0.26.0',
    otherwise: 'refuse',
    loses: 'the receiver',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/rocketchat_configs',
    since: '0.28.0',
    otherwise: 'refuse',
    loses: 'the receiver',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/telegram_configs/*/bot_token_file',
    since: '0.26.0',
    otherwise: 'refuse',
    loses: 'the receiver',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/wechat_configs/*/api_secret_file',
    since: '0.31.0',
    otherwise: 'refuse',
    loses: 'the receiver',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/webhook_configs/*/url_file',
    since: '0.26.0',
    otherwise: 'refuse',
    loses: 'the address',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/pagerduty_configs/*/timeout',
    since: '0.30.0',
    otherwise: 'drop',
    loses: 'the limit of 10 s for one request; the interval of the group ends it instead',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/slack_configs/*/timeout',
    since: '0.30.0',
    otherwise: 'drop',
    loses: 'the limit of 10 s for one request; the interval of the group ends it instead',
  },
  {
    product: 'alertmanager',
    reader: 'alertmanager',
    mount: '/etc/alertmanager/alertmanager.yml',
    pointer: '/receivers/*/webhook_configs/*/timeout',
    since: '0.28.0',
    otherwise: 'drop',
    loses: 'the limit of 10 s for one request; the interval of the group ends it instead',
  },
];
