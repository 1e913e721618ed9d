import type { AlertCategory, AlertScope, AlertSeverity } from '../catalogue/alert.ts';
import type { Tier } from '../catalogue/catalogue.ts';
import type { Labels } from '../ir/rule-group.ts';
import type { Model } from './model.ts';

/** What makes an alert answerable: whose it is, how bad, about what, and where to read on. */
export interface AlertIdentity {
  /** Its name. */
  readonly alert: string;
  readonly service: string;
  readonly team: string;
  readonly tier: Tier;
  readonly severity: AlertSeverity | 'none';
  readonly category: AlertCategory;
  readonly scope: AlertScope;
  readonly group: string;
  readonly summary: string;
  readonly description: string;
  readonly action: string;
  /** Page of the runbook with its steps. */
  readonly runbook: string;
  /** Dashboard uid. */
  readonly dashboard: string;
}

/** P0 is a critical alert of a tier-0 service, P1 any other critical, P2 a warning, P3 the rest. */
export const priorityOf = (severity: AlertSeverity | 'none', tier: Tier): 'P0' | 'P1' | 'P2' | 'P3' => {
  if (severity === 'critical') return tier === 0 ? 'P0' : 'P1';
  return severity === 'warning' ? 'P2' : 'P3';
};

/** The labels that every alert carries; routing, grouping and inhibition rely on them. */
export const identityLabels = (alert: AlertIdentity): Labels => ({
  alert_group: alert.group,
  category: alert.category,
  priority: priorityOf(alert.severity, alert.tier),
  scope: alert.scope,
  service: alert.service,
  severity: alert.severity,
  team: alert.team,
});

/** The page of an alert of a service, without suffix, below the folder of the runbooks. */
export const alertPage = (service: string, alert: string): string =>
  [service, alert].map(part => part.replace(/[^A-Za-z0-9_.-]+/g, '-')).join('/');

/** The annotations that every alert carries; the runbook is the alert's own page, which brings the steps. */
export const identityAnnotations = (model: Model, alert: AlertIdentity): Labels => ({
  summary: alert.summary,
  description: alert.description,
  action: alert.action,
  runbook_url: `${model.runbookBase}/${alertPage(alert.service, alert.alert)}.md`,
  dashboard_url: `${model.grafanaBase}/d/${alert.dashboard}`,
});
