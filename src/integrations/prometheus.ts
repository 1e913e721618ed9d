import { workloads } from '../ir/conventions.ts';
import { counter, gauge, summary } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import { defineIntegration } from './integration.ts';

const limits = {
  notificationErrors: 0.03,
  seriesGrowth: 1.5,
  storageInAWeek: 1,
} as const;

const week = 7 * 86_400;

const seriesGrowth = `max by (instance) (predict_linear(prometheus_tsdb_head_series[1d], ${week})) / max by (instance) (prometheus_tsdb_head_series > 0)`;

/** Without a limit of its size (0) there is no share of it. */
const storageInAWeek = `max by (instance) (predict_linear(prometheus_tsdb_storage_blocks_bytes[1d], ${week})) / max by (instance) (prometheus_tsdb_retention_limit_bytes > 0)`;

/** Prometheus itself. */
export const prometheus = defineIntegration<Record<never, never>>()({
  kind: 'prometheus',
  scope: 'platform',
  footprint: { series: 461, seen: 'Prometheus 2.53.3 without targets' },
  part: { service: workloads.prometheus, present: () => true },
  source: 'prometheus/prometheus 3.13, tsdb/head.go, tsdb/db.go, rules/group.go, notifier/metric.go',
  options: {},
  metrics: () => ({
    headSeries: gauge('prometheus_tsdb_head_series'),
    samplesAppended: counter('prometheus_tsdb_head_samples_appended_total', { labels: ['type'] }),
    ruleDuration: summary('prometheus_rule_group_duration_seconds', { unit: 'seconds', labels: ['quantile'] }),
    ruleLastDuration: gauge('prometheus_rule_group_last_duration_seconds', { unit: 'seconds', labels: ['rule_group'] }),
    ruleInterval: gauge('prometheus_rule_group_interval_seconds', { unit: 'seconds', labels: ['rule_group'] }),
    ruleEvaluationFailures: counter('prometheus_rule_evaluation_failures_total', {
      labels: ['rule_group'],
      zeroInitialised: true,
    }),
    ruleIterationsMissed: counter('prometheus_rule_group_iterations_missed_total', {
      labels: ['rule_group'],
      zeroInitialised: true,
    }),
    notificationsSent: counter('prometheus_notifications_sent_total', {
      labels: ['alertmanager'],
      zeroInitialised: true,
    }),
    notificationErrors: counter('prometheus_notifications_errors_total', {
      labels: ['alertmanager'],
      zeroInitialised: true,
    }),
    notificationsDropped: counter('prometheus_notifications_dropped_total'),
    configReloadOk: gauge('prometheus_config_last_reload_successful'),
    storageBytes: gauge('prometheus_tsdb_storage_blocks_bytes', { unit: 'bytes' }),
    storageLimit: gauge('prometheus_tsdb_retention_limit_bytes', { unit: 'bytes' }),
    compactionsFailed: counter('prometheus_tsdb_compactions_failed_total'),
    scrapesOverLimit: counter('prometheus_target_scrapes_exceeded_sample_limit_total'),
    cpu: counter('process_cpu_seconds_total', { unit: 'seconds' }),
    memory: gauge('process_resident_memory_bytes', { unit: 'bytes' }),
  }),
  alerts: {
    TargetDown: {
      expr: () => 'up == 0',
      for: '10m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Prometheus cannot scrape {{ $labels.instance }} of the job {{ $labels.job }}.',
      description: 'For 10 minutes nothing was learned from it: its alerts are blind and its panels empty.',
      action: 'Open /targets in Prometheus: the error of the last scrape says whether it is down, gone or refused.',
      steps: [
        'Open /targets in Prometheus, and read the error of the last scrape.',
        'Refused or no route: is the target running, and does a network policy let Prometheus reach it?',
        'Deadline exceeded: it answers too slowly; compare scrape_duration_seconds with the timeout of the job.',
        'Sample limit exceeded: see the runbook about scrapes that are too large.',
      ],
      source: 'kubernetes-mixin and prometheus-operator: TargetDown, for 10 minutes',
    },
    PrometheusConfigurationRefused: {
      expr: () => 'min by (job, instance) (prometheus_config_last_reload_successful) == 0',
      for: '10m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'Prometheus {{ $labels.instance }} refuses its new configuration.',
      description: 'It runs on with the old one: what was deployed last has no effect, and a restart would fail.',
      action: 'Read its log for the refused line, mend it and deploy again.',
      steps: [
        'Read the log of Prometheus for "Error loading config" or "error loading rules".',
        'Run `promtool check config` on the file that is deployed.',
        'Deploy the previous version if the mistake is not obvious; do not restart Prometheus before.',
      ],
      source: 'prometheus-mixin PrometheusBadConfig: for 10 minutes, critical',
    },
    PrometheusRuleFailures: {
      expr: () => 'sum by (instance) (increase(prometheus_rule_evaluation_failures_total[5m])) > 0',
      for: '15m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'Rules fail in Prometheus {{ $labels.instance }}.',
      description:
        '{{ $value | printf "%.0f" }} evaluations failed in 5 minutes: the alerts of these rules cannot fire.',
      action: 'Open /rules in Prometheus: each failing rule shows its error.',
      steps: [
        'Open /rules in Prometheus, and find the rules with an error.',
        '"many-to-many matching": two series have become the same for a join; find the new label value.',
        '"query processing would load too many samples": shorten the range, or record a part of it first.',
      ],
      source: 'prometheus-mixin PrometheusRuleFailures: any for 15 minutes',
    },
    PrometheusRuleEvaluationsMissed: {
      expr: () => 'sum by (instance) (increase(prometheus_rule_group_iterations_missed_total[5m])) > 0',
      for: '15m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Prometheus {{ $labels.instance }} misses rule evaluations.',
      description: '{{ $value | printf "%.0f" }} evaluations were missed in 5 minutes: alerts come late or not at all.',
      action: 'Look for a slow rule group on the meta-monitoring dashboard and give Prometheus more CPU.',
      steps: [
        'Find the group that uses most of its interval on the meta-monitoring dashboard.',
        'A rule that reads days of samples: record a part of it at a slower interval.',
        'All groups slow: Prometheus lacks CPU, or its disk is slow.',
      ],
      source: 'prometheus-mixin PrometheusMissingRuleEvaluations: any for 15 minutes',
    },
    PrometheusNotificationErrors: {
      threshold: limits.notificationErrors,
      // Prometheus 3 counts as sent only what arrived, so what failed stands beside it in the divisor.
      expr: ({ threshold }) =>
        `min without (alertmanager) (rate(prometheus_notifications_errors_total[5m]) / (rate(prometheus_notifications_errors_total[5m]) + rate(prometheus_notifications_sent_total[5m]) > 0)) > ${threshold}`,
      for: '15m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'Prometheus {{ $labels.instance }} cannot reach any Alertmanager.',
      description: '{{ $value | humanizePercentage }} of the alerts sent to every Alertmanager failed.',
      action: 'Check that Alertmanager runs and that the network lets Prometheus reach it.',
      steps: [
        'Is Alertmanager running? Until it is, nobody hears of anything: watch /alerts in Prometheus by hand.',
        'Read the log of Prometheus for "Error sending alert".',
        'Running and refused: a network policy, a renamed service, or TLS.',
      ],
      source: 'prometheus-mixin PrometheusErrorSendingAlertsToAnyAlertmanager: 3 % for 15 minutes',
    },
    PrometheusScrapesTooLarge: {
      expr: () => 'sum by (instance) (increase(prometheus_target_scrapes_exceeded_sample_limit_total[5m])) > 0',
      for: '15m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Prometheus {{ $labels.instance }} rejects targets that expose too much.',
      description:
        '{{ $value | printf "%.0f" }} scrapes in 5 minutes had more samples than allowed: nothing of them was kept.',
      action: 'Find the target on /targets, then the label that grew.',
      steps: [
        'Find the target on /targets: its error says "sample limit exceeded".',
        'Fetch its metrics and count the lines per name: the longest list has a label gone wild.',
        'Drop the label in the application; raising the limit only moves the problem.',
      ],
      source: 'prometheus-mixin PrometheusScrapeSampleLimitHit: any for 15 minutes',
    },
    PrometheusCompactionsFailing: {
      expr: () => 'sum by (instance) (increase(prometheus_tsdb_compactions_failed_total[3h])) > 0',
      for: '4h',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'Prometheus {{ $labels.instance }} cannot compact its blocks.',
      description:
        '{{ $value | printf "%.0f" }} compactions failed in 3 hours: memory and the write-ahead log grow until it stops.',
      action: 'Look at the free space of its volume first, then at its log.',
      steps: [
        'Is the volume full? Shorten the retention or grow the volume.',
        'Read the log for "compaction failed": it names the block.',
        'A corrupt block: move its folder away, and accept the gap.',
      ],
      source: 'prometheus-mixin PrometheusTSDBCompactionsFailing: any in 3 hours, for 4 hours',
    },
    PrometheusSeriesGrowing: {
      threshold: limits.seriesGrowth,
      expr: ({ threshold }) => `${seriesGrowth} > ${threshold}`,
      for: '6h',
      severity: 'warning',
      category: 'saturation',
      scope: 'platform',
      summary: 'Prometheus {{ $labels.instance }} will hold half as many series again within a week.',
      description:
        'As it grew in the last day, it ends at {{ $value | humanize }} times what it holds: memory grows with it.',
      action: 'Find the metric that grows on the page /tsdb-status, then the label behind it.',
      steps: [
        'Open /tsdb-status: the names and labels with most series head the lists.',
        'A new service or a roll-out explains a step; a slope without end is a label with an id or a path in it.',
        'Drop the label where it is made. Until then give Prometheus memory: some 8 KiB per series.',
      ],
      source: 'requirement of capacity trends; growth by half in a week is ours',
    },
    PrometheusStorageFilling: {
      threshold: limits.storageInAWeek,
      expr: ({ threshold }) => `${storageInAWeek} > ${threshold}`,
      for: '6h',
      severity: 'warning',
      category: 'saturation',
      scope: 'platform',
      summary: 'The storage of Prometheus {{ $labels.instance }} is full within a week.',
      description:
        'As it grew in the last day, it reaches {{ $value | humanizePercentage }} of its limit: old data is deleted before its time.',
      action: 'Grow the volume together with the limit, or drop what nobody asks for.',
      steps: [
        'Compare with the series: has their number grown, or are these the first weeks of a new installation?',
        'Grow the volume and --storage.tsdb.retention.size together (80 % of the volume).',
        'Or drop metrics that no rule and no panel uses.',
      ],
      source: 'requirement of capacity trends; a week is what growing a volume may take (ours)',
    },
  },
  rows: () => [
    {
      title: 'Capacity',
      panels: [
        chart('Series', 'Series in memory now, and in a week if they grow as in the last day.', 'short', [
          { expr: 'max by (instance) (prometheus_tsdb_head_series)', legend: '{{instance}}' },
          {
            expr: `max by (instance) (predict_linear(prometheus_tsdb_head_series[1d], ${week}))`,
            legend: '{{instance}} in a week',
          },
        ]),
        chart(
          'Growth of series in a week',
          'In a week as a multiple of now. A slope without end is a label gone wild.',
          'short',
          [{ expr: seriesGrowth, legend: '{{instance}}' }],
          limitsOf('PrometheusSeriesGrowing'),
        ),
        chart(
          'Storage in a week',
          'Share of the size limit that the blocks reach in a week. At 100 % old data goes before its time.',
          'percentunit',
          [{ expr: storageInAWeek, legend: '{{instance}}' }],
          limitsOf('PrometheusStorageFilling'),
        ),
        chart('Memory', 'Resident memory. It follows the number of series.', 'bytes', [
          {
            expr: `max by (instance) (process_resident_memory_bytes{service="${workloads.prometheus}"})`,
            legend: '{{instance}}',
          },
        ]),
        chart('CPU', 'Processors in use by Prometheus.', 'short', [
          {
            expr: `sum by (instance) (rate(process_cpu_seconds_total{service="${workloads.prometheus}"}[$__rate_interval]))`,
            legend: '{{instance}}',
          },
        ]),
      ],
    },
  ],
  example: {},
});
