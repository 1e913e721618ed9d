/**
 * What is true right now, as `sightline gate --json` and `sightline status --json` print it: the shapes that a pipeline
 * or a page of an application reads. `dist/ci/status.schema.json` is the same as a JSON schema.
 *
 * Ratios are between 0 and 1; a value that nobody knows is null, never a guess.
 *
 * @module
 */

/** Account of one error budget. */
export interface BudgetStatus {
  /** Value of the `slo` label. */
  readonly slo: string;
  /** Further labels of the objective: the groups of one that is kept per group. */
  readonly labels: Readonly<Record<string, string>>;
  /** `at_risk` above `warnAt` of the objective's policy, which is recorded; `exhausted` from 100 % on. */
  readonly status: 'ok' | 'at_risk' | 'exhausted' | 'unknown';
  /** Promised share of good events. */
  readonly objective: number | null;
  /** Time over which the promise is kept: a duration such as `30d`, or `month`. */
  readonly window: string | null;
  /** Share of bad events over the window. */
  readonly error_rate: number | null;
  /** Share of bad events that the promise allows. */
  readonly threshold: number | null;
  /** Share of the budget that is spent; more than 1 once the promise is broken. */
  readonly budget_consumption: number | null;
  readonly budget_remaining: number | null;
  /** Until the budget is spent at the speed of the last six hours; null while nothing is spent. */
  readonly seconds_to_exhaustion: number | null;
  readonly deployment_frozen: boolean | null;
  /** Null also where the policy of the budget never freezes merges. */
  readonly merge_frozen: boolean | null;
}

/** How fast the answers of a service are, in seconds. */
export interface PerformanceStatus {
  /** Name of the performance budget, or of the objective that promises a limit. */
  readonly id: string;
  readonly histogram: string;
  readonly status: 'ok' | 'exceeded' | 'unknown';
  readonly p95: number | null;
  readonly p99: number | null;
  /** Promised limits; null where nothing is promised for that share. */
  readonly target_p95: number | null;
  readonly target_p99: number | null;
}

/** What a probe last saw. */
export interface ProbeStatus {
  readonly probe: string;
  readonly instance: string;
  readonly status: 'up' | 'down';
  readonly response_time_ms: number | null;
  /** For a person: what came back. */
  readonly message: string;
}

export interface ServiceStatus {
  readonly service: string;
  readonly team: string;
  readonly budgets: readonly BudgetStatus[];
  /** Only `sightline status` asks for it. */
  readonly performance?: readonly PerformanceStatus[];
  /** Only `sightline status` asks for it. */
  readonly probes?: readonly ProbeStatus[];
}
