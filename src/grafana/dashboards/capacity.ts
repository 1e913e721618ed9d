import type { PanelEntry, RowEntry } from '../../catalogue/dashboard.ts';
import { type BuiltInDashboard, platformDashboard, platformUids } from './built-in.ts';

const server: readonly PanelEntry[] = [
  {
    kind: 'timeseries',
    title: 'Series in memory',
    description: 'Series in the head of Prometheus. `dist/docs/capacity.md` says how many the program adds up to.',
    unit: 'short',
    queries: [{ expr: 'sum by (instance) (prometheus_tsdb_head_series)', legend: '{{instance}}' }],
  },
  {
    kind: 'timeseries',
    title: 'Samples per second',
    description: 'Samples that Prometheus takes in. Disk and processors grow with them.',
    unit: 'cps',
    queries: [
      {
        expr: 'sum by (instance) (rate(prometheus_tsdb_head_samples_appended_total[$__rate_interval]))',
        legend: '{{instance}}',
      },
    ],
  },
  {
    kind: 'timeseries',
    title: 'Blocks against their limit',
    description: 'Share of the size limit that the stored blocks fill. At 100 % the oldest go before their time.',
    unit: 'percentunit',
    queries: [
      {
        expr: 'max by (instance) (prometheus_tsdb_storage_blocks_bytes) / (max by (instance) (prometheus_tsdb_retention_limit_bytes) > 0)',
        legend: '{{instance}}',
      },
    ],
    thresholds: [
      { at: 0, color: 'green' },
      { at: 0.9, color: 'red' },
    ],
  },
  {
    kind: 'timeseries',
    title: 'Series in four weeks',
    description:
      'What the number of series becomes when it grows as it did in the last week. Compare it with the memory.',
    unit: 'short',
    queries: [
      { expr: 'sum by (instance) (prometheus_tsdb_head_series)', legend: 'now, {{instance}}' },
      {
        expr: 'sum by (instance) (predict_linear(prometheus_tsdb_head_series[7d], 2419200))',
        legend: 'in four weeks, {{instance}}',
      },
    ],
    width: 12,
  },
  {
    kind: 'timeseries',
    title: 'Memory',
    description: 'Memory of Prometheus. Its limit is in the report; above it the kernel ends the process.',
    unit: 'bytes',
    queries: [
      { expr: 'max by (instance) (process_resident_memory_bytes{service="prometheus"})', legend: '{{instance}}' },
    ],
    width: 12,
  },
];

const users: readonly PanelEntry[] = [
  {
    kind: 'timeseries',
    title: 'Series by team',
    description: 'Series that the targets of a team bring in, after what is dropped. A budget is about this number.',
    unit: 'short',
    queries: [{ expr: 'sum by (team) (scrape_samples_post_metric_relabeling)', legend: '{{team}}' }],
    width: 12,
  },
  {
    kind: 'timeseries',
    title: 'Largest jobs',
    description: 'The ten jobs with most series. A jump is a label gone wild.',
    unit: 'short',
    queries: [{ expr: 'topk(10, sum by (job) (scrape_samples_post_metric_relabeling))', legend: '{{job}}' }],
    width: 12,
  },
  {
    kind: 'timeseries',
    title: 'Dropped by scrapes',
    description: 'Samples that targets give and nobody stores, by job: what `cardinality: used` saves.',
    unit: 'short',
    queries: [
      {
        expr: 'topk(10, sum by (job) (scrape_samples_scraped) - sum by (job) (scrape_samples_post_metric_relabeling) > 0)',
        legend: '{{job}}',
      },
    ],
    width: 12,
  },
  {
    kind: 'timeseries',
    title: 'New series',
    description: 'Series per scrape that were not there before, by job. Steady growth is churn, and costs memory.',
    unit: 'short',
    queries: [{ expr: 'topk(10, sum by (job) (scrape_series_added))', legend: '{{job}}' }],
    width: 12,
  },
];

const rows: readonly RowEntry[] = [
  { title: 'Prometheus', panels: server },
  { title: 'Who uses it', panels: users },
];

/** What the stack stores, who it is for, and when it will be too much. */
export const capacity: BuiltInDashboard = {
  id: 'capacity',
  build: model => [
    platformDashboard(model, {
      uid: platformUids.capacity,
      title: 'Capacity',
      description: 'Series, samples, memory and disk of the metrics, by team and job, and where they are heading.',
      rows,
    }),
  ],
};
