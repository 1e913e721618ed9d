import type { Tier } from '../catalogue/catalogue.ts';
import { kebabCase } from '../core/names.ts';
import { ownScopes } from '../integrations/integration.ts';
import { integrations } from '../integrations/registry.ts';
import type { Watched } from '../integrations/selecting.ts';
import type { AlertingRule, RuleGroup } from '../ir/rule-group.ts';
import { identityAnnotations, identityLabels } from '../model/alert-identity.ts';
import type { IntegrationAlertModel, Model, UseModel } from '../model/model.ts';

/** Whose rules they are. */
export interface RuleOwner extends Watched {
  readonly team: string;
  readonly tier: Tier;
  readonly path: string;
  /** Uid of the dashboard to look at first. */
  readonly dashboard: string;
  /** Name of the group, and of its rule file. */
  readonly group: string;
  readonly file: string;
  readonly interval: string;
}

/** What an integration records and alerts on, as one group: an alert sees what was recorded a moment before. */
export const integrationRules = (model: Model, use: UseModel, owner: RuleOwner): readonly RuleGroup[] => {
  const integration = integrations.get(use.kind);
  const only = integration?.definition.only;
  const { service, team, path } = owner;
  const rules = [
    ...(integration?.recordsOf(use.options, owner) ?? []).map(({ record, expr, labels = {}, tests }) => ({
      kind: 'record' as const,
      record,
      expr,
      labels: isOwned(use.kind) ? { service, team, ...labels } : labels,
      ...(tests === undefined ? {} : { tests }),
      path,
    })),
    ...use.alerts.map(alert => alertingRule(model, alert, owner)),
  ];
  return rules.length === 0
    ? []
    : [
        {
          name: owner.group,
          file: owner.file,
          interval: owner.interval,
          evaluator: 'prometheus',
          rules,
          ...(only === undefined ? {} : { only }),
          path,
        },
      ];
};

/** Whether the recorded series are those of one service. */
const isOwned = (kind: string): boolean => ownScopes.some(scope => scope === integrations.get(kind)?.definition.scope);

const alertingRule = (model: Model, alert: IntegrationAlertModel, owner: RuleOwner): AlertingRule => {
  const { service, team, tier, dashboard, path } = owner;
  const identity = {
    ...alert,
    alert: alert.name,
    service,
    team,
    tier,
    group: alert.group ?? kebabCase(alert.name),
    dashboard,
  };
  return {
    kind: 'alert',
    alert: alert.name,
    expr: alert.expr,
    ...(alert.for === undefined ? {} : { for: alert.for }),
    ...(alert.keepFiringFor === undefined ? {} : { keepFiringFor: alert.keepFiringFor }),
    labels: { ...alert.labels, ...identityLabels(identity) },
    annotations: identityAnnotations(model, identity),
    runbook: alert.runbook,
    ...(alert.tests === undefined ? {} : { tests: alert.tests }),
    path,
  };
};
