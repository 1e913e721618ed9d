import type { Facts } from '../analysis/facts.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import { joinParts } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import * as list from './index.ts';
import { refine } from './refine.ts';

/** Makes further plan items from what is true of the whole. */
export type Derivation = (model: Model, plan: Plan, facts: Facts) => PlanPart;

/** The plan with everything that follows from it. */
export const derive = (model: Model, plan: Plan, facts: Facts): Plan => {
  const refined = refine(plan, facts);
  return {
    ...joinParts([refined, ...Object.values<Derivation>(list).map(derivation => derivation(model, refined, facts))]),
    routing: plan.routing,
  };
};
