import type { Plan } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { inferWith } from './environment.ts';
import { exposureInterval } from './exposure-interval.ts';
import { cachedParse, planExpressions } from './expressions.ts';
import type { AlertFact, Facts } from './facts.ts';
import { reachedReceivers } from './route.ts';
import { seriesIndex } from './series-index.ts';

/** What is true of the whole: which series exist, what every expression gives, who hears of which alert. */
export const analyse = (model: Model, plan: Plan): Facts => {
  const series = seriesIndex(model, plan);
  const parsed = cachedParse(model.versions.prometheus);
  return {
    expressions: planExpressions(plan, parsed, inferWith(model, plan, series, parsed)),
    series,
    exposureInterval: exposureInterval(model, plan, series),
    alerts: plan.groups.flatMap(group =>
      group.rules.flatMap((rule): readonly AlertFact[] =>
        rule.kind === 'alert'
          ? [
              {
                rule,
                group,
                receivers: reachedReceivers(plan.routing.root, { ...rule.labels, alertname: rule.alert }),
              },
            ]
          : [],
      ),
    ),
  };
};
