import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import {
  DataqueryBuilder as PrometheusBuilder,
  PromQueryFormat,
  QueryEditorMode,
} from '@grafana/grafana-foundation-sdk/prometheus';
import type { PanelEntry, QueryEntry } from '../catalogue/dashboard.ts';
import type { DashboardQuery } from '../ir/dashboard.ts';
import { elasticsearchRef, elasticsearchTarget } from './elastic-queries.ts';
import { shared } from './plain.ts';
import { refId } from './ref-id.ts';
import { jaegerRef, jaegerTarget } from './trace-queries.ts';

/** Data sources are variables of the dashboard, so that one file serves every Grafana. */
export const prometheusRef: DataSourceRef = shared({ type: 'prometheus', uid: '${datasource}' });

/** A number on its own is the number of now: over a range, the last one would stay when there is none any more. */
const instants: ReadonlySet<PanelEntry['kind']> = new Set([
  'table',
  'alert-table',
  'gauge',
  'stat',
  'bar-gauge',
  'pie',
]);

/** Panels that have nothing to ask. */
const silent: ReadonlySet<PanelEntry['kind']> = new Set(['text', 'alert-list']);

const formatOf = (kind: PanelEntry['kind']): PromQueryFormat =>
  kind === 'table' || kind === 'alert-table'
    ? PromQueryFormat.Table
    : kind === 'heatmap'
      ? PromQueryFormat.Heatmap
      : PromQueryFormat.TimeSeries;

const prometheusTarget = (kind: PanelEntry['kind'], query: QueryEntry, index: number): Builder<Dataquery> => {
  const builder = new PrometheusBuilder()
    .refId(refId(index))
    .datasource(prometheusRef)
    .editorMode(QueryEditorMode.Code)
    .expr(query.expr)
    .format(formatOf(kind))
    .legendFormat(query.legend ?? (kind === 'heatmap' ? '{{le}}' : '__auto'));
  const timed = instants.has(kind) ? builder.instant() : builder.range();
  return query.exemplars === true ? timed.exemplar(true) : timed;
};

/** What the queries of a panel are asked of, how, and under which key their text stands. */
export interface PanelQueries {
  readonly datasource: DashboardQuery['datasource'];
  readonly ref: DataSourceRef;
  readonly key: 'expr' | 'query' | 'service';
  readonly targets: Builder<Dataquery>[];
}

/** Whom a panel asks: its kind says so, or queries that count log lines. */
export const datasourceOf = ({ kind, queries = [] }: PanelEntry): DashboardQuery['datasource'] => {
  if (kind === 'traces') return 'jaeger';
  return kind === 'logs' || queries.some(({ logs }) => logs !== undefined) ? 'elasticsearch' : 'prometheus';
};

/** The queries of a panel for the data source that it reads; a text panel has none. */
export const panelQueries = (entry: PanelEntry): PanelQueries => {
  const { kind } = entry;
  const queries = silent.has(kind) ? [] : (entry.queries ?? []);
  const datasource = datasourceOf(entry);
  switch (datasource) {
    case 'jaeger':
      return { datasource, ref: jaegerRef, key: 'service', targets: queries.map(jaegerTarget) };
    case 'elasticsearch':
      return {
        datasource,
        ref: elasticsearchRef,
        key: 'query',
        targets: queries.map((query, index) =>
          elasticsearchTarget(kind, kind === 'logs' ? query : { ...query, logs: query.logs ?? {} }, index),
        ),
      };
    case 'prometheus':
      return {
        datasource,
        ref: prometheusRef,
        key: 'expr',
        targets: queries.map((query, index) => prometheusTarget(kind, query, index)),
      };
  }
};
