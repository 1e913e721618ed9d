import type { AlertSeverity } from '../catalogue/alert.ts';
import { burnAlertNames } from '../catalogue/generated-alerts.ts';
import { compareDecimals, decimal, formatDecimal, multiply } from '../core/decimal.ts';
import { formatDuration, parseDuration, seconds } from '../core/duration.ts';
import { serviceDashboardUid, sloSeries } from '../ir/conventions.ts';
import type { AlertingRule, Labels } from '../ir/rule-group.ts';
import { identityAnnotations, identityLabels } from '../model/alert-identity.ts';
import { tunedSettings } from '../model/alert-tunings.ts';
import { type BurnTier, factorText } from '../model/burn-tiers.ts';
import type { Model, ServiceModel, SloModel } from '../model/model.ts';
import { baseInterval, longestRaw, windowText } from '../model/slo-window.ts';

/** The alerts of an objective, by the group that evaluates them. */
export interface SloAlerts {
  readonly burn: readonly { readonly tier: BurnTier; readonly rule: AlertingRule }[];
  readonly budget: readonly AlertingRule[];
  readonly missing: AlertingRule;
}

interface Text {
  readonly summary: string;
  readonly description: string;
  readonly action: string;
}

const percent = (share: Parameters<typeof multiply>[0]): string => formatDecimal(multiply(share, decimal(100)));

/** ` ({{ $labels.tenant }})`: which of the groups it is about. */
const groupText = ({ groupBy }: SloModel): string =>
  groupBy.length === 0 ? '' : ` (${groupBy.map(label => `{{ $labels.${label} }}`).join(', ')})`;

interface More {
  readonly group: string;
  readonly labels?: Labels;
  readonly for?: string;
  readonly keepFiringFor?: string;
  /** Milliseconds beyond `for` within which somebody is told, where it need not be sooner. */
  readonly account?: number;
}

export const sloAlerts = (model: Model, service: ServiceModel, slo: SloModel): SloAlerts => {
  const at = `{slo="${slo.slo}"}`;
  const promise = `${percent(slo.objective)} % ${windowText(slo.window)}`;
  const which = `${slo.id}${groupText(slo)}`;
  const make = (alert: string, expr: string, severity: AlertSeverity, text: Text, more: More): AlertingRule => {
    const settings = tunedSettings(slo.alerts, alert, { severity, for: more.for, runbook: slo.runbook });
    const identity = {
      alert,
      service: service.id,
      team: service.owner,
      tier: service.tier,
      severity: settings.severity,
      category: 'slo' as const,
      scope: 'service' as const,
      // A spent budget lasts for weeks: it must not silence what happens in the meantime.
      group: `slo-${slo.slo}-${more.group}`,
      runbook: settings.runbook,
      dashboard: serviceDashboardUid(service.id),
      ...text,
    };
    return {
      kind: 'alert',
      alert,
      expr,
      ...(settings.for === undefined ? {} : { for: settings.for }),
      ...(more.keepFiringFor === undefined ? {} : { keepFiringFor: more.keepFiringFor }),
      ...(more.account === undefined
        ? {}
        : { notifyWithin: formatDuration((parseDuration(settings.for ?? '0s') ?? 0) + more.account) }),
      labels: { ...settings.labels, ...identityLabels(identity), slo: slo.slo, ...more.labels },
      annotations: identityAnnotations(model, identity),
      runbook: identity.runbook,
      path: slo.path,
    };
  };
  const burn = (row: BurnTier): AlertingRule => {
    const threshold = formatDecimal(row.threshold);
    const over = (window: string): string => `${sloSeries.ratio(window)}${at} > ${threshold}`;
    const both = `${over(row.short)} and ${over(row.long)}`;
    // A handful of failures in a quiet hour is no reason to wake somebody.
    const enough = `${badEvents(at, row.long)} >= ${slo.minBadEvents}`;
    return make(
      burnAlertNames[row.tier],
      row.severity === 'critical' ? `${both} and ${enough}` : both,
      row.severity,
      {
        summary: `{{ $value | humanizePercentage }} of the events behind ${which} of ${service.id} were bad in ${row.short}: ${pace(row)}.`,
        description: `More than ${percent(row.threshold)} % for ${row.long} is ${factorText(row.factor)} times what the promise of ${promise} allows.`,
        action:
          row.severity === 'critical'
            ? 'Stop what is failing now: roll back the last change, or take the failing part out of service.'
            : 'Find the slow leak in working hours, before it becomes a page.',
      },
      {
        // Alerts of one group silence each other by severity, and inhibition does not look at the labels of groups.
        group: slo.groupBy.length === 0 ? 'burn' : row.tier,
        labels: {
          slo_tier: row.tier,
          long_window: row.long,
          short_window: row.short,
          burn_rate: factorText(row.factor),
        },
        keepFiringFor: '5m',
      },
    );
  };
  return {
    burn: slo.tiers.map(tier => ({ tier, rule: burn(tier) })),
    missing: make(
      'SLOIndicatorMissing',
      missing(slo),
      'warning',
      {
        summary: `Nobody measures ${which} of ${service.id} any more.`,
        description: `The series behind the promise of ${promise} are gone: the service exposes nothing or is not scraped.`,
        action: 'Check the scrape target of the service and whether its metrics were renamed.',
      },
      { group: 'indicator', for: '15m' },
    ),
    budget: budgetAlerts(service, slo, promise, which, make),
  };
};

/** What it does to the budget when it goes on like this. */
const pace = ({ factor }: BurnTier): string =>
  factorText(factor) === '1'
    ? 'the error budget will not last'
    : `the error budget is spent ${factorText(factor)} times as fast as it may be`;

/** Bad events in the long window. Beyond six hours they are added up from the 5-minute rates. */
const badEvents = (at: string, window: string): string =>
  seconds(window) <= longestRaw
    ? `${sloSeries.errors(window)}${at} * ${seconds(window)}`
    : `sum_over_time(${sloSeries.errors('5m')}${at}[${window}]) * ${baseInterval}`;

/** How long a group that has gone is missed. */
const missedFor = '6h';

const missing = ({ slo, groupBy }: SloModel): string => {
  const total = `${sloSeries.total('5m')}{slo="${slo}"}`;
  return groupBy.length === 0
    ? `absent(${total})`
    : `absent(${total}) or (last_over_time(${total}[${missedFor}]) unless ${total})`;
};

/** The account is kept every two minutes: where a budget went over days, minutes beyond its `for` do not matter. */
const account = parseDuration('10m') ?? 0;

const budgetAlerts = (
  service: ServiceModel,
  slo: SloModel,
  promise: string,
  which: string,
  make: (alert: string, expr: string, severity: AlertSeverity, text: Text, more: More) => AlertingRule,
): readonly AlertingRule[] => {
  const consumed = `${sloSeries.consumed}{slo="${slo.slo}"}`;
  const { warnAt, freezeAt, resumeBelow, freeze } = slo.budget;
  const things = freeze.map(what => (what === 'deploy' ? 'deployments' : 'merges')).join(' and ');
  // As with the rows: where groups have budgets of their own, the spent one of a group silences no other.
  const at = (group: string) => ({ group: slo.groupBy.length === 0 ? 'budget' : group, for: '5m', account });
  return [
    make(
      'SLOErrorBudgetAtRisk',
      `${consumed} > ${formatDecimal(warnAt)}`,
      'warning',
      {
        summary: `${service.id} has spent {{ $value | humanizePercentage }} of the error budget of ${which}.`,
        description: `The promise is ${promise}.${things === '' ? '' : ` At ${percent(freezeAt)} % ${things} freeze.`}`,
        action: 'Put reliability work before features until the budget recovers.',
      },
      at('budget-at-risk'),
    ),
    make(
      'SLOErrorBudgetExhausted',
      `${consumed} >= ${formatDecimal(freezeAt)}`,
      'critical',
      {
        summary: `${service.id} has spent ${percent(freezeAt) === '100' ? 'the whole' : `${percent(freezeAt)} % of the`} error budget of ${which}${things === '' ? '' : `: ${things} are frozen`}.`,
        description: `{{ $value | humanizePercentage }} of the budget is gone; the promise of ${promise} is broken${compareDecimals(freezeAt, decimal(1)) < 0 ? ' at 100 %' : ''}.`,
        action:
          things === ''
            ? 'Put reliability work before everything else until the budget recovers.'
            : `Only changes that restore reliability may be deployed until less than ${percent(resumeBelow)} % is spent.`,
      },
      at('budget-spent'),
    ),
  ];
};
