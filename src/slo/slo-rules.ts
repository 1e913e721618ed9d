import { decimal, formatDecimal, subtract } from '../core/decimal.ts';
import { seconds } from '../core/duration.ts';
import { sloSeries } from '../ir/conventions.ts';
import type { Labels, RecordingRule, Rule, RuleGroup } from '../ir/rule-group.ts';
import type { Model, ServiceModel, SloModel } from '../model/model.ts';
import { sliRates } from './sli.ts';
import { sloAlerts } from './slo-alerts.ts';
import { burnAlerts, burnWindows } from './windows.ts';

/** Windows whose rates come from raw counters; the longer ones are summed up from the 5-minute rates. */
const baseWindows = ['5m', '30m', '1h', '2h', '6h'] as const;

/** Evaluation interval of the base rules in seconds, for the share of the period that was recorded. */
const baseInterval = 30;

/** The three rule groups of an objective: fast, slow, and the account of its budget. */
export const sloRules = (model: Model, service: ServiceModel, slo: SloModel): readonly RuleGroup[] => {
  const labels: Labels = { service: service.id, slo: slo.slo, team: service.owner };
  const at = `{slo="${slo.slo}"}`;
  const budget = subtract(decimal(1), slo.objective);
  const rates = sliRates(slo.sli);
  const alerts = sloAlerts(model, service, slo, burnAlerts(budget, slo.window));
  const record = (name: string, expr: string): RecordingRule => ({
    kind: 'record',
    record: name,
    expr,
    labels,
    path: slo.path,
  });
  const ratio = (window: string): RecordingRule =>
    record(sloSeries.ratio(window), `${sloSeries.errors(window)}${at} / (${sloSeries.total(window)}${at} > 0)`);
  const longRatio = (window: string): RecordingRule =>
    record(
      sloSeries.ratio(window),
      `sum_over_time(${sloSeries.errors('5m')}${at}[${window}]) / (sum_over_time(${sloSeries.total('5m')}${at}[${window}]) > 0)`,
    );
  const longWindows = [
    ...new Set([...burnWindows.map(row => row.long).filter(long => seconds(long) > seconds('6h')), slo.window]),
  ];
  const group = (suffix: string, interval: string, rules: readonly Rule[]): RuleGroup => ({
    name: `slo-${slo.slo}${suffix}`,
    file: `${service.id}-slo`,
    interval,
    evaluator: 'prometheus',
    rules,
    path: slo.path,
  });
  return [
    group('', `${baseInterval}s`, [
      ...baseWindows.flatMap(window => [
        record(sloSeries.errors(window), rates.errors(window)),
        record(sloSeries.total(window), rates.total(window)),
        ratio(window),
      ]),
      ...alerts.page,
      alerts.missing,
    ]),
    group('-slow', '2m', [...longWindows.map(longRatio), ...alerts.ticket]),
    group('-budget', '1m', [
      ...budgetRecords(slo, record, formatDecimal(slo.objective), formatDecimal(budget)),
      ...alerts.budget,
    ]),
  ];
};

const budgetRecords = (
  slo: SloModel,
  record: (name: string, expr: string) => RecordingRule,
  objective: string,
  budget: string,
): readonly RecordingRule[] => {
  const at = `{slo="${slo.slo}"}`;
  const { window } = slo;
  const period = seconds(window);
  const series = sloSeries;
  return [
    record(series.objective, `vector(${objective})`),
    record(series.budget, `vector(${budget})`),
    record(series.period, `vector(${period})`),
    ...['1h', '6h'].map(w => record(series.burnRate(w), `${series.ratio(w)}${at} / ${series.budget}${at}`)),
    // A young objective has spent only what it has seen: one bad hour on the first day is not the whole budget.
    record(
      series.coverage,
      `clamp_max(count_over_time(${series.total('5m')}${at}[${window}]) * ${baseInterval} / ${period}, 1)`,
    ),
    record(series.consumed, `${series.ratio(window)}${at} * ${series.coverage}${at} / ${series.budget}${at}`),
    record(series.remaining, `1 - ${series.consumed}${at}`),
    record(
      series.exhaustion,
      `clamp_min(${series.remaining}${at}, 0) * ${series.period}${at} / (${series.burnRate('6h')}${at} > 0)`,
    ),
    // Frozen at 1, released below 0.9: a budget that hovers around its end does not open and close the gate.
    record(
      series.frozen,
      `clamp_max((${series.consumed}${at} >= bool 1) + (${series.consumed}${at} > bool 0.9) * (${series.frozen}${at} or 0 * ${series.budget}${at}), 1)`,
    ),
  ];
};
