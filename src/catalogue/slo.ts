import type { Duration } from '../core/duration.ts';
import type { SliEntry as IndicatorEntry } from '../indicators/registry.ts';
import type { AlertSeverity } from './alert.ts';
import type { GeneratedAlertChoices, PerformanceAlertName, SloAlertName } from './generated-alerts.ts';

/** How good and bad are told apart, by kind of indicator. */
export type SliEntry = IndicatorEntry;

/** Over how long a promise is kept: a rolling window of 1 to 90 days, or the calendar month in UTC. */
export type SloWindow = Duration | 'month';

/** Rows of a multi-window, multi-burn-rate alert, from the fastest to the slowest. */
export const burnTiers = ['page-fast', 'page-slow', 'ticket', 'ticket-slow'] as const;

export type BurnTierName = (typeof burnTiers)[number];

/** One row of the burn-rate alerts. What is left out is taken from the row of that name in the SRE workbook. */
export interface BurnTierEntry {
  /** Stable name, value of the `slo_tier` label. */
  readonly tier: BurnTierName;
  readonly severity?: AlertSeverity;
  /** Defaults 1h, 6h, 1d and 3d. */
  readonly long?: Duration;
  /** Defaults 5m, 30m, 2h and 6h. The alert resolves this long after the errors end. */
  readonly short?: Duration;
  /** Share of the error budget that is gone when the row fires: `2%`. Defaults 2 %, 5 %, 10 % and 10 %. */
  readonly spent?: string;
}

/** What happens as the error budget is spent. Shares of the budget, 1 is all of it. */
export interface BudgetPolicyEntry {
  /** `SLOErrorBudgetAtRisk` fires above. Default: four fifths of `freezeAt`, at most 0.8. */
  readonly warnAt?: number;
  /** From here on is frozen. Default 1. */
  readonly freezeAt?: number;
  /** What is frozen stays so above this share. Default: nine tenths of `freezeAt`, at most 0.9. */
  readonly resumeBelow?: number;
  /** What is frozen. Default `['deploy']`; an empty list freezes nothing. */
  readonly freeze?: readonly ('deploy' | 'merge')[];
  /** Whether deployments are open or closed while nothing is known of the budget. Default `open`. */
  readonly onMissingData?: 'open' | 'closed';
}

/** Time slices: the promise is about the time in which enough events were good, not about the events. */
export interface TimeSliceEntry {
  /** Length of a slice: `5m`. */
  readonly length: Duration;
  /** Share of good events from which on a slice is good: `99%`. */
  readonly target: string;
}

export interface SloEntry {
  readonly id: string;
  /** Exact decimal: `99.9%` or `0.999`. */
  readonly objective: string;
  /** Default `30d`. */
  readonly window?: SloWindow;
  readonly sli: SliEntry;
  /** Labels of which each combination of values has a budget of its own. */
  readonly groupBy?: readonly string[];
  /** Default: every event counts the same, whenever it happened. */
  readonly slices?: TimeSliceEntry;
  /** Rows of the burn-rate alerts. Default: all four that make sense for the window. */
  readonly tiers?: readonly BurnTierEntry[];
  /** Whether a threshold that no error ratio can cross is lowered to 90 %. Default true. */
  readonly retarget?: boolean;
  /** Bad events in the long window below which nobody is woken. Default 3. */
  readonly minBadEvents?: number;
  /** Expected events per second, if known: a promise that is too strict for so few is reported. */
  readonly traffic?: number;
  readonly budget?: BudgetPolicyEntry;
  /**
   * Thresholds, severities and switches of the alerts that come with it, by name. A threshold of a burn rate is the
   * share of bad events; that of a budget is the share of it that is spent.
   */
  readonly alerts?: GeneratedAlertChoices<SloAlertName>;
  /** Id of a runbook of the service or of the stack. */
  readonly runbook: string;
}

/** Limits of the slowest twentieth and hundredth of all requests. */
export interface PerformanceEntry {
  readonly id: string;
  /** Name of a declared classic histogram of seconds, without suffix. */
  readonly histogram: string;
  /** Label matchers in PromQL, without braces: `handler="/api"`. */
  readonly where?: string;
  /** 95 % of all requests are as fast. A bucket bound of the histogram. */
  readonly p95?: Duration;
  /** 99 % of all requests are as fast. A bucket bound of the histogram. */
  readonly p99?: Duration;
  /** How long a limit must be exceeded. Default 5m. */
  readonly for?: Duration;
  /** Default `warning`. */
  readonly severity?: AlertSeverity;
  /** Settings and switches of its alerts, by name. A threshold is the share of requests that may be too slow. */
  readonly alerts?: GeneratedAlertChoices<PerformanceAlertName>;
  /** Id of a runbook of the service or of the stack. */
  readonly runbook: string;
}
