import type { JsonObject } from '../core/json.ts';
import { panelsOf } from '../ir/dashboard.ts';
import { parse } from '../promql/parse.ts';
import type { Expr } from '../promql/syntax.ts';
import { objectOf, objectsOf, wordOf } from './json-parts.ts';

/** The expression inside of a query for values of a label, or for results. */
const inside = /^\s*(?:label_values\(\s*([\s\S]+?)\s*,\s*[\w$]+\s*\)|query_result\(\s*([\s\S]+?)\s*\))\s*$/;

const isPrometheus = (source: JsonObject): boolean => source['type'] === 'prometheus';

/** What a dashboard asks Prometheus: in its panels, its marks and its choices. What cannot be read is left to the checks. */
export const dashboardReads = (body: JsonObject): readonly Expr[] => {
  const panels = panelsOf(body).flatMap(({ panel }) =>
    objectsOf(panel['targets'])
      .filter(target => isPrometheus(objectOf(target['datasource'] ?? panel['datasource'])))
      .map(target => wordOf(target['expr'])),
  );
  const marks = objectsOf(objectOf(body['annotations'])['list'])
    .filter(({ datasource }) => isPrometheus(objectOf(datasource)))
    .map(({ expr }) => wordOf(expr));
  const choices = objectsOf(objectOf(body['templating'])['list'])
    .filter(({ type, datasource }) => type === 'query' && isPrometheus(objectOf(datasource)))
    .map(({ query }) => inside.exec(wordOf(query) || wordOf(objectOf(query)['query'])))
    .map(found => found?.[1] ?? found?.[2] ?? '');
  return [...panels, ...marks, ...choices].flatMap(text => {
    const { expr } = parse(text, { variables: true });
    return expr === undefined ? [] : [expr];
  });
};
