import type { Expr } from '../promql/syntax.ts';
import type { Labels } from './labels.ts';

/** A rule that writes what its expression is worth into series of its own. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: Expr;
  /** Labels that are set on every series, over those of the expression (default none). */
  readonly labels?: Labels;
}

/** A rule that raises one alert for each element of its expression. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: Expr;
  /** How long the expression has to hold before the alert fires, in milliseconds (default 0). */
  readonly for?: number;
  /** How long the alert goes on firing when the expression no longer holds, in milliseconds (default 0). */
  readonly keepFiringFor?: number;
  /** Labels of the alert; `{{ $labels.name }}` stands for a label of the element (default none). */
  readonly labels?: Labels;
}

export type Rule = RecordingRule | AlertingRule;

/** Rules that are evaluated one after the other, each seeing what those before it wrote. */
export interface RuleGroup {
  readonly name: string;
  /** Time between two evaluations, in milliseconds. */
  readonly interval: number;
  readonly rules: readonly Rule[];
  /** How far in the past the rules are evaluated, in milliseconds (default 0). */
  readonly queryOffset?: number;
}
