import { isJsonObject, type JsonObject, type JsonValue, pointer } from '../core/json.ts';

/** A variable of a dashboard: a choice on the page, or a data source. */
export interface DashboardVariable {
  readonly name: string;
  /** Grafana's kind: `query`, `datasource`, `custom`, `interval`, … */
  readonly type: string;
  readonly pointer: string;
  readonly body: JsonObject;
}

/** What a variable asks Prometheus: the PromQL in it, and the label whose values it offers. */
export interface VariableQuery {
  /** Selects the series; undefined where all of them are asked. */
  readonly expr: string | undefined;
  readonly label: string | undefined;
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** The variables of a dashboard in Grafana's own JSON; a page without a list has none. */
export const variablesOf = ({ templating }: JsonObject): readonly DashboardVariable[] => {
  const list = isJsonObject(templating) ? templating['list'] : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((body: JsonValue, index) =>
    isJsonObject(body) && typeof body['name'] === 'string'
      ? [{ name: body['name'], type: text(body['type']), pointer: pointer('templating', 'list', index), body }]
      : [],
  );
};

/** The functions of Grafana's Prometheus data source, as its `MetricFindQuery` reads them. */
const labelValues = /^label_values\(\s*(?:(.+),\s*)?([A-Za-z_]\w*)\s*\)$/s;
const queryResult = /^query_result\(\s*(.+)\s*\)$/s;
const namesOnly = /^(?:label_names|metrics)\(.*\)$/s;

/** What a query variable asks Prometheus; undefined for other kinds and other data sources. */
export const variableQuery = ({ type, body }: DashboardVariable): VariableQuery | undefined => {
  if (type !== 'query') return undefined;
  const { datasource, query, definition } = body;
  const kind = isJsonObject(datasource) ? datasource['type'] : undefined;
  if (kind !== undefined && kind !== 'prometheus') return undefined;
  const asked = text(isJsonObject(query) ? query['query'] : (query ?? definition)).trim();
  if (asked === '' || namesOnly.test(asked)) return undefined;
  const [values, selected, label] = labelValues.exec(asked) ?? [];
  if (values !== undefined) return { expr: selected, label };
  return { expr: queryResult.exec(asked)?.[1] ?? asked, label: undefined };
};
