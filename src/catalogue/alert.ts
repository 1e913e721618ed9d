import type { Duration } from '../core/duration.ts';
import type { AlertCategory, AlertScope, AlertSeverity } from '../ir/alert.ts';
import type { RuleTest } from '../ir/rule-test.ts';

export type { AlertCategory, AlertScope, AlertSeverity };

export interface AlertEntry {
  /** The alert's name, in PascalCase by custom. */
  readonly id: string;
  /** PromQL. */
  readonly expr: string;
  /** Default `0s`. */
  readonly for?: Duration;
  readonly keepFiringFor?: Duration;
  /**
   * The longest that it may take from a complete failure to a message. Default: 2 minutes beyond `for` and the window
   * of its rates for a critical alert, 15 for a warning.
   */
  readonly notifyWithin?: Duration;
  readonly severity: AlertSeverity;
  /** Default `errors`; `availability` for an alert that says `down`. */
  readonly category?: AlertCategory;
  /** Default `service`. */
  readonly scope?: AlertScope;
  /**
   * Whether it says that the service as a whole does not answer: while it fires, critical and of the category
   * `availability`, nobody is told that the service is slow, fails or is full. Default false.
   */
  readonly down?: boolean;
  /** Alerts of one group inhibit each other by severity. Default: the alert's name in kebab case. */
  readonly group?: string;
  /** One line: what is wrong. Go template. */
  readonly summary: string;
  /** What it means for users, with the value. Go template. Default: the summary. */
  readonly description?: string;
  /** What to do first. */
  readonly action: string;
  /** Id of a runbook of the service or of the stack. */
  readonly runbook: string;
  /** Uid of the dashboard to look at first. Default: the service's generated one. */
  readonly dashboard?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Tests beside those that are derived from the expression; needed where none can be. */
  readonly tests?: readonly RuleTest[];
}

export interface RecordEntry {
  readonly id: string;
  /** Series name, `level:metric:operations` by custom. */
  readonly record: string;
  /** PromQL. */
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Tests beside those that are derived from the expression; needed where none can be. */
  readonly tests?: readonly RuleTest[];
}

/** A page for the person who was woken. */
export interface RunbookEntry {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly string[];
  readonly links?: readonly { readonly title: string; readonly url: string }[];
}
