import { performanceAlertNames } from '../catalogue/generated-alerts.ts';
import { decimal, formatDecimal, multiply, subtract } from '../core/decimal.ts';
import { latency } from '../indicators/latency.ts';
import { performanceSeries, serviceDashboardUid } from '../ir/conventions.ts';
import type { AlertingRule, Labels, Rule, RuleGroup } from '../ir/rule-group.ts';
import { identityAnnotations, identityLabels } from '../model/alert-identity.ts';
import { switchedOn, tunedSettings, tunedThreshold } from '../model/alert-tunings.ts';
import type { Model, PerformanceModel, ServiceModel } from '../model/model.ts';
import { baseInterval } from '../model/slo-window.ts';

/**
 * The rules of a performance budget. A limit of the 95th percentile says that no more than 5 % of the requests take
 * longer, which buckets count exactly; the quantile itself would be a guess between two bounds.
 */
export const performanceRules = (model: Model, service: ServiceModel, budget: PerformanceModel): RuleGroup => ({
  name: `performance-${budget.performance}`,
  file: `${service.id}-performance`,
  interval: `${baseInterval}s`,
  evaluator: 'prometheus',
  rules: switchedOn(
    budget.alerts,
    budget.limits.flatMap(limit => limitRules(model, service, budget, limit)),
  ),
  path: budget.path,
});

const limitRules = (
  model: Model,
  service: ServiceModel,
  budget: PerformanceModel,
  { quantile, share, within }: PerformanceModel['limits'][number],
): readonly Rule[] => {
  const alert = performanceAlertNames[quantile];
  const tuned = tunedThreshold(budget.alerts, alert);
  const slow = tuned === undefined ? subtract(decimal(1), share) : decimal(tuned);
  const settings = tunedSettings(budget.alerts, alert, budget);
  const limit = formatDecimal(within);
  const measure = latency.definition.measure(
    {
      kind: 'latency',
      histogram: budget.histogram,
      ...(budget.where === undefined ? {} : { where: budget.where }),
      within: `${Number(formatDecimal(multiply(within, decimal(1_000))))}ms`,
    },
    { service: service.id, groupBy: [] },
  );
  if (measure.weight !== 'events') return [];
  const labels: Labels = { service: service.id, team: service.owner, performance: budget.performance, quantile };
  const at = `{performance="${budget.performance}",quantile="${quantile}"}`;
  const record = (name: string, expr: string): Rule => ({
    kind: 'record',
    record: name,
    expr,
    labels,
    path: budget.path,
  });
  const identity = {
    alert,
    service: service.id,
    team: service.owner,
    tier: service.tier,
    severity: settings.severity,
    category: 'latency' as const,
    scope: 'service' as const,
    group: `performance-${budget.performance}`,
    runbook: settings.runbook,
    dashboard: serviceDashboardUid(service.id),
    summary: `Too many requests of ${service.id} take longer than ${limit} s (${budget.id}).`,
    description: `{{ $value | humanizePercentage }} of them did in the last 5 minutes; the budget allows ${formatDecimal(multiply(slow, decimal(100)))} %.`,
    action: 'Look for the slow step in a trace of a recent request, then at what was deployed last.',
  };
  const rule: AlertingRule = {
    kind: 'alert',
    alert,
    expr: `${performanceSeries.ratio}${at} > ${formatDecimal(slow)}`,
    ...(settings.for === undefined ? {} : { for: settings.for }),
    labels: { ...settings.labels, ...identityLabels(identity), performance: budget.performance, quantile },
    annotations: identityAnnotations(model, identity),
    runbook: identity.runbook,
    path: budget.path,
  };
  return [
    record(performanceSeries.total, measure.total('5m')),
    record(performanceSeries.errors, measure.errors('5m', `sum(${performanceSeries.total}${at})`)),
    record(performanceSeries.ratio, `${performanceSeries.errors}${at} / (${performanceSeries.total}${at} > 0)`),
    rule,
  ];
};
