import type { AlertSeverity } from '../catalogue/alert.ts';
import { decimal, formatDecimal, multiply } from '../core/decimal.ts';
import { seconds } from '../core/duration.ts';
import { serviceDashboardUid, sloSeries } from '../ir/conventions.ts';
import type { AlertingRule, Labels } from '../ir/rule-group.ts';
import { identityAnnotations, identityLabels } from '../model/alert-identity.ts';
import type { Model, ServiceModel, SloModel } from '../model/model.ts';
import type { BurnAlert } from './windows.ts';

/** The alerts of an objective, by the group that evaluates them. */
export interface SloAlerts {
  readonly page: readonly AlertingRule[];
  readonly ticket: readonly AlertingRule[];
  readonly budget: readonly AlertingRule[];
  readonly missing: AlertingRule;
}

interface Text {
  readonly summary: string;
  readonly description: string;
  readonly action: string;
}

export const sloAlerts = (
  model: Model,
  service: ServiceModel,
  slo: SloModel,
  rows: readonly BurnAlert[],
): SloAlerts => {
  const at = `{slo="${slo.slo}"}`;
  const promise = `${formatDecimal(multiply(slo.objective, decimal(100)))} % over ${slo.window}`;
  const make = (
    alert: string,
    expr: string,
    severity: AlertSeverity,
    text: Text,
    more: { readonly group: string; readonly labels?: Labels; readonly for?: string; readonly keepFiringFor?: string },
  ): AlertingRule => {
    const identity = {
      service: service.id,
      team: service.owner,
      tier: service.tier,
      severity,
      category: 'slo' as const,
      scope: 'service' as const,
      // A spent budget lasts for weeks: it must not silence what happens in the meantime.
      group: `slo-${slo.slo}-${more.group}`,
      runbook: slo.runbook,
      dashboard: serviceDashboardUid(service.id),
      ...text,
    };
    return {
      kind: 'alert',
      alert,
      expr,
      ...(more.for === undefined ? {} : { for: more.for }),
      ...(more.keepFiringFor === undefined ? {} : { keepFiringFor: more.keepFiringFor }),
      labels: { ...identityLabels(identity), slo: slo.slo, ...more.labels },
      annotations: identityAnnotations(model, identity),
      path: slo.path,
    };
  };
  const burn = (row: BurnAlert): AlertingRule => {
    const threshold = formatDecimal(row.threshold);
    const over = (window: string): string => `${sloSeries.ratio(window)}${at} > ${threshold}`;
    const both = `${over(row.short)} and ${over(row.long)}`;
    // A handful of failures in a quiet hour is no reason to wake somebody.
    const enough = `${sloSeries.errors(row.long)}${at} * ${seconds(row.long)} >= ${slo.minBadEvents}`;
    return make(
      row.alert,
      row.severity === 'critical' ? `${both} and ${enough}` : both,
      row.severity,
      {
        summary: `${service.id} burns the budget of ${slo.id} ${formatDecimal(row.factor)} times too fast.`,
        description: `{{ $value | humanizePercentage }} of the events of the last ${row.short} were bad; more than ${formatDecimal(multiply(row.threshold, decimal(100)))} % for ${row.long} breaks the promise of ${promise}.`,
        action:
          row.severity === 'critical'
            ? 'Stop what is failing now: roll back the last change, or take the failing part out of service.'
            : 'Find the slow leak in working hours, before it becomes a page.',
      },
      {
        group: 'burn',
        labels: {
          slo_tier: row.tier,
          long_window: row.long,
          short_window: row.short,
          burn_rate: formatDecimal(row.factor),
        },
        keepFiringFor: '5m',
      },
    );
  };
  return {
    page: rows.filter(row => row.severity === 'critical').map(burn),
    ticket: rows.filter(row => row.severity === 'warning').map(burn),
    missing: make(
      'SLOIndicatorMissing',
      `absent(${sloSeries.total('5m')}${at})`,
      'warning',
      {
        summary: `Nobody measures ${slo.id} of ${service.id} any more.`,
        description: `The series behind the promise of ${promise} are gone: the service exposes nothing or is not scraped.`,
        action: 'Check the scrape target of the service and whether its metrics were renamed.',
      },
      { group: 'indicator', for: '15m' },
    ),
    budget: [
      make(
        'SLOErrorBudgetAtRisk',
        `${sloSeries.consumed}${at} > 0.8`,
        'warning',
        {
          summary: `${service.id} has spent {{ $value | humanizePercentage }} of the error budget of ${slo.id}.`,
          description: `The promise is ${promise}. At 100 % deployments freeze.`,
          action: 'Put reliability work before features until the budget recovers.',
        },
        { group: 'budget', for: '5m' },
      ),
      make(
        'SLOErrorBudgetExhausted',
        `${sloSeries.consumed}${at} >= 1`,
        'critical',
        {
          summary: `${service.id} has spent the whole error budget of ${slo.id}: deployments are frozen.`,
          description: `{{ $value | humanizePercentage }} of the budget is gone; the promise of ${promise} is broken.`,
          action: 'Only changes that restore reliability may be deployed until less than 90 % is spent.',
        },
        { group: 'budget', for: '5m' },
      ),
    ],
  };
};
