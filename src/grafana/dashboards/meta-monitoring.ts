import type { PanelEntry, RowEntry } from '../../catalogue/dashboard.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';

const scraping: readonly PanelEntry[] = [
  {
    kind: 'stat',
    title: 'Targets down',
    description: 'Targets whose last scrape failed. What is not scraped raises no alert of its own.',
    unit: 'short',
    queries: [{ expr: 'count(up == 0) or vector(0)', legend: 'Down' }],
    thresholds: [{ at: 1, color: 'red' }],
  },
  {
    kind: 'stat',
    title: 'Series in memory',
    description: 'Series that Prometheus holds in its head block. Memory grows with it; a jump is a label gone wild.',
    unit: 'short',
    queries: [{ expr: 'sum(prometheus_tsdb_head_series)', legend: 'Series' }],
  },
  {
    kind: 'stat',
    title: 'Samples',
    description: 'Samples that Prometheus stores per second.',
    unit: 'cps',
    queries: [{ expr: 'sum(rate(prometheus_tsdb_head_samples_appended_total[$__rate_interval]))', legend: 'Samples' }],
  },
  {
    kind: 'stat',
    title: 'Blocks on disk',
    description: 'Bytes of the blocks that Prometheus keeps. Compare them with the size of its volume.',
    unit: 'bytes',
    queries: [{ expr: 'sum(prometheus_tsdb_storage_blocks_bytes)', legend: 'Blocks' }],
  },
  {
    kind: 'table',
    title: 'Targets that are down',
    description: 'Which targets do not answer. An empty table is the good case.',
    unit: 'short',
    queries: [{ expr: 'count by (job, instance, service, team) (up == 0)' }],
    width: 12,
  },
  {
    kind: 'timeseries',
    title: 'Slowest scrapes',
    description: 'The ten targets that take longest to answer. A scrape that reaches its timeout is lost.',
    unit: 's',
    queries: [{ expr: 'topk(10, max by (job, instance) (scrape_duration_seconds))', legend: '{{job}} {{instance}}' }],
    width: 12,
  },
];

const rules: readonly PanelEntry[] = [
  {
    kind: 'timeseries',
    title: 'Rule groups: time used',
    description: 'Share of its interval that the evaluation of a rule group takes. At 1 evaluations are skipped.',
    unit: 'percentunit',
    queries: [
      {
        expr: 'topk(10, max by (rule_group) (prometheus_rule_group_last_duration_seconds / prometheus_rule_group_interval_seconds))',
        legend: '{{rule_group}}',
      },
    ],
    thresholds: [
      { at: 0.5, color: 'orange' },
      { at: 1, color: 'red' },
    ],
  },
  {
    kind: 'timeseries',
    title: 'Rule evaluations that failed',
    description: 'Failed evaluations per second. A rule that fails never fires.',
    unit: 'ops',
    queries: [
      {
        expr: 'sum by (rule_group) (rate(prometheus_rule_evaluation_failures_total[$__rate_interval])) > 0',
        legend: '{{rule_group}}',
      },
    ],
  },
  {
    kind: 'timeseries',
    title: 'Evaluations missed',
    description: 'Evaluations that were skipped because the one before took too long.',
    unit: 'ops',
    queries: [
      {
        expr: 'sum by (rule_group) (rate(prometheus_rule_group_iterations_missed_total[$__rate_interval])) > 0',
        legend: '{{rule_group}}',
      },
    ],
  },
];

const notifying: readonly PanelEntry[] = [
  {
    kind: 'timeseries',
    title: 'Alerts lost before Alertmanager',
    description:
      'Alerts per second that Prometheus could not hand over. Anything above 0 means that nobody hears of them.',
    unit: 'ops',
    queries: [
      { expr: 'sum(rate(prometheus_notifications_errors_total[$__rate_interval]))', legend: 'Errors' },
      { expr: 'sum(rate(prometheus_notifications_dropped_total[$__rate_interval]))', legend: 'Dropped' },
    ],
    width: 12,
  },
  {
    kind: 'timeseries',
    title: 'Notifications that failed',
    description: 'Messages per second that Alertmanager could not deliver, by the service that refused them.',
    unit: 'ops',
    queries: [
      {
        expr: 'sum by (integration, reason) (rate(alertmanager_notifications_failed_total[$__rate_interval]))',
        legend: '{{integration}} {{reason}}',
      },
    ],
    width: 12,
  },
];

const rows: readonly RowEntry[] = [
  { title: 'Scraping and storage', panels: scraping },
  { title: 'Rules', panels: rules },
  { title: 'Notifications', panels: notifying },
];

/** Who watches the watchman: Prometheus and Alertmanager themselves. */
export const metaMonitoring: BuiltInDashboard = {
  id: 'meta-monitoring',
  build: model => [
    platformDashboard(model, {
      uid: platformUids.metaMonitoring,
      title: 'Monitoring of the monitoring',
      description:
        'Whether scraping, rules and notifications themselves work. Look here when the silence is suspicious.',
      rows,
    }),
  ],
};
