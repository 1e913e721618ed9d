import type { JsonObject } from '../core/json.ts';
import type { Artefact } from '../ir/artefact.ts';
import { mounts, workloads } from '../ir/conventions.ts';
import type { Plan } from '../ir/plan.ts';
import type { Site } from '../ir/site.ts';
import type { Model } from '../model/model.ts';
import { collectorConfig } from './collector-config.ts';
import { jaegerConfig } from './jaeger-config.ts';

/** Configuration files of the OpenTelemetry collector and of Jaeger. */
export const configureJaeger = (model: Model, plan: Plan, site: Site): readonly Artefact[] => {
  if (!plan.workloads.some(({ id }) => id === workloads.collector)) return [];
  const artefact = (reader: string, mount: string, body: JsonObject): Artefact => ({
    reader,
    mount,
    format: 'yaml',
    body,
    origins: { '': model.path },
  });
  return [
    artefact(workloads.collector, mounts.collectorConfig, collectorConfig(model, site)),
    artefact(workloads.jaeger, mounts.jaegerConfig, jaegerConfig(model, site)),
  ];
};
