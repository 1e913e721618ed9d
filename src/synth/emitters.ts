import { configureAlertmanager } from '../alertmanager/configure.ts';
import { emitAlertmanager } from '../alertmanager/emit.ts';
import { routing } from '../alertmanager/routing.ts';
import { configureBlackbox } from '../blackbox/configure.ts';
import { emitBlackbox } from '../blackbox/emit.ts';
import type { Artefact } from '../ir/artefact.ts';
import { joinParts, type Plan } from '../ir/plan.ts';
import type { Site } from '../ir/site.ts';
import type { Model } from '../model/model.ts';
import { configurePrometheus } from '../prometheus/configure.ts';
import { emitPrometheus } from '../prometheus/emit.ts';
import { completeScraping } from '../prometheus/shards.ts';
import { emitSlo } from '../slo/emit.ts';

/** Heavy rooms are loaded when a synth runs, not when the command starts. */
const load = async () => {
  const [grafana, grafanaFiles, elastic, elasticFiles, jaeger, jaegerFiles] = await Promise.all([
    import('../grafana/emit.ts'),
    import('../grafana/configure.ts'),
    import('../elastic/emit.ts'),
    import('../elastic/configure.ts'),
    import('../jaeger/emit.ts'),
    import('../jaeger/configure.ts'),
  ]);
  return { ...grafana, ...grafanaFiles, ...elastic, ...elasticFiles, ...jaeger, ...jaegerFiles };
};

/** What exists: the parts of every emitter, in an order that reads well in the output. */
export const emitPlan = async (model: Model): Promise<Plan> => {
  const { emitGrafana, emitElastic, emitJaeger } = await load();
  const routes = routing(model);
  const before = [emitPrometheus(model), emitSlo(model), emitBlackbox(model), emitAlertmanager(model, routes)];
  const after = [emitElastic(model), emitJaeger(model)];
  const { groups } = joinParts([...before, ...after]);
  return {
    ...completeScraping(model, joinParts([...before, emitGrafana(model, groups), ...after])),
    routing: routes,
  };
};

/** The configuration files of every workload, as one target wants them. */
export const configure = async (model: Model, plan: Plan, site: Site): Promise<readonly Artefact[]> => {
  const { configureGrafana, configureElastic, configureJaeger } = await load();
  return [
    configurePrometheus,
    configureAlertmanager,
    configureBlackbox,
    configureGrafana,
    configureElastic,
    configureJaeger,
  ].flatMap(emitter => emitter(model, plan, site));
};
