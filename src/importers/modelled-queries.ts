import type { LogCount, PanelKind, QueryEntry, TraceSearch } from '../catalogue/dashboard.ts';
import type { JsonObject } from '../core/json.ts';
import { numberOf, objectOf, objectsOf, wordOf } from './json-parts.ts';

/** The queries of a panel in words of the vocabulary, or why they have none. */
export type ReadQueries = { readonly queries: readonly QueryEntry[] } | { readonly reason: string };

const kindsOfSources: ReadonlyMap<string, string> = new Map([
  ['-- Mixed --', 'several data sources'],
  ['-- Dashboard --', 'the data of another panel'],
  ['__expr__', 'the results of other queries'],
  ['grafana', 'Grafana itself'],
]);

/** Reads the queries. Whatever they say beyond their words is compared later. */
export const readQueries = (panel: JsonObject, kind: PanelKind): ReadQueries => {
  const targets = objectsOf(panel['targets']);
  const asked = targets.map(target => objectOf(target['datasource'] ?? panel['datasource']));
  const types = new Set(asked.map(source => wordOf(source['type'])));
  if (types.size > 1) return { reason: 'its queries ask several data sources' };
  const [source = {}] = asked;
  switch (wordOf(source['type'])) {
    case 'prometheus':
      return kind === 'logs' || targets.some(target => typeof target['expr'] !== 'string')
        ? { reason: 'it has queries that are no PromQL' }
        : { queries: targets.map(promql) };
    case 'elasticsearch':
      return source['uid'] === '${logs}' ? lucene(targets, kind) : foreign(source);
    case 'jaeger':
      return source['uid'] === '${traces}' && kind === 'traces' ? { queries: targets.map(search) } : foreign(source);
    default:
      return foreign(source);
  }
};

const foreign = (source: JsonObject): ReadQueries => {
  const uid = wordOf(source['uid']);
  const what = kindsOfSources.get(uid) ?? (wordOf(source['type']) || uid || 'an unknown data source');
  return { reason: `it shows ${what}` };
};

const promql = (target: JsonObject): QueryEntry => {
  const legend = wordOf(target['legendFormat']);
  return {
    expr: wordOf(target['expr']),
    ...(legend === '__auto' ? {} : { legend }),
    ...(target['exemplar'] === true ? { exemplars: true } : {}),
  };
};

const search = (target: JsonObject): QueryEntry => {
  const [minDuration, tags, limit] = [wordOf(target['minDuration']), wordOf(target['tags']), numberOf(target['limit'])];
  const traces: TraceSearch = {
    ...(minDuration === '' ? {} : { minDuration }),
    ...(tags === '' ? {} : { tags }),
    ...(limit === undefined || limit === 20 ? {} : { limit }),
  };
  return { expr: wordOf(target['service']), traces };
};

const lucene = (targets: readonly JsonObject[], kind: PanelKind): ReadQueries => ({
  queries: targets.map(target => {
    const expr = wordOf(target['query']);
    if (kind === 'logs') return { expr };
    const alias = wordOf(target['alias']).replace(/\{\{term ([\w.@]+)\}\}/g, '{{$1}}');
    return { expr, logs: counted(target), ...(alias === '' ? {} : { legend: alias }) };
  }),
});

const counted = (target: JsonObject): LogCount => {
  const [metric = {}] = objectsOf(target['metrics']);
  const buckets = objectsOf(target['bucketAggs']);
  const terms = buckets.find(({ type }) => type === 'terms');
  const every = wordOf(objectOf(buckets.find(({ type }) => type === 'date_histogram')?.['settings'])['interval']);
  const top = Number(objectOf(terms?.['settings'])['size']);
  return {
    ...(metric['type'] === 'cardinality' ? { distinct: wordOf(metric['field']) } : {}),
    ...(terms === undefined ? {} : { by: wordOf(terms['field']) }),
    ...(Number.isInteger(top) && top !== 10 ? { top } : {}),
    ...(every === '' || every === 'auto' ? {} : { every }),
  };
};
