import type { RuleTest } from '../ir/rule-test.ts';

/** Recorded as it is written: no label is added. */
export interface ImportedRecordEntry {
  readonly kind: 'record';
  /** Series name. */
  readonly record: string;
  /** PromQL. */
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Tests beside those that are derived from the expression. */
  readonly tests?: readonly RuleTest[];
}

/** Alerted on as it is written: no label and no annotation is added. */
export interface ImportedAlertEntry {
  readonly kind: 'alert';
  readonly alert: string;
  /** PromQL. */
  readonly expr: string;
  /** A Prometheus duration such as `5m` or `1h30m`. Default `0s`. */
  readonly for?: string;
  /** A Prometheus duration. Default `0s`. */
  readonly keepFiringFor?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Go templates by name. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Tests beside those that are derived from the expression. */
  readonly tests?: readonly RuleTest[];
}

export type ImportedRuleEntry = ImportedRecordEntry | ImportedAlertEntry;

/** A group of rules from an existing rule file. Its expressions are checked like all others. */
export interface RuleGroupEntry {
  readonly id: string;
  /** Name of the group, unique in its file. Default: the id. */
  readonly name?: string;
  /** The group is rendered into `rules/imported-<file>.yml`. Default `rules`. */
  readonly file?: string;
  /** How often it is evaluated. Default: the stack's evaluation interval. */
  readonly interval?: string;
  /** Most alerts, or series, that one rule of the group may give. Default: no limit. */
  readonly limit?: number;
  /** How far behind the present the group is evaluated. Default: as Prometheus is configured, `0s`. */
  readonly queryOffset?: string;
  /**
   * Who evaluates it when the targets are shared between scrapers: each of them for its own targets (`prometheus`), or
   * the server that sees all (`ruler`). Default `ruler`.
   */
  readonly evaluator?: 'prometheus' | 'ruler';
  readonly rules: readonly ImportedRuleEntry[];
}
