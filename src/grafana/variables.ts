import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type VariableModel,
  VariableRefresh,
  VariableSort,
  VariableType,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { datasources } from '../ir/conventions.ts';
import type { DashboardQuery } from '../ir/dashboard.ts';
import { selector } from '../ir/selector.ts';
import type { DashboardModel, FixedChoice } from '../model/model.ts';
import { datasourceOf, prometheusRef } from './queries.ts';

const datasource = (name: string, label: string, type: string, uid: string, title: string): VariableModel => ({
  type: VariableType.Datasource,
  name,
  label,
  query: type,
  current: { text: title, value: uid },
  multi: false,
  includeAll: false,
  refresh: VariableRefresh.OnDashboardLoad,
});

/** Grafana's number for the kind of variable query that lists the values of a label. */
const labelValuesQuery = 1;

/** Values of a label of a series; all of them are chosen at first. */
const labelValues = (name: string, title: string, series: string, label: string, unlabelled = false): VariableModel => {
  const query = `label_values(${series}, ${label})`;
  return {
    type: VariableType.Query,
    name,
    label: title,
    datasource: prometheusRef,
    definition: query,
    query: { qryType: labelValuesQuery, query, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
    current: { text: ['All'], value: ['$__all'] },
    multi: true,
    includeAll: true,
    allValue: unlabelled ? '.*' : '.+',
    refresh: VariableRefresh.OnTimeRangeChanged,
    sort: VariableSort.AlphabeticalAsc,
  };
};

/** Values that stand in the page itself; all of them are chosen at first. */
const fixedChoice = (name: string, { title, values, all }: FixedChoice): VariableModel => ({
  type: VariableType.Custom,
  name,
  label: title,
  query: values.join(','),
  options: values.map(value => ({ text: value, value, selected: false })),
  current: { text: ['All'], value: ['$__all'] },
  multi: true,
  includeAll: true,
  allValue: all,
});

/** Labels of every target that a query may ask the reader for, with the heading of the choice. */
const choices = { team: 'Team', service: 'Service', job: 'Job', instance: 'Instance' } as const;

/** How a query writes a variable: `$name`, `${name}`, `${name:format}` or `[[name]]`. */
const mentioning = (variable: string): RegExp =>
  new RegExp(`\\$(?:${variable}(?![A-Za-z0-9_])|\\{${variable}(?::[a-z]+)?\\})|\\[\\[${variable}\\]\\]`);

const offered = Object.entries(choices).map(([name, label]) => ({ name, label, pattern: mentioning(name) }));

/** The choices that the author declared, of the dashboard's own service where it has one. */
const declared = ({ variables = {}, service }: DashboardModel): readonly VariableModel[] =>
  Object.entries(variables).map(([name, { metric, label, title = label, unlabelled }]) =>
    labelValues(name, title, `${metric}${selector(service === undefined ? {} : { service })}`, label, unlabelled),
  );

/**
 * Variables of a dashboard: its data sources always, those that its author declared, and those label choices that its
 * queries mention, so that no choice on the page is without effect. A service's dashboard offers the values of that
 * service only, and of its own instances, not of its probes and exporters.
 */
export const variables = (dashboard: DashboardModel): Builder<VariableModel>[] => {
  const panels = dashboard.rows.flatMap(row => row.panels);
  const own = panels.flatMap(({ raw }) => (raw === undefined ? [] : [JSON.stringify(raw)]));
  const texts = [...panels.flatMap(panel => (panel.queries ?? []).map(query => query.expr)), ...own];
  const { service, job } = dashboard;
  const where = service === undefined ? {} : { service };
  const chosen = declared(dashboard);
  const taken = new Set(chosen.map(({ name }) => name));
  const asked = new Set(panels.map(datasourceOf));
  const asks = (type: DashboardQuery['datasource'], variable: string): boolean =>
    asked.has(type) || own.some(text => text.includes(`\${${variable}}`));
  const list = [
    datasource('datasource', 'Metrics', 'prometheus', datasources.prometheus, 'Prometheus'),
    ...(asks('elasticsearch', 'logs')
      ? [datasource('logs', 'Logs', 'elasticsearch', datasources.elasticsearch, 'Elasticsearch')]
      : []),
    ...(asks('jaeger', 'traces') ? [datasource('traces', 'Traces', 'jaeger', datasources.jaeger, 'Jaeger')] : []),
    ...offered.flatMap(({ name, label, pattern }) => {
      const isOwnInstance = name === 'instance' && service !== undefined && job !== undefined;
      return !taken.has(name) && texts.some(text => pattern.test(text))
        ? [labelValues(name, label, `up${selector(isOwnInstance ? { ...where, job } : where)}`, name)]
        : [];
    }),
    ...chosen,
    ...Object.entries(dashboard.fixedChoices ?? {}).map(([name, choice]) => fixedChoice(name, choice)),
  ];
  return list.map(variable => ({ build: () => variable }));
};
