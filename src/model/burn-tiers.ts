import type { AlertSeverity } from '../catalogue/alert.ts';
import { type BurnTierEntry, type BurnTierName, burnTiers } from '../catalogue/slo.ts';
import {
  compareDecimals,
  type Decimal,
  decimal,
  divide,
  formatDecimal,
  multiply,
  parseDecimal,
} from '../core/decimal.ts';
import { formatDuration, parseDuration, seconds } from '../core/duration.ts';

/** One row of a multi-window, multi-burn-rate alert, with the error ratio that it fires at. */
export interface BurnTier {
  /** Stable name, value of the `slo_tier` label. */
  readonly tier: BurnTierName;
  readonly severity: AlertSeverity;
  readonly long: string;
  readonly short: string;
  /** How many times faster than allowed the budget burns. */
  readonly factor: Decimal;
  /** Error ratio that both windows must exceed: factor times budget. */
  readonly threshold: Decimal;
}

/** What became of a row that was not taken as it is in the table, in the author's terms. */
export interface TierNote {
  readonly tier: BurnTierName;
  readonly text: string;
}

interface Row extends Omit<BurnTier, 'factor' | 'threshold'> {
  readonly spent: Decimal;
}

/**
 * The rows of the SRE workbook, chapter 5, table 5-8, with the slow ticket that Sloth adds: at 30 days the factors are
 * 14.4, 6, 3 and 1.
 */
const workbook: Readonly<Record<BurnTierName, Omit<Row, 'tier'>>> = {
  'page-fast': { severity: 'critical', long: '1h', short: '5m', spent: decimal(0.02) },
  'page-slow': { severity: 'critical', long: '6h', short: '30m', spent: decimal(0.05) },
  ticket: { severity: 'warning', long: '1d', short: '2h', spent: decimal(0.1) },
  'ticket-slow': { severity: 'warning', long: '3d', short: '6h', spent: decimal(0.1) },
};

const one = decimal(1);
/** Where a threshold of 1 or more, which no error ratio can cross, is put instead. */
const reachable = decimal(0.9);

/**
 * Burn rate below which the author is told of a row (ours): at less than 1 a promise is kept, and 0.9333, the last row
 * over 28 days, is close enough to it.
 */
const harmless = decimal(0.9);

/** `0.9333`: a factor as people read it. */
export const factorText = (factor: Decimal): string => formatDecimal(divide(factor, one, 4));

const leftOut = 'and is left out';

const canonical = (duration: string): string => formatDuration(parseDuration(duration) ?? 0);

/**
 * The rows for a budget (share of events that may be bad) and a period in seconds. Factor = share of the budget times
 * period / long window; threshold = factor times budget.
 */
export const resolveTiers = (
  entries: readonly BurnTierEntry[] | undefined,
  budget: Decimal,
  period: number,
  retarget: boolean,
): { readonly tiers: readonly BurnTier[]; readonly notes: readonly TierNote[] } => {
  const notes: TierNote[] = [];
  const wanted: readonly BurnTierEntry[] = entries ?? burnTiers.map(tier => ({ tier }));
  const rows = burnTiers.flatMap(name => wanted.filter(({ tier }) => tier === name));
  const scaled = rows.flatMap(({ tier, severity, long, short, spent }): readonly BurnTier[] => {
    const row = workbook[tier];
    const at = {
      tier,
      severity: severity ?? row.severity,
      long: canonical(long ?? row.long),
      short: canonical(short ?? row.short),
    };
    if (entries === undefined && seconds(at.long) > period) {
      notes.push({ tier, text: `looks back ${at.long}, longer than the promise itself, ${leftOut}` });
      return [];
    }
    const share = parseDecimal(spent ?? '') ?? row.spent;
    const factor = divide(multiply(share, decimal(period)), decimal(Math.max(1, seconds(at.long))));
    if (spent === undefined && compareDecimals(factor, harmless) < 0)
      notes.push({
        tier,
        text: `fires at a burn rate of ${factorText(factor)} already, at which the promise is kept`,
      });
    const threshold = multiply(factor, budget);
    if (compareDecimals(threshold, one) < 0 || !retarget) return [{ ...at, factor, threshold }];
    notes.push({
      tier,
      text: `would need an error ratio of ${formatDecimal(threshold)}, which there is not, and fires at ${formatDecimal(reachable)} instead`,
    });
    return [{ ...at, factor: divide(reachable, budget, 4), threshold: reachable }];
  });
  const tiers = scaled.filter(row => {
    const better = scaled.find(other => dominates(other, row));
    if (better !== undefined)
      notes.push({
        tier: row.tier,
        text: `could only fire after ${better.tier}, with the same severity, ${leftOut}`,
      });
    return better === undefined;
  });
  const kept = new Set(tiers.map(({ tier }) => tier));
  // Of a row that is left out, only that matters.
  return { tiers, notes: notes.filter(({ tier, text }) => kept.has(tier) || text.endsWith(leftOut)) };
};

/** Whether a row is no less sensitive than another of its severity, and faster. */
const dominates = (fast: BurnTier, slow: BurnTier): boolean =>
  fast !== slow &&
  fast.severity === slow.severity &&
  compareDecimals(slow.threshold, fast.threshold) >= 0 &&
  seconds(slow.long) > seconds(fast.long);
