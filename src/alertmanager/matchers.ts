import type { RouteMatcher } from '../ir/routing.ts';
import type { Model } from '../model/model.ts';

export const equals = (label: string, value: string): RouteMatcher => ({ label, op: '=', value });

/** One of some names: letters, digits, dashes and underscores stand for themselves in a pattern. */
export const oneOf = (label: string, ...values: readonly string[]): RouteMatcher => {
  const [only = ''] = values;
  return values.length === 1 ? equals(label, only) : { label, op: '=~', value: values.join('|') };
};

/** Alerts on spent budgets: they last for weeks, and wake nobody. */
export const budgetAlerts = ['SLOErrorBudgetAtRisk', 'SLOErrorBudgetExhausted'] as const;

/** Labels by which error budgets are told apart: no group of one objective speaks for another. */
export const budgetLabels = (model: Model): readonly [string, ...string[]] => [
  'slo',
  ...[...new Set(model.services.flatMap(({ slos }) => slos.flatMap(({ groupBy }) => groupBy)))].sort(),
];
