import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import {
  DataqueryBuilder as PrometheusBuilder,
  PromQueryFormat,
  QueryEditorMode,
} from '@grafana/grafana-foundation-sdk/prometheus';
import type { PanelEntry, QueryEntry } from '../catalogue/dashboard.ts';
import type { DashboardQuery } from '../ir/dashboard.ts';

/** Data sources are variables of the dashboard, so that one file serves every Grafana. */
export const prometheusRef: DataSourceRef = { type: 'prometheus', uid: '${datasource}' };
export const elasticsearchRef: DataSourceRef = { type: 'elasticsearch', uid: '${logs}' };

/** Log lines that one panel loads. */
const logLimit = '500';

/** `A`, `B`, … `Z`, `AA`: Grafana's own names for the queries of a panel. */
export const refId = (index: number): string =>
  (index >= 26 ? refId(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

/** A number on its own is the number of now: over a range, the last one would stay when there is none any more. */
const isInstant = (kind: PanelEntry['kind']): boolean => kind === 'table' || kind === 'gauge' || kind === 'stat';

const formatOf = (kind: PanelEntry['kind']): PromQueryFormat =>
  kind === 'table' ? PromQueryFormat.Table : kind === 'heatmap' ? PromQueryFormat.Heatmap : PromQueryFormat.TimeSeries;

const prometheusTarget = (kind: PanelEntry['kind'], query: QueryEntry, index: number): Builder<Dataquery> => {
  const builder = new PrometheusBuilder()
    .refId(refId(index))
    .datasource(prometheusRef)
    .editorMode(QueryEditorMode.Code)
    .expr(query.expr)
    .format(formatOf(kind))
    .legendFormat(query.legend ?? (kind === 'heatmap' ? '{{le}}' : '__auto'));
  return isInstant(kind) ? builder.instant() : builder.range();
};

/** Written out: the SDK's own builder calls the kind of the metric `unknown`, and loads fifty files to do so. */
const logsTarget = (query: QueryEntry, index: number): Builder<Dataquery> => {
  const target = {
    refId: refId(index),
    datasource: elasticsearchRef,
    query: query.expr,
    timeField: '@timestamp',
    metrics: [{ id: '1', type: 'logs', settings: { limit: logLimit } }],
    bucketAggs: [],
    _implementsDataqueryVariant: () => undefined,
  };
  return { build: () => target };
};

/** What the queries of a panel are asked of, how, and under which key their text stands. */
export interface PanelQueries {
  readonly datasource: DashboardQuery['datasource'];
  readonly ref: DataSourceRef;
  readonly key: 'expr' | 'query';
  readonly targets: Builder<Dataquery>[];
}

/** The queries of a panel for the data source that its kind reads; a text panel has none. */
export const panelQueries = (entry: PanelEntry): PanelQueries => {
  const queries = entry.kind === 'text' ? [] : (entry.queries ?? []);
  return entry.kind === 'logs'
    ? { datasource: 'elasticsearch', ref: elasticsearchRef, key: 'query', targets: queries.map(logsTarget) }
    : {
        datasource: 'prometheus',
        ref: prometheusRef,
        key: 'expr',
        targets: queries.map((query, index) => prometheusTarget(entry.kind, query, index)),
      };
};
