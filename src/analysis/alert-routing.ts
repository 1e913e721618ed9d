import type { Plan } from '../ir/plan.ts';
import type { Route } from '../ir/routing.ts';
import type { AlertingRule, RuleGroup } from '../ir/rule-group.ts';
import type { Model } from '../model/model.ts';
import type { Inference } from '../promql/inference.ts';
import { type AlertLabels, alertLabels } from './alert-labels.ts';
import type { PlannedExpression } from './expressions.ts';
import { alertRoutes, compileRoutes, type RouteCase } from './route-reach.ts';

/** An alert, the label sets that it can carry, and who hears of them. */
export interface AlertFact {
  readonly rule: AlertingRule;
  readonly group: RuleGroup;
  /** What is known about its expression; undefined when it could not be read. */
  readonly inference: Inference | undefined;
  readonly labels: AlertLabels;
  /** Its label sets by families, each with the routes that can take them. */
  readonly cases: readonly RouteCase[];
  /** The routes of all cases, each once, in the order of the tree. */
  readonly routes: readonly Route[];
  /** The receivers of these routes, each once. */
  readonly receivers: readonly string[];
}

/** Every alert with its ways through the route tree. */
export const alertFacts = (
  model: Model,
  plan: Plan,
  expressions: readonly PlannedExpression[],
): readonly AlertFact[] => {
  const inferred = new Map(expressions.map(({ rule, inference }) => [rule, inference]));
  const root = compileRoutes(plan.routing.root);
  return plan.groups.flatMap(group =>
    group.rules.flatMap((rule): readonly AlertFact[] => {
      if (rule.kind !== 'alert') return [];
      const inference = inferred.get(rule);
      const labels = alertLabels(model, rule, inference);
      const cases = alertRoutes(root, labels);
      const routes = [...new Set(cases.flatMap(found => found.routes))];
      const receivers = [...new Set(routes.map(({ receiver }) => receiver))];
      return [{ rule, group, inference, labels, cases, routes, receivers }];
    }),
  );
};
