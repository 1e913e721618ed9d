import type { JsonObject } from '../core/json.ts';
import { pointer } from '../core/json.ts';
import type { Artefact } from '../ir/artefact.ts';
import { mounts, workloads } from '../ir/conventions.ts';
import type { Plan } from '../ir/plan.ts';
import type { Site } from '../ir/site.ts';
import type { Model } from '../model/model.ts';
import { moduleName } from './emit.ts';
import { httpModule } from './module.ts';

/** blackbox.yml: one module per probe, since each has its own limit, status codes and body checks. */
export const configureBlackbox = (model: Model, plan: Plan, site: Site): readonly Artefact[] => {
  if (plan.probes.length === 0) return [];
  const modules: Record<string, JsonObject> = {};
  const origins: Record<string, string> = { '': model.path };
  for (const service of model.services)
    for (const probe of service.probes) {
      const name = moduleName(service.id, probe.id);
      const credentials =
        probe.bearerToken === undefined ? undefined : site.secretFile(workloads.blackbox, probe.bearerToken);
      modules[name] = httpModule(probe, model.versions.blackbox, credentials);
      origins[pointer('modules', name)] = probe.path;
    }
  return [{ reader: workloads.blackbox, mount: mounts.blackboxConfig, format: 'yaml', body: { modules }, origins }];
};
