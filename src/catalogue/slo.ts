import type { Duration } from '../core/duration.ts';

/** Rolling windows over which a promise is kept. */
export type SloWindow = '7d' | '28d' | '30d' | '90d';

/** How good and bad are told apart. Selectors are PromQL instant selectors of counters. */
export type SliEntry =
  | { readonly kind: 'ratio'; readonly bad: string; readonly total: string }
  | {
      readonly kind: 'latency';
      /** Name of a declared histogram, without suffix. */
      readonly histogram: string;
      /** Label matchers in PromQL, without braces: `handler="/api"`. */
      readonly where?: string;
      readonly within: Duration;
    };

export interface SloEntry {
  readonly id: string;
  /** Exact decimal: `99.9%` or `0.999`. */
  readonly objective: string;
  /** Default `30d`. */
  readonly window?: SloWindow;
  readonly sli: SliEntry;
  /** Bad events in the long window below which nobody is paged. Default 3. */
  readonly minBadEvents?: number;
  /** Id of a runbook of the service or of the stack. */
  readonly runbook: string;
}
