import type { Plan } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { alertFacts } from './alert-routing.ts';
import { capacity } from './capacity.ts';
import { documentNeed } from './documents-load.ts';
import { inferWith } from './environment.ts';
import { exposureInterval } from './exposure-interval.ts';
import { cachedParse, planExpressions } from './expressions.ts';
import type { Facts } from './facts.ts';
import { jobExposures } from './job-exposures.ts';
import { seriesIndex } from './series-index.ts';
import { timesToNotify } from './time-to-notify.ts';
import { usedSeries } from './used-series.ts';

/** What is true of the whole: which series exist, what every expression gives, who hears of which alert. */
export const analyse = (model: Model, plan: Plan): Facts => {
  const series = seriesIndex(model, plan);
  const parsed = cachedParse(model.versions.prometheus);
  const expressions = planExpressions(model, plan, parsed, inferWith(model, plan, series, parsed));
  const exposures = jobExposures(model, plan);
  const used = usedSeries(expressions, exposures, model.prometheus.cardinality);
  const intervalOf = exposureInterval(model, plan, series);
  const alerts = alertFacts(model, plan, expressions);
  return {
    expressions,
    exposures,
    used,
    capacity: capacity(model, plan, exposures, used, expressions),
    documents: documentNeed(model),
    series,
    exposureInterval: intervalOf,
    alerts,
    timesToNotify: timesToNotify(plan, alerts, expressions, intervalOf),
  };
};
