import { type Decimal, formatDecimal } from '../core/decimal.ts';
import type { SliModel } from '../model/model.ts';

/** Rates of bad and of all events over a window, in PromQL, as sums without labels. */
export interface SliRates {
  readonly errors: (window: string) => string;
  readonly total: (window: string) => string;
}

/** Any kind of indicator as two rates; everything downstream is written once on top of them. */
export const sliRates = (sli: SliModel): SliRates => {
  switch (sli.kind) {
    case 'ratio':
      return {
        // Without a failure there is no series of failures: zero, not absence.
        errors: window => `sum(rate(${sli.bad}[${window}])) or 0 * sum(rate(${sli.total}[${window}]))`,
        total: window => `sum(rate(${sli.total}[${window}]))`,
      };
    case 'latency': {
      const where = sli.where === '' ? '' : `{${sli.where}}`;
      const bucket = `{${sli.where === '' ? '' : `${sli.where},`}${leMatcher(sli.within)}}`;
      return {
        errors: window =>
          `clamp_min(sum(rate(${sli.histogram}_count${where}[${window}])) - sum(rate(${sli.histogram}_bucket${bucket}[${window}])), 0)`,
        total: window => `sum(rate(${sli.histogram}_count${where}[${window}]))`,
      };
    }
  }
};

/** Prometheus 2 stores the bound 1 as `1`, Prometheus 3 as `1.0`. */
export const leMatcher = (bound: Decimal): string => {
  const text = formatDecimal(bound);
  return text.includes('.') ? `le="${text}"` : `le=~"${text}([.]0)?"`;
};
