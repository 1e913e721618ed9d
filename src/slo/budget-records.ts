import { decimal, formatDecimal, subtract } from '../core/decimal.ts';
import { seconds } from '../core/duration.ts';
import { sloSeries } from '../ir/conventions.ts';
import type { SloModel } from '../model/model.ts';
import { monthSeconds } from './calendar-month.ts';

/** Error ratio over the whole window, by name. */
export const periodRatio = (slo: SloModel): string =>
  slo.window === 'month' ? sloSeries.monthRatio : sloSeries.ratio(slo.window);

/** How long a freeze is remembered while Prometheus does not evaluate: a restart does not lift it. */
const memory = '1h';

/** The account of an error budget: records and their expressions, in the order of their evaluation. */
export const budgetRecords = (slo: SloModel): readonly (readonly [string, string])[] => {
  const at = `{slo="${slo.slo}"}`;
  const series = sloSeries;
  const objective = formatDecimal(slo.objective);
  const budget = formatDecimal(subtract(decimal(1), slo.objective));
  const consumed = `${series.consumed}${at}`;
  const coverage = `${series.coverage}${at}`;
  // A constant for every group that was seen in the window; without groups there is one, seen or not.
  const constant = (value: string, scalar = value): string =>
    slo.groupBy.length === 0 ? `vector(${scalar})` : `0 * ${coverage} + ${scalar}`;
  const period = slo.window === 'month' ? `scalar(${monthSeconds})` : String(seconds(slo.window));
  const burn = (window: string): string =>
    `${series.ratio(window)}${at} / ${budget} or 0 * ${series.total(window)}${at}`;
  return [
    [series.objective, constant(objective)],
    [series.budget, constant(budget)],
    [series.period, constant(period)],
    [series.warning, constant(formatDecimal(slo.budget.warnAt))],
    ...['1h', '6h'].map(window => [series.burnRate(window), burn(window)] as const),
    // A young objective has spent only what it has seen: one bad hour on the first day is not the whole budget. Without
    // traffic nothing is spent.
    [series.consumed, `${periodRatio(slo)}${at} * ${coverage} / ${budget} or 0 * ${coverage}`],
    [series.remaining, `1 - ${consumed}`],
    [
      series.exhaustion,
      `clamp_min(${series.remaining}${at}, 0) * ${series.period}${at} / (${series.burnRate('6h')}${at} > 0)`,
    ],
    [series.frozen, frozen(slo, series.frozen, slo.budget.freeze.includes('deploy'))],
    ...(slo.budget.freeze.includes('merge')
      ? [[series.mergeFrozen, frozen(slo, series.mergeFrozen, true)] as const]
      : []),
  ];
};

/**
 * Frozen from `freezeAt` on, released at `resumeBelow`: a budget that hovers around its end does not open and close the
 * gate. Where groups have budgets of their own, one of which nothing is known has no series.
 */
const frozen = (slo: SloModel, name: string, freezes: boolean): string => {
  const { freezeAt, resumeBelow, onMissingData } = slo.budget;
  const consumed = `${sloSeries.consumed}{slo="${slo.slo}"}`;
  const before = `last_over_time(${name}{slo="${slo.slo}"}[${memory}])`;
  const known = freezes
    ? `clamp_max((${consumed} >= bool ${formatDecimal(freezeAt)}) + (${consumed} > bool ${formatDecimal(resumeBelow)}) * (${before} or 0 * ${consumed}), 1)`
    : `0 * ${consumed}`;
  if (slo.groupBy.length > 0) return known;
  return `${known} or ${freezes && onMissingData === 'closed' ? '' : '0 * '}absent(${consumed})`;
};
