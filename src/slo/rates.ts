import { decimal, formatDecimal, subtract } from '../core/decimal.ts';
import { seconds } from '../core/duration.ts';
import { aggregate } from '../indicators/expressions.ts';
import type { Measure } from '../indicators/indicator.ts';
import { indicators } from '../indicators/registry.ts';
import { sloSeries } from '../ir/conventions.ts';
import type { ServiceModel, SloModel } from '../model/model.ts';

/** Any indicator as two rates per second; everything downstream is written once on top of them. */
export interface Rates {
  /** How bad it is at each evaluation, where time is what counts. It is recorded first. */
  readonly state: string | undefined;
  readonly errors: (window: string) => string;
  readonly total: (window: string) => string;
}

/** Undefined for a kind that nobody knows, which the shape of the catalogue refuses. */
export const ratesOf = (service: ServiceModel, slo: SloModel): Rates | undefined => {
  const measured = indicators.get(slo.sli.kind)?.measureOf(slo.sli, { service: service.id, groupBy: slo.groupBy });
  if (measured === undefined) return undefined;
  const measure = sliced(measured, slo.slices);
  if (measure.weight === 'events')
    return {
      state: undefined,
      total: measure.total,
      // What was just recorded, without the labels that the rule has put on it: it would not match otherwise.
      errors: window =>
        measure.errors(window, aggregate('sum', slo.groupBy, `${sloSeries.total(window)}{slo="${slo.slo}"}`)),
    };
  const state = `${sloSeries.state}{slo="${slo.slo}"}`;
  return {
    state: measure.bad,
    // One evaluation is one unit of time: the rates are evaluations per second.
    errors: window => `sum_over_time(${state}[${window}]) / ${seconds(window)}`,
    total: window => `count_over_time(${state}[${window}]) / ${seconds(window)}`,
  };
};

/**
 * With time slices: whether the slice that ends now was bad. A slice ends at every evaluation, so the share of bad
 * slices is the share of time. A slice without traffic is good. States are time already.
 */
const sliced = (measure: Measure, slices: SloModel['slices']): Measure => {
  if (slices === undefined || measure.weight === 'time') return measure;
  const total = `(${measure.total(slices.length)})`;
  const allowed = formatDecimal(subtract(decimal(1), slices.target));
  return {
    weight: 'time',
    bad: `(${measure.errors(slices.length, total)}) / (${total} > 0) > bool ${allowed} or 0 * ${total}`,
  };
};
