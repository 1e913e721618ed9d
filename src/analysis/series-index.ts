import { integrations } from '../integrations/registry.ts';
import type { Plan } from '../ir/plan.ts';
import type { RecordingRule } from '../ir/rule-group.ts';
import type { Model } from '../model/model.ts';
import { partService } from '../model/platform-uses.ts';
import { builtinSeries } from '../promql/builtin-series.ts';
import type { MetricDeclaration } from '../promql/metric.ts';
import { findSeries, seriesOfDeclaration } from '../promql/series-of-declaration.ts';

/** A declared metric, and who exposes it. */
export interface ExposedMetric {
  readonly declaration: MetricDeclaration;
  /** Value of the `service` label; undefined when any service can have it, as the results of probes. */
  readonly service: string | undefined;
}

/** Everything that produces series. */
export interface SeriesIndex {
  /** By the name of the declaration: a histogram stands under its base name. */
  readonly metrics: ReadonlyMap<string, readonly ExposedMetric[]>;
  readonly records: ReadonlyMap<string, readonly RecordingRule[]>;
  /** The same by name and service, and by name and static label: a stack of thousands of services is never searched. */
  readonly metricsOfService: ReadonlyMap<string, readonly ExposedMetric[]>;
  readonly recordsLabelled: ReadonlyMap<string, readonly RecordingRule[]>;
  /** Ids of the services of the stack. */
  readonly services: ReadonlySet<string>;
  /** Every value that the label `service` has: those of the services, of the platform's jobs, and of rules. */
  readonly serviceLabels: ReadonlySet<string>;
  /** Declared elsewhere by name or prefix: exists, nothing else is known. */
  readonly isExternal: (name: string) => boolean;
}

const labelled = (name: string, label: string, value: string): string => `${name}\0${label}\0${value}`;

const grouped = <T>(entries: Iterable<readonly [string, T]>): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const [name, item] of entries) {
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [item]);
    else known.push(item);
  }
  return groups;
};

export const seriesIndex = (model: Model, plan: Plan): SeriesIndex => {
  const exposed: (readonly [string, ExposedMetric])[] = [];
  const expose = (metrics: Iterable<MetricDeclaration>, service: string | undefined): void => {
    for (const declaration of metrics) exposed.push([declaration.name, { declaration, service }]);
  };
  for (const service of model.services) expose(service.metrics.values(), service.id);
  for (const { kind, options } of model.uses)
    expose(Object.values(integrations.get(kind)?.metricsOf(options) ?? {}), partService(kind));
  for (const { kind, options } of model.parts) {
    const integration = integrations.get(kind);
    expose(Object.values(integration?.metricsOf(options) ?? {}), integration?.definition.part?.service);
  }
  const rules = plan.groups.flatMap(group => group.rules);
  const records = rules.filter(rule => rule.kind === 'record');
  const names = new Set(model.external.flatMap(entry => ('name' in entry ? [entry.name] : [])));
  const prefixes = model.external.flatMap(entry => ('prefix' in entry ? [entry.prefix] : []));
  return {
    metrics: grouped(exposed),
    records: grouped(records.map(rule => [rule.record, rule])),
    metricsOfService: grouped(
      exposed.map(([name, metric]) => [labelled(name, 'service', metric.service ?? ''), metric] as const),
    ),
    recordsLabelled: grouped(
      records.flatMap(rule =>
        distinguishing.map(label => [labelled(rule.record, label, rule.labels[label] ?? ''), rule] as const),
      ),
    ),
    services: new Set(model.services.map(({ id }) => id)),
    serviceLabels: new Set(
      [
        ...model.services.map(({ id }) => id),
        ...exposed.map(([, { service }]) => service),
        ...plan.jobs.map(({ labels }) => labels['service']),
        ...plan.probes.map(({ service }) => service),
        ...rules.map(({ labels }) => labels['service']),
      ].filter(service => service !== undefined),
    ),
    isExternal: name => names.has(name) || prefixes.some(prefix => name.startsWith(prefix)),
  };
};

/** Labels by which rules that record one name are told apart; a selector that pins one sees only its rules. */
const distinguishing = ['service', 'slo', 'probe'] as const;

/** Those of the metrics that a service has; of one that nobody named, all. */
export const exposedBy = (index: SeriesIndex, name: string, service: string | undefined): readonly ExposedMetric[] => {
  if (service === undefined) return index.metrics.get(name) ?? [];
  return ['', service].flatMap(owner => index.metricsOfService.get(labelled(name, 'service', owner)) ?? []);
};

/** Those of the rules that record series of a service, with the labels that the selector pins. */
export const recordedFor = (
  index: SeriesIndex,
  name: string,
  service: string | undefined,
  pinned: ReadonlyMap<string, string> = new Map(),
): readonly RecordingRule[] => {
  const wanted = new Map<string, string>();
  for (const label of distinguishing) {
    const value = label === 'service' ? service : pinned.get(label);
    if (value !== undefined) wanted.set(label, value);
  }
  const label = distinguishing.toReversed().find(candidate => wanted.has(candidate));
  if (label === undefined) return index.records.get(name) ?? [];
  const candidates = ['', wanted.get(label) ?? ''].flatMap(
    value => index.recordsLabelled.get(labelled(name, label, value)) ?? [],
  );
  return candidates.filter(rule =>
    [...wanted].every(([wantedLabel, value]) => (rule.labels[wantedLabel] ?? value) === value),
  );
};

/** Whether a series of that name exists, of that service where one is given. */
export const isProduced = (index: SeriesIndex, name: string, service: string | undefined): boolean =>
  recordedFor(index, name, service).length > 0 ||
  builtinSeries(name) !== undefined ||
  index.isExternal(name) ||
  findSeries(name, base => exposedBy(index, base, service)[0]?.declaration) !== undefined;

/** Every name that can be selected, of a service where one is given. */
export const seriesNames = (index: SeriesIndex, service: string | undefined): readonly string[] => [
  ...new Set([
    ...[...index.metrics.keys()].flatMap(name =>
      exposedBy(index, name, service).flatMap(({ declaration }) =>
        seriesOfDeclaration(declaration).map(series => series.name),
      ),
    ),
    ...[...index.records.keys()].filter(name => recordedFor(index, name, service).length > 0),
  ]),
];
