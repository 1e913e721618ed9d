import type { AlertingRule, RecordingRule, RuleGroup } from '../ir/rule-group.ts';
import { identityAnnotations, identityLabels } from '../model/alert-identity.ts';
import type { AlertModel, Model, RecordModel, ServiceModel } from '../model/model.ts';

/** A service's own recording and alerting rules, in one group: an alert sees what was recorded a moment before. */
export const serviceRules = (model: Model, service: ServiceModel): readonly RuleGroup[] => {
  const rules = [
    ...service.records.map(record => recordingRule(record, service)),
    ...service.alerts.map(alert => alertingRule(alert, service, model)),
  ];
  if (rules.length === 0) return [];
  return [
    {
      name: service.id,
      file: service.id,
      interval: service.evaluation,
      ...(service.ruleLimit === undefined ? {} : { limit: service.ruleLimit }),
      ...(service.queryOffset === undefined ? {} : { queryOffset: service.queryOffset }),
      evaluator: 'prometheus',
      rules,
      path: service.path,
    },
  ];
};

const recordingRule = (record: RecordModel, service: ServiceModel): RecordingRule => ({
  kind: 'record',
  record: record.record,
  expr: record.expr,
  labels: { service: service.id, team: service.owner, ...record.labels },
  ...(record.tests === undefined ? {} : { tests: record.tests }),
  path: record.path,
});

const alertingRule = (alert: AlertModel, service: ServiceModel, model: Model): AlertingRule => {
  const identity = {
    ...alert,
    alert: alert.id,
    service: service.id,
    team: service.owner,
    tier: service.tier,
  };
  return {
    kind: 'alert',
    alert: alert.id,
    expr: alert.expr,
    ...(alert.for === undefined ? {} : { for: alert.for }),
    ...(alert.keepFiringFor === undefined ? {} : { keepFiringFor: alert.keepFiringFor }),
    ...(alert.notifyWithin === undefined ? {} : { notifyWithin: alert.notifyWithin }),
    labels: { ...alert.labels, ...identityLabels(identity) },
    annotations: identityAnnotations(model, identity),
    runbook: alert.runbook,
    ...(alert.tests === undefined ? {} : { tests: alert.tests }),
    path: alert.path,
  };
};
