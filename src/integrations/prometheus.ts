import { workloads } from '../ir/conventions.ts';
import { counter, gauge, summary } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';

/** Prometheus itself. */
export const prometheus = defineIntegration<Record<never, never>>()({
  kind: 'prometheus',
  scope: 'platform',
  part: { service: workloads.prometheus, present: () => true },
  source: 'prometheus/prometheus 3.13, tsdb/head.go, rules/group.go, notifier/manager.go',
  options: {},
  metrics: () => ({
    headSeries: gauge('prometheus_tsdb_head_series'),
    samplesAppended: counter('prometheus_tsdb_head_samples_appended_total', { labels: ['type'] }),
    ruleDuration: summary('prometheus_rule_group_duration_seconds', { unit: 'seconds', labels: ['quantile'] }),
    ruleLastDuration: gauge('prometheus_rule_group_last_duration_seconds', { unit: 'seconds', labels: ['rule_group'] }),
    ruleInterval: gauge('prometheus_rule_group_interval_seconds', { unit: 'seconds', labels: ['rule_group'] }),
    ruleEvaluationFailures: counter('prometheus_rule_evaluation_failures_total', { labels: ['rule_group'] }),
    ruleIterationsMissed: counter('prometheus_rule_group_iterations_missed_total', { labels: ['rule_group'] }),
    notificationsSent: counter('prometheus_notifications_sent_total', { labels: ['alertmanager'] }),
    notificationErrors: counter('prometheus_notifications_errors_total', { labels: ['alertmanager'] }),
    notificationsDropped: counter('prometheus_notifications_dropped_total'),
    configReloadOk: gauge('prometheus_config_last_reload_successful'),
    storageBytes: gauge('prometheus_tsdb_storage_blocks_bytes', { unit: 'bytes' }),
  }),
  example: {},
});
