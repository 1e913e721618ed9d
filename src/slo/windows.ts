import { compareDecimals, type Decimal, decimal, divide, multiply } from '../core/decimal.ts';
import { seconds } from '../core/duration.ts';

/** One row of a multi-window, multi-burn-rate alert. */
export interface BurnWindow {
  /** Stable name, value of the `slo_tier` label. */
  readonly tier: 'page-fast' | 'page-slow' | 'ticket' | 'ticket-slow';
  readonly alert: string;
  readonly severity: 'critical' | 'warning';
  readonly long: string;
  readonly short: string;
  /** Share of the period's budget that is gone when the row fires. */
  readonly budgetSpent: Decimal;
}

/**
 * The rows of the SRE workbook, chapter 5, table 5-8, with the slow ticket that Sloth adds: at 30 days the factors are
 * 14.4, 6, 3 and 1.
 */
export const burnWindows: readonly BurnWindow[] = [
  {
    tier: 'page-fast',
    alert: 'SLOBurnRateFast',
    severity: 'critical',
    long: '1h',
    short: '5m',
    budgetSpent: decimal(0.02),
  },
  {
    tier: 'page-slow',
    alert: 'SLOBurnRateSlow',
    severity: 'critical',
    long: '6h',
    short: '30m',
    budgetSpent: decimal(0.05),
  },
  {
    tier: 'ticket',
    alert: 'SLOBurnRateTicket',
    severity: 'warning',
    long: '1d',
    short: '2h',
    budgetSpent: decimal(0.1),
  },
  {
    tier: 'ticket-slow',
    alert: 'SLOBurnRateTicketSlow',
    severity: 'warning',
    long: '3d',
    short: '6h',
    budgetSpent: decimal(0.1),
  },
];

/** A row with the error ratio that it fires at. */
export interface BurnAlert extends BurnWindow {
  /** How many times faster than allowed the budget burns. */
  readonly factor: Decimal;
  readonly threshold: Decimal;
  /** The computed threshold was 1 or more: no error ratio could ever cross it. */
  readonly retargeted: boolean;
}

const one = decimal(1);
const reachable = decimal(0.9);

/**
 * The alerts of an objective. A threshold of 1 or more can never be crossed: it becomes 0.9, and a row of the same
 * severity that is both slower and less sensitive than another is left out.
 */
export const burnAlerts = (budget: Decimal, period: string): readonly BurnAlert[] => {
  const rows = burnWindows.map((row): BurnAlert => {
    const factor = divide(multiply(row.budgetSpent, decimal(seconds(period))), decimal(seconds(row.long)));
    const threshold = multiply(factor, budget);
    return compareDecimals(threshold, one) < 0
      ? { ...row, factor, threshold, retargeted: false }
      : { ...row, factor: divide(reachable, budget, 4), threshold: reachable, retargeted: true };
  });
  return rows.filter(
    row =>
      !rows.some(
        other =>
          other !== row &&
          other.severity === row.severity &&
          compareDecimals(row.threshold, other.threshold) >= 0 &&
          seconds(row.long) > seconds(other.long),
      ),
  );
};
