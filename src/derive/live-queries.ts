import type { JsonValue } from '../core/json.ts';
import type { LiveQueries } from '../ir/live-queries.ts';
import type { Plan, PlanPart } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { serviceQueries } from './service-queries.ts';

/** `dist/ci/queries.json`: every question about every service, for pipelines and pages of applications. */
export const liveQueries = (model: Model, plan: Plan): PlanPart => {
  const services = serviceQueries(model, plan);
  return services.length === 0
    ? {}
    : {
        documents: [
          {
            path: 'dist/ci/queries.json',
            format: 'json',
            body: bodyOf({ services }),
            origins: { '': model.path },
          },
        ],
      };
};

/** Spelled out: an interface is no JSON value to the compiler, its parts are. */
const bodyOf = ({ services }: LiveQueries): JsonValue => ({
  services: services.map(({ service, team, objectives, performance, queries }) => ({
    service,
    team,
    objectives: objectives.map(objective => ({ ...objective })),
    performance: performance.map(query => ({ ...query })),
    queries: queries.map(query => ({ ...query })),
  })),
});
