import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import type { DashboardQuery } from '../ir/dashboard.ts';

/**
 * Queries in Grafana's own JSON, as they are found in what authors wrote themselves.
 *
 * @module
 */

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.map((item: JsonValue) => (isJsonObject(item) ? item : {})) : [];

const typeOf = (datasource: JsonValue | undefined): JsonValue | undefined =>
  isJsonObject(datasource) ? datasource['type'] : undefined;

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** Under which key a data source finds its query. */
const keys = { prometheus: 'expr', elasticsearch: 'query', jaeger: 'service' } as const;

const isKnown = (type: JsonValue | undefined): type is keyof typeof keys =>
  typeof type === 'string' && Object.hasOwn(keys, type);

/** Without a type it is the default data source, which is Prometheus. */
const asked = (target: JsonObject, panel: JsonObject): DashboardQuery['datasource'] | undefined => {
  const type = typeOf(target['datasource']) ?? typeOf(panel['datasource']);
  return type === undefined ? 'prometheus' : isKnown(type) ? type : undefined;
};

/** What the panel below the pointer asks the stack's own data sources. */
export const queriesOfPanel = (panel: JsonObject, at: string): readonly DashboardQuery[] =>
  objects(panel['targets']).flatMap((target, index) => {
    const datasource = asked(target, panel);
    if (datasource === undefined) return [];
    const expr = text(target[keys[datasource]]);
    const legend = text(target['legendFormat']);
    if (expr === '') return [];
    return [
      {
        pointer: `${at}/targets/${index}/${keys[datasource]}`,
        panel: text(panel['title']),
        datasource,
        expr,
        ...(legend === '' || legend === '__auto' ? {} : { legend }),
      },
    ];
  });

/** What the marks on the graphs of a dashboard ask Prometheus. */
export const queriesOfAnnotations = (body: JsonObject): readonly DashboardQuery[] => {
  const { annotations } = body;
  return objects(isJsonObject(annotations) ? annotations['list'] : undefined).flatMap((annotation, index) => {
    const expr = text(annotation['expr']);
    const type = typeOf(annotation['datasource']) ?? 'prometheus';
    return expr === '' || type !== 'prometheus'
      ? []
      : [
          {
            pointer: `/annotations/list/${index}/expr`,
            panel: text(annotation['name']),
            datasource: 'prometheus' as const,
            expr,
          },
        ];
  });
};
