import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import type { LogCount, PanelEntry, QueryEntry } from '../catalogue/dashboard.ts';
import type { JsonObject } from '../core/json.ts';
import { refId } from './ref-id.ts';

export const elasticsearchRef: DataSourceRef = { type: 'elasticsearch', uid: '${logs}' };

/** Log lines that one panel loads. */
const logLimit = '500';

/** Values of a field that one panel shows. */
const defaultTop = 10;

/** Panels that show a whole time range at once, not how it went. */
const summing: ReadonlySet<PanelEntry['kind']> = new Set(['stat', 'gauge', 'bar-gauge', 'pie', 'table']);

const steps = (every: string | undefined): JsonObject => ({
  id: '3',
  type: 'date_histogram',
  field: '@timestamp',
  settings: { interval: every ?? 'auto', min_doc_count: '0' },
});

const terms = (field: string, { top = defaultTop, distinct }: LogCount): JsonObject => ({
  id: '2',
  type: 'terms',
  field,
  settings: { min_doc_count: '1', order: 'desc', orderBy: distinct === undefined ? '_count' : '1', size: String(top) },
});

/** Without any bucket Elasticsearch would be asked for lines; one that holds everything is the whole range. */
const everything: JsonObject = { id: '2', type: 'filters', settings: { filters: [{ label: '', query: '*' }] } };

const buckets = (kind: PanelEntry['kind'], count: LogCount): readonly JsonObject[] => {
  const split = count.by === undefined ? [] : [terms(count.by, count)];
  if (count.every !== undefined || !summing.has(kind)) return [...split, steps(count.every)];
  return split.length > 0 ? split : [everything];
};

const metric = ({ distinct }: LogCount): JsonObject =>
  distinct === undefined ? { id: '1', type: 'count' } : { id: '1', type: 'cardinality', field: distinct };

/** `{{provider}}` as the data source spells it: `{{term provider}}`. */
const alias = (legend: string): string => legend.replace(/\{\{\s*([\w.@]+)\s*\}\}/g, '{{term $1}}');

/** Written out: the SDK's own builder calls the kind of the metric `unknown`, and loads fifty files to do so. */
export const elasticsearchTarget = (kind: PanelEntry['kind'], query: QueryEntry, index: number): Builder<Dataquery> => {
  const { logs } = query;
  const asked: JsonObject =
    logs === undefined
      ? { metrics: [{ id: '1', type: 'logs', settings: { limit: logLimit } }], bucketAggs: [] }
      : { metrics: [metric(logs)], bucketAggs: buckets(kind, logs) };
  const target = {
    refId: refId(index),
    datasource: elasticsearchRef,
    query: query.expr,
    timeField: '@timestamp',
    ...asked,
    ...(logs === undefined || query.legend === undefined || summing.has(kind) ? {} : { alias: alias(query.legend) }),
    _implementsDataqueryVariant: () => undefined,
  };
  return { build: () => target };
};
