import { burnAlertNames } from '../catalogue/generated-alerts.ts';
import { childPath } from '../catalogue/paths.ts';
import type { BudgetPolicyEntry, PerformanceEntry, SloEntry } from '../catalogue/slo.ts';
import { sloLabel } from '../catalogue/slo-label.ts';
import { compareDecimals, type Decimal, decimal, divide, multiply, parseDecimal, subtract } from '../core/decimal.ts';
import { formatDuration, parseDuration } from '../core/duration.ts';
import {
  type AlertTunings,
  objectiveAlerts,
  performanceAlerts,
  tunedSettings,
  tunedThreshold,
  tuningsOf,
} from './alert-tunings.ts';
import { type BurnTier, resolveTiers } from './burn-tiers.ts';
import type { BudgetPolicy, PerformanceModel, SloModel } from './model.ts';
import { canonicalWindow, nominalSeconds } from './slo-window.ts';

/** An objective with its defaults and its burn-rate rows. */
export const resolveSlo = (
  slo: SloEntry,
  service: string,
  parent: string,
  runbooks: ReadonlyMap<string, string>,
): SloModel => {
  const objective = parseDecimal(slo.objective) ?? decimal(0);
  const window = canonicalWindow(slo.window ?? '30d');
  const allowed = subtract(decimal(1), objective);
  const alerts = tuningsOf(slo, objectiveAlerts(slo), runbooks);
  const { tiers, notes } = resolveTiers(slo.tiers, allowed, nominalSeconds(window), slo.retarget ?? true);
  return {
    id: slo.id,
    path: childPath(parent, slo.id),
    slo: sloLabel(service, slo.id),
    objective,
    window,
    sli: slo.sli,
    groupBy: [...new Set(slo.groupBy ?? [])].sort(),
    slices:
      slo.slices === undefined
        ? undefined
        : {
            length: formatDuration(parseDuration(slo.slices.length) ?? 0),
            target: parseDecimal(slo.slices.target) ?? decimal(1),
          },
    tiers: tiers.map(row => tunedRow(row, alerts, allowed)),
    tierNotes: notes,
    minBadEvents: slo.minBadEvents ?? 3,
    traffic: slo.traffic,
    budget: resolveBudget(slo.budget ?? {}, alerts),
    alerts,
    runbook: runbooks.get(slo.runbook) ?? slo.runbook,
  };
};

/** A row with the bound and the severity that its alert is to have. */
const tunedRow = (row: BurnTier, alerts: AlertTunings, allowed: Decimal): BurnTier => {
  const name = burnAlertNames[row.tier];
  const { severity } = tunedSettings(alerts, name, { ...row, for: undefined, runbook: '' });
  const bound = tunedThreshold(alerts, name);
  if (bound === undefined) return { ...row, severity };
  const threshold = decimal(bound);
  return { ...row, severity, threshold, factor: divide(threshold, allowed, 4) };
};

const resolveBudget = (entry: BudgetPolicyEntry, alerts: AlertTunings): BudgetPolicy => {
  const freezeAt = decimal(tunedThreshold(alerts, 'SLOErrorBudgetExhausted') ?? entry.freezeAt ?? 1);
  // Who freezes earlier is told and lets go earlier. A freeze beyond the whole budget moves neither: a budget that is
  // still overspent does not resume.
  const sooner = compareDecimals(freezeAt, decimal(1)) < 0 ? freezeAt : decimal(1);
  const warnAt = tunedThreshold(alerts, 'SLOErrorBudgetAtRisk') ?? entry.warnAt;
  return {
    warnAt: warnAt === undefined ? multiply(sooner, decimal(0.8)) : decimal(warnAt),
    freezeAt,
    resumeBelow: entry.resumeBelow === undefined ? multiply(sooner, decimal(0.9)) : decimal(entry.resumeBelow),
    freeze: entry.freeze ?? ['deploy'],
    onMissingData: entry.onMissingData ?? 'open',
  };
};

/** A performance budget with its defaults. */
export const resolvePerformance = (
  entry: PerformanceEntry,
  service: string,
  parent: string,
  runbooks: ReadonlyMap<string, string>,
): PerformanceModel => ({
  id: entry.id,
  path: childPath(parent, entry.id),
  performance: sloLabel(service, entry.id),
  histogram: entry.histogram,
  where: entry.where,
  limits: [
    { quantile: 'p95' as const, share: decimal(0.95), text: entry.p95 },
    { quantile: 'p99' as const, share: decimal(0.99), text: entry.p99 },
  ].flatMap(({ quantile, share, text }) =>
    text === undefined ? [] : [{ quantile, share, within: divide(decimal(parseDuration(text) ?? 0), decimal(1_000)) }],
  ),
  for: formatDuration(parseDuration(entry.for ?? '5m') ?? 0),
  severity: entry.severity ?? 'warning',
  alerts: tuningsOf(entry, performanceAlerts(entry), runbooks),
  runbook: runbooks.get(entry.runbook) ?? entry.runbook,
});
