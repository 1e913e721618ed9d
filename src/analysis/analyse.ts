import type { Plan } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { planExpressions } from './expressions.ts';
import type { AlertFact, Facts } from './facts.ts';
import { metricIndex } from './metric-index.ts';
import { reachedReceivers } from './route.ts';

/** What is true of the whole: which series exist, which expressions use them, who hears of which alert. */
export const analyse = (model: Model, plan: Plan): Facts => ({
  expressions: planExpressions(plan, model.versions.prometheus),
  metrics: metricIndex(model, plan),
  alerts: plan.groups.flatMap(group =>
    group.rules.flatMap((rule): readonly AlertFact[] =>
      rule.kind === 'alert'
        ? [{ rule, group, receivers: reachedReceivers(plan.routing.root, { ...rule.labels, alertname: rule.alert }) }]
        : [],
    ),
  ),
});
