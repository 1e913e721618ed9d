import type { AlertingRule, RuleGroup } from '../ir/rule-group.ts';
import type { ExposureInterval } from './exposure-interval.ts';
import type { PlannedExpression } from './expressions.ts';
import type { SeriesIndex } from './series-index.ts';

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
  readonly series: SeriesIndex;
  /** How often a series is scraped. */
  readonly exposureInterval: ExposureInterval;
  readonly alerts: readonly AlertFact[];
}
