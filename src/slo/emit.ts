import type { PlanPart } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { canonical } from './canonical.ts';
import { performanceRules } from './performance-rules.ts';
import { sloRules } from './slo-rules.ts';

/** The rule groups of every objective and of every performance budget. */
export const emitSlo = (model: Model): PlanPart => ({
  groups: model.services
    .flatMap(service => [
      ...service.slos.flatMap(slo => sloRules(model, service, slo)),
      ...service.performance.map(budget => performanceRules(model, service, budget)),
    ])
    .map(group => ({ ...group, rules: group.rules.map(canonical) })),
});
