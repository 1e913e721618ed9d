import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';

/** Sections of a collector's configuration, and the lists below `service` that use what they define. */
const sections = ['extensions', 'receivers', 'processors', 'connectors', 'exporters'] as const;

const section = (parent: JsonObject, key: string): JsonObject => {
  const value: JsonValue | undefined = parent[key];
  return isJsonObject(value) ? value : {};
};

const names = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];

/** One pipeline with the components that it names, in their order. */
export interface CollectorPipeline {
  readonly id: string;
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

export const collectorPipelines = (config: JsonObject): readonly CollectorPipeline[] => {
  const found = section(section(config, 'service'), 'pipelines');
  return Object.keys(found).map(id => {
    const pipeline = section(found, id);
    return {
      id,
      receivers: names(pipeline['receivers']),
      processors: names(pipeline['processors']),
      exporters: names(pipeline['exporters']),
    };
  });
};

/**
 * Components that a collector's or Jaeger's configuration defines and never uses, or uses and never defines. The
 * collector starts with the first and refuses the second. A connector is used as an exporter and as a receiver.
 */
export const componentMismatches = (
  config: JsonObject,
): { readonly unused: readonly string[]; readonly undefinedNames: readonly string[] } => {
  const defined = (kind: string): readonly string[] =>
    Object.keys(section(config, kind)).map(name => `${kind} ${name}`);
  const connectors = new Set(Object.keys(section(config, 'connectors')));
  const pipelines = collectorPipelines(config);
  const uses = (kind: 'receivers' | 'processors' | 'exporters'): readonly string[] =>
    pipelines.flatMap(pipeline =>
      pipeline[kind].map(name => `${connectors.has(name) ? `${kind} of connectors` : kind} ${name}`),
    );
  const used = new Set([
    ...names(section(config, 'service')['extensions']).map(name => `extensions ${name}`),
    ...uses('receivers'),
    ...uses('processors'),
    ...uses('exporters'),
  ]);
  const wanted = (name: string): readonly string[] =>
    name.startsWith('connectors ') ? [`receivers of ${name}`, `exporters of ${name}`] : [name];
  const all = sections.flatMap(defined);
  return {
    unused: all.filter(name => !wanted(name).every(use => used.has(use))),
    undefinedNames: [...used].filter(use => !all.some(name => wanted(name).includes(use))),
  };
};

/** Whether every span passes `first` before a pipeline that has `later` as a processor. */
export const runsBefore = (config: JsonObject, first: string, later: string): boolean => {
  const pipelines = collectorPipelines(config);
  const late = pipelines.filter(({ processors }) => processors.includes(later));
  return (
    late.length > 0 &&
    late.every(
      ({ receivers, exporters }) =>
        !exporters.includes(first) &&
        receivers.every(receiver =>
          pipelines.some(pipeline => pipeline.exporters.includes(receiver) && pipeline.exporters.includes(first)),
        ),
    )
  );
};
