import { integrations } from '../integrations/registry.ts';
import { workloads } from '../ir/conventions.ts';
import type { Plan } from '../ir/plan.ts';
import type { RecordingRule } from '../ir/rule-group.ts';
import type { Model } from '../model/model.ts';
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
  /** Ids of the services of the stack. */
  readonly services: ReadonlySet<string>;
  /** Every value that the label `service` has: those of the services, of the platform's jobs, and of rules. */
  readonly serviceLabels: ReadonlySet<string>;
  /** Declared elsewhere by name or prefix: exists, nothing else is known. */
  readonly isExternal: (name: string) => boolean;
}

const platformService: ReadonlyMap<string, string> = new Map([
  ['prometheus', workloads.prometheus],
  ['alertmanager', workloads.alertmanager],
]);

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
  for (const use of model.uses)
    expose(Object.values(integrations.get(use.kind)?.metricsOf(use.options) ?? {}), use.kind);
  for (const [kind, integration] of integrations)
    if (integration.definition.scope === 'platform')
      expose(Object.values(integration.metricsOf({})), platformService.get(kind));
  const rules = plan.groups.flatMap(group => group.rules);
  const names = new Set(model.external.flatMap(entry => ('name' in entry ? [entry.name] : [])));
  const prefixes = model.external.flatMap(entry => ('prefix' in entry ? [entry.prefix] : []));
  return {
    metrics: grouped(exposed),
    records: grouped(rules.flatMap(rule => (rule.kind === 'record' ? [[rule.record, rule] as const] : []))),
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

/** Those of the metrics that a service has; of one that nobody named, all. */
export const exposedBy = (index: SeriesIndex, name: string, service: string | undefined): readonly ExposedMetric[] =>
  (index.metrics.get(name) ?? []).filter(
    metric => service === undefined || metric.service === undefined || metric.service === service,
  );

/** Those of the rules that record series of a service. */
export const recordedFor = (index: SeriesIndex, name: string, service: string | undefined): readonly RecordingRule[] =>
  (index.records.get(name) ?? []).filter(
    ({ labels }) => service === undefined || labels['service'] === undefined || labels['service'] === service,
  );

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
