import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type VariableModel,
  VariableRefresh,
  VariableSort,
  VariableType,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { datasources } from '../ir/conventions.ts';
import type { DashboardModel } from '../model/model.ts';
import { prometheusRef } from './queries.ts';
import { selector } from './selector.ts';

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

/** Values of a label of `up`, which every target has; all of them are chosen at first. */
const labelValues = (name: string, label: string, where: Readonly<Record<string, string>>): VariableModel => {
  const query = `label_values(up${selector(where)}, ${name})`;
  return {
    type: VariableType.Query,
    name,
    label,
    datasource: prometheusRef,
    definition: query,
    query: { qryType: labelValuesQuery, query, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
    current: { text: ['All'], value: ['$__all'] },
    multi: true,
    includeAll: true,
    allValue: '.+',
    refresh: VariableRefresh.OnTimeRangeChanged,
    sort: VariableSort.AlphabeticalAsc,
  };
};

/** Labels of every target that a query may ask the reader for, with the heading of the choice. */
const choices = { team: 'Team', service: 'Service', job: 'Job', instance: 'Instance' } as const;

const mentions = (texts: readonly string[], variable: string): boolean => {
  const pattern = new RegExp(
    `\\$(?:${variable}(?![A-Za-z0-9_])|\\{${variable}(?::[a-z]+)?\\})|\\[\\[${variable}\\]\\]`,
  );
  return texts.some(text => pattern.test(text));
};

/**
 * Variables of a dashboard: its data sources always, and those label choices that its queries mention, so that no
 * choice on the page is without effect. A service's dashboard offers the values of that service only, and of its own
 * instances, not of its probes and exporters.
 */
export const variables = (dashboard: DashboardModel): Builder<VariableModel>[] => {
  const panels = dashboard.rows.flatMap(row => row.panels);
  const texts = panels.flatMap(panel => (panel.queries ?? []).map(query => query.expr));
  const { service, job } = dashboard;
  const where = service === undefined ? {} : { service };
  const list = [
    datasource('datasource', 'Metrics', 'prometheus', datasources.prometheus, 'Prometheus'),
    ...(panels.some(panel => panel.kind === 'logs')
      ? [datasource('logs', 'Logs', 'elasticsearch', datasources.elasticsearch, 'Elasticsearch')]
      : []),
    ...Object.entries(choices).flatMap(([name, label]) =>
      mentions(texts, name)
        ? [
            labelValues(
              name,
              label,
              name === 'instance' && service !== undefined && job !== undefined ? { ...where, job } : where,
            ),
          ]
        : [],
    ),
  ];
  return list.map(variable => ({ build: () => variable }));
};
