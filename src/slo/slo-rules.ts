import { parseDuration, seconds } from '../core/duration.ts';
import { sloSeries } from '../ir/conventions.ts';
import type { Labels, RecordingRule, Rule, RuleGroup } from '../ir/rule-group.ts';
import { switchedOn } from '../model/alert-tunings.ts';
import type { Model, ServiceModel, SloModel } from '../model/model.ts';
import { baseInterval, longestRaw, slowInterval } from '../model/slo-window.ts';
import { budgetRecords } from './budget-records.ts';
import { monthCopies, monthCoverage, monthRatio } from './calendar-month.ts';
import { ratesOf } from './rates.ts';
import { sloAlerts } from './slo-alerts.ts';

const byLength = (a: string, b: string): number => (parseDuration(a) ?? 0) - (parseDuration(b) ?? 0);
const isRaw = (window: string): boolean => seconds(window) <= longestRaw;

/**
 * The three rule groups of an objective: fast, slow, and the account of its budget. What looks back no more than six
 * hours is in the first one, so that the others can be answered by somebody else.
 */
export const sloRules = (model: Model, service: ServiceModel, slo: SloModel): readonly RuleGroup[] => {
  const rates = ratesOf(service, slo);
  if (rates === undefined) return [];
  const labels: Labels = { service: service.id, slo: slo.slo, team: service.owner };
  const at = `{slo="${slo.slo}"}`;
  const alerts = sloAlerts(model, service, slo);
  const record = (name: string, expr: string): RecordingRule => ({
    kind: 'record',
    record: name,
    expr,
    labels,
    path: slo.path,
  });
  // The 5-minute rates are what long windows are made of; dashboards show the burn over one and over six hours.
  const windows = [...new Set(['5m', '1h', '6h', ...slo.tiers.flatMap(({ long, short }) => [long, short])])].sort(
    byLength,
  );
  const longWindows = [
    ...new Set([...windows.filter(window => !isRaw(window)), ...(slo.window === 'month' ? [] : [slo.window])]),
  ].sort(byLength);
  const ruled = model.objectives.longWindows === 'ruler';
  const group = (suffix: string, interval: number, rules: readonly Rule[]): RuleGroup => ({
    name: `slo-${slo.slo}${suffix}`,
    file: `${service.id}-slo${suffix !== '' && ruled ? '-ruler' : ''}`,
    interval: interval % 60 === 0 ? `${interval / 60}m` : `${interval}s`,
    evaluator: suffix !== '' && ruled ? 'ruler' : 'prometheus',
    rules: switchedOn(slo.alerts, rules),
    path: slo.path,
  });
  return [
    group('', baseInterval, [
      ...(rates.state === undefined ? [] : [record(sloSeries.state, rates.state)]),
      ...windows
        .filter(isRaw)
        .flatMap(window => [
          record(sloSeries.total(window), rates.total(window)),
          record(sloSeries.errors(window), rates.errors(window)),
          record(sloSeries.ratio(window), `${sloSeries.errors(window)}${at} / (${sloSeries.total(window)}${at} > 0)`),
        ]),
      ...alerts.burn.filter(({ tier }) => isRaw(tier.long)).map(({ rule }) => rule),
      alerts.missing,
    ]),
    group('-slow', slowInterval, [
      ...longWindows.map(window =>
        record(
          sloSeries.ratio(window),
          `sum_over_time(${sloSeries.errors('5m')}${at}[${window}]) / (sum_over_time(${sloSeries.total('5m')}${at}[${window}]) > 0)`,
        ),
      ),
      ...(slo.window === 'month'
        ? [
            ...monthCopies(at).map(([name, expr]) => record(name, expr)),
            record(sloSeries.monthRatio, monthRatio(at)),
            record(sloSeries.coverage, monthCoverage(at)),
          ]
        : [
            record(
              sloSeries.coverage,
              `clamp_max(count_over_time(${sloSeries.total('5m')}${at}[${slo.window}]) * ${baseInterval} / ${seconds(slo.window)}, 1)`,
            ),
          ]),
      ...alerts.burn.filter(({ tier }) => !isRaw(tier.long)).map(({ rule }) => rule),
    ]),
    group('-budget', 60, [...budgetRecords(slo).map(([name, expr]) => record(name, expr)), ...alerts.budget]),
  ];
};
