import type { AlertSeverity } from '../catalogue/alert.ts';
import { kebabCase } from '../core/names.ts';
import type { AlertingRule, RuleGroup } from '../ir/rule-group.ts';
import { identityAnnotations, identityLabels } from '../model/alert-identity.ts';
import type { Model } from '../model/model.ts';
import { platformRunbookPage } from '../model/platform-runbook.ts';

interface PlatformAlert {
  readonly alert: string;
  readonly service: string;
  readonly expr: string;
  readonly for?: string;
  readonly severity: AlertSeverity | 'none';
  readonly summary: string;
  readonly description: string;
  readonly action: string;
}

/** Fires for ever: its silence is what a dead man's switch listens for. */
const watchdog: PlatformAlert = {
  alert: 'Watchdog',
  service: 'prometheus',
  expr: 'vector(1)',
  severity: 'none',
  summary: 'The alerting pipeline works.',
  description: 'This alert always fires. The heartbeat receiver raises the alarm when it stops arriving.',
  action: 'Nothing while it fires. When it stops, the monitoring is down: start with Prometheus.',
};

/** Names and thresholds after the rules that ship with prometheus/prometheus and prometheus/alertmanager (their mixins). */
const alerts: readonly PlatformAlert[] = [
  {
    alert: 'TargetDown',
    service: 'prometheus',
    expr: 'up == 0',
    for: '10m',
    severity: 'warning',
    summary: 'Prometheus cannot scrape {{ $labels.instance }} of the job {{ $labels.job }}.',
    description: 'For 10 minutes nothing was learned from it: its alerts are blind and its panels empty.',
    action: 'Open /targets in Prometheus: the error of the last scrape says whether it is down, gone or refused.',
  },
  {
    alert: 'ConfigurationReloadFailed',
    service: 'prometheus',
    expr: 'min by (job, instance) (prometheus_config_last_reload_successful) == 0 or min by (job, instance) (alertmanager_config_last_reload_successful) == 0',
    for: '10m',
    severity: 'warning',
    summary: '{{ $labels.instance }} of {{ $labels.job }} refuses its new configuration.',
    description: 'It runs on with the old one: what was deployed last has no effect.',
    action: 'Read its log for the refused line, mend it and deploy again.',
  },
  {
    alert: 'PrometheusRuleFailures',
    service: 'prometheus',
    expr: 'sum by (instance) (increase(prometheus_rule_evaluation_failures_total[5m])) > 0',
    for: '15m',
    severity: 'critical',
    summary: 'Rules fail in Prometheus {{ $labels.instance }}.',
    description: '{{ $value | humanize }} evaluations failed in 5 minutes: the alerts of these rules cannot fire.',
    action: 'Open /rules in Prometheus: each failing rule shows its error.',
  },
  {
    alert: 'PrometheusRuleEvaluationsMissed',
    service: 'prometheus',
    expr: 'sum by (instance) (increase(prometheus_rule_group_iterations_missed_total[5m])) > 0',
    for: '15m',
    severity: 'warning',
    summary: 'Prometheus {{ $labels.instance }} misses rule evaluations.',
    description: '{{ $value | humanize }} evaluations were missed in 5 minutes: alerts come late or not at all.',
    action: 'Look for a slow rule group on the meta-monitoring dashboard and give Prometheus more CPU.',
  },
  {
    // Prometheus 3 counts as sent only what arrived, so what failed stands beside it in the divisor.
    alert: 'PrometheusNotificationErrors',
    service: 'prometheus',
    expr: 'min without (alertmanager) (rate(prometheus_notifications_errors_total[5m]) / (rate(prometheus_notifications_errors_total[5m]) + rate(prometheus_notifications_sent_total[5m]) > 0)) > 0.03',
    for: '15m',
    severity: 'critical',
    summary: 'Prometheus {{ $labels.instance }} cannot reach any Alertmanager.',
    description: '{{ $value | humanizePercentage }} of the alerts sent to every Alertmanager failed.',
    action: 'Check that Alertmanager runs and that the network lets Prometheus reach it.',
  },
  {
    // Three: one lost message of a quiet channel is no outage.
    alert: 'AlertmanagerNotificationsFailing',
    service: 'alertmanager',
    expr: 'sum by (instance, integration) (rate(alertmanager_notifications_failed_total[15m])) / (sum by (instance, integration) (rate(alertmanager_notifications_total[15m])) > 0) > 0.01 and sum by (instance, integration) (increase(alertmanager_notifications_failed_total[15m])) >= 3',
    for: '5m',
    severity: 'warning',
    summary: 'Alertmanager loses messages through {{ $labels.integration }}.',
    description: '{{ $value | humanizePercentage }} of the notifications through {{ $labels.integration }} failed.',
    action: 'Read Alertmanager’s log for the refused request; renew the token or address of the receiver.',
  },
  {
    alert: 'AlertmanagerChannelDead',
    service: 'alertmanager',
    expr: 'sum by (instance, integration) (rate(alertmanager_notifications_failed_total[15m])) / (sum by (instance, integration) (rate(alertmanager_notifications_total[15m])) > 0) > 0.9 and sum by (instance, integration) (increase(alertmanager_notifications_failed_total[15m])) >= 3',
    for: '5m',
    severity: 'critical',
    summary: 'Nothing gets through {{ $labels.integration }} any more.',
    description:
      '{{ $value | humanizePercentage }} of the notifications through {{ $labels.integration }} failed: who relies on it hears nothing.',
    action: 'Read Alertmanager’s log for the refused request; renew the token or address of the receiver.',
  },
];

/** Alerts about the monitoring itself. The watchdog exists only with somebody who listens to it. */
export const platformRules = (model: Model): RuleGroup => ({
  name: 'platform',
  file: 'platform',
  interval: model.intervals.evaluation,
  evaluator: 'prometheus',
  rules: [...(model.heartbeat === undefined ? [] : [watchdog]), ...alerts].map(alert => rule(alert, model)),
  path: model.path,
});

const rule = (alert: PlatformAlert, model: Model): AlertingRule => {
  const identity = {
    ...alert,
    team: model.owner,
    tier: 1 as const,
    category: 'meta' as const,
    scope: 'platform' as const,
    group: kebabCase(alert.alert),
    runbook: platformRunbookPage,
    dashboard: 'meta-monitoring',
  };
  return {
    kind: 'alert',
    alert: alert.alert,
    expr: alert.expr,
    ...(alert.for === undefined ? {} : { for: alert.for }),
    labels: identityLabels(identity),
    annotations: identityAnnotations(model, identity),
    path: model.path,
  };
};
