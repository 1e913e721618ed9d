import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';

/** One thing that a dashboard asks of Prometheus. */
export interface Question {
  /** `uid: row / panel` */
  readonly panel: string;
  /** Of the query in its panel. */
  readonly letter: string;
  /** Kind of the panel; an annotation is asked like a graph. */
  readonly kind: string;
  readonly expr: string;
  /** Asked for one moment, not for a range. */
  readonly instant: boolean;
  readonly legend: string;
  readonly unit: string;
}

/** One choice on a page: the label whose values it offers, and of which series. */
export interface Choice {
  readonly name: string;
  readonly series: string;
  readonly label: string;
  /** What stands in its place when all are chosen. */
  readonly all: string;
}

/** What a page asks of Prometheus, the way Grafana reads the file. */
export interface Page {
  readonly uid: string;
  readonly questions: readonly Question[];
  readonly choices: readonly Choice[];
}

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const member = (value: JsonValue | undefined, ...keys: readonly string[]): JsonValue | undefined =>
  keys.reduce<JsonValue | undefined>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), value);

const isPrometheus = (item: JsonObject): boolean => member(item, 'datasource', 'type') === 'prometheus';

/** A panel and the title of the row that it stands in. */
interface Placed {
  readonly row: string;
  readonly panel: JsonObject;
}

/** Panels below the title of their row, be it folded or not. */
const panelsOf = (dashboard: JsonObject): readonly Placed[] => {
  let row = '';
  return objects(dashboard['panels']).flatMap((panel): readonly Placed[] => {
    if (panel['type'] !== 'row') return [{ row, panel }];
    row = text(panel['title']);
    return objects(panel['panels']).map(folded => ({ row, panel: folded }));
  });
};

const questionsOf = (uid: string, { row, panel }: Placed): readonly Question[] =>
  objects(panel['targets'])
    .filter(isPrometheus)
    .map(target => ({
      panel: `${uid}: ${row === '' ? '' : `${row} / `}${text(panel['title'])}`,
      letter: text(target['refId']),
      kind: text(panel['type']),
      expr: text(target['expr']),
      instant: target['instant'] === true,
      legend: text(target['legendFormat']),
      unit: text(member(panel, 'fieldConfig', 'defaults', 'unit')),
    }));

const choiceOf = (variable: JsonObject): readonly Choice[] => {
  const [, series, label] = /^label_values\((.+), (\w+)\)$/.exec(text(member(variable, 'query', 'query'))) ?? [];
  if (series === undefined || label === undefined)
    throw new Error(`the variable ${text(variable['name'])} asks in a way that is not known here`);
  return [{ name: text(variable['name']), series, label, all: text(variable['allValue']) }];
};

/** Reads a rendered dashboard. */
export const readPage = (dashboard: JsonObject): Page => {
  const uid = text(dashboard['uid']);
  return {
    uid,
    questions: [
      ...objects(member(dashboard, 'annotations', 'list'))
        .filter(isPrometheus)
        .map(mark => ({
          panel: `${uid}: marks / ${text(mark['name'])}`,
          letter: 'A',
          kind: 'annotation',
          expr: text(mark['expr']),
          instant: false,
          legend: `${text(mark['titleFormat'])} ${text(mark['textFormat'])}`,
          unit: '',
        })),
      ...panelsOf(dashboard).flatMap(panel => questionsOf(uid, panel)),
    ],
    choices: objects(member(dashboard, 'templating', 'list'))
      .filter(variable => variable['type'] === 'query')
      .flatMap(choiceOf),
  };
};

/** The text of a query with values in place of variables, as Grafana puts them: `$name`, `${name:format}`, `[[name]]`. */
export const withValues = (expr: string, values: Readonly<Record<string, string>>): string =>
  expr.replace(/\$(\w+)|\$\{(\w+)(?::\w+)?\}|\[\[(\w+)(?::\w+)?\]\]/g, (variable, ...names: readonly string[]) => {
    const name = names.slice(0, 3).find(each => each !== undefined) ?? '';
    const value = values[name];
    if (value === undefined) throw new Error(`nothing is known of the variable ${variable}`);
    return value;
  });
