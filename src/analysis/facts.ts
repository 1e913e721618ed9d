import type { AlertingRule, RuleGroup } from '../ir/rule-group.ts';
import type { PlannedExpression } from './expressions.ts';
import type { MetricIndex } from './metric-index.ts';

/** An alert, and who hears of it. */
export interface AlertFact {
  readonly rule: AlertingRule;
  readonly group: RuleGroup;
  /** Receivers that the labels of the rule lead to. */
  readonly receivers: readonly string[];
}

/** What is true of the whole plan. */
export interface Facts {
  readonly expressions: readonly PlannedExpression[];
  readonly metrics: MetricIndex;
  readonly alerts: readonly AlertFact[];
}
