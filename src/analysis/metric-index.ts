import { integrations } from '../integrations/registry.ts';
import { alertLabels, workloads } from '../ir/conventions.ts';
import type { Plan } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import type { LabelDeclaration, MetricDeclaration } from '../promql/metric.ts';
import { targetLabelNames } from '../promql/metric.ts';

/** One series name with the labels it carries, and who exposes it. */
export interface KnownSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, LabelDeclaration>>;
  /** Value of the `service` label where it is known. */
  readonly service: string | undefined;
  /** Labels beyond these are possible: a record or an alert may carry more than is declared. */
  readonly open: boolean;
}

/** Every series name that the plan produces. */
export interface MetricIndex {
  readonly byName: ReadonlyMap<string, readonly KnownSeries[]>;
  /** Declared elsewhere by name or prefix: exists, labels unknown. */
  readonly isExternal: (name: string) => boolean;
}

const bound: LabelDeclaration = {};

/** The series that a declaration stands for: a histogram has buckets, a sum and a count. */
export const seriesOf = (
  metric: MetricDeclaration,
): readonly { readonly name: string; readonly labels: MetricDeclaration['labels'] }[] => {
  const { name, kind, labels } = metric;
  const parts = [`${name}_sum`, `${name}_count`].map(part => ({ name: part, labels }));
  if (kind === 'histogram') return [{ name: `${name}_bucket`, labels: { ...labels, le: bound } }, ...parts];
  if (kind === 'summary') return [{ name, labels: { ...labels, quantile: bound } }, ...parts];
  return [{ name, labels }];
};

/** Series that Prometheus makes for every target and every alert. */
const builtIn: readonly { readonly name: string; readonly labels: readonly string[] }[] = [
  ...[
    'up',
    'scrape_duration_seconds',
    'scrape_samples_scraped',
    'scrape_samples_post_metric_relabeling',
    'scrape_series_added',
  ].map(name => ({ name, labels: [] })),
  { name: 'ALERTS', labels: ['alertname', 'alertstate', ...alertLabels] },
  { name: 'ALERTS_FOR_STATE', labels: ['alertname', ...alertLabels] },
];

const platformService: ReadonlyMap<string, string> = new Map([
  ['prometheus', workloads.prometheus],
  ['alertmanager', workloads.alertmanager],
]);

export const metricIndex = (model: Model, plan: Plan): MetricIndex => {
  const byName = new Map<string, KnownSeries[]>();
  const target = Object.fromEntries(targetLabelNames.map(label => [label, bound]));
  const put = (series: KnownSeries): void => {
    const known = byName.get(series.name);
    if (known === undefined) byName.set(series.name, [series]);
    else known.push(series);
  };
  const declare = (metrics: Iterable<MetricDeclaration>, service: string | undefined): void => {
    for (const metric of metrics)
      for (const { name, labels } of seriesOf(metric))
        put({ name, labels: { ...labels, ...target }, service, open: false });
  };
  for (const service of model.services) declare(service.metrics.values(), service.id);
  for (const use of model.uses)
    declare(Object.values(integrations.get(use.kind)?.metricsOf(use.options) ?? {}), use.kind);
  for (const [kind, integration] of integrations)
    if (integration.definition.scope === 'platform')
      declare(Object.values(integration.metricsOf({})), platformService.get(kind));
  for (const { name, labels } of builtIn)
    put({
      name,
      labels: { ...target, ...Object.fromEntries(labels.map(label => [label, bound])) },
      service: undefined,
      open: name.startsWith('ALERTS'),
    });
  for (const group of plan.groups)
    for (const rule of group.rules)
      if (rule.kind === 'record')
        put({
          name: rule.record,
          labels: Object.fromEntries(Object.entries(rule.labels).map(([label, value]) => [label, { values: [value] }])),
          service: rule.labels['service'],
          open: true,
        });
  const names = new Set(model.external.flatMap(entry => ('name' in entry ? [entry.name] : [])));
  const prefixes = model.external.flatMap(entry => ('prefix' in entry ? [entry.prefix] : []));
  return { byName, isExternal: name => names.has(name) || prefixes.some(prefix => name.startsWith(prefix)) };
};
