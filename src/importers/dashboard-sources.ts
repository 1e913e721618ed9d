import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { objectOf, objectsOf, objectWithTexts, textsOf, without, wordOf } from './json-parts.ts';
import { mapPanels } from './map-panels.ts';

/** The choice under which every dashboard of a stack finds its Prometheus. */
const choice = 'datasource';

/** Data sources that Grafana has by itself. */
const special: ReadonlyMap<string, JsonObject> = new Map([
  ['-- Grafana --', { type: 'datasource', uid: 'grafana' }],
  ['-- Mixed --', { type: 'datasource', uid: '-- Mixed --' }],
  ['-- Dashboard --', { type: 'datasource', uid: '-- Dashboard --' }],
  ['__expr__', { type: '__expr__', uid: '__expr__' }],
]);

/** What a data source that is known by its name only is most likely called after. */
const names: readonly (readonly [RegExp, string])[] = [
  [/prom|thanos|mimir|cortex|victoria/i, 'prometheus'],
  [/loki/i, 'loki'],
  [/elastic|opensearch/i, 'elasticsearch'],
  [/influx/i, 'influxdb'],
  [/jaeger/i, 'jaeger'],
  [/tempo/i, 'tempo'],
  [/graphite/i, 'graphite'],
  [/cloudwatch/i, 'cloudwatch'],
];

/** `$name`, `${name}` or `[[name]]` and nothing else. */
const variableIn = (text: string): string | undefined =>
  /^(?:\$(\w+)|\$\{([\w-]+)(?::\w+)?\}|\[\[(\w+)\]\])$/
    .exec(text)
    ?.slice(1)
    .find(name => name !== undefined);

/** One data source, as it is told from others. */
interface Source {
  readonly type: string;
  /** The name of a variable, a fixed uid, or nothing for the default. */
  readonly variable?: string;
  readonly uid?: string;
}

/** Types by the names of variables and of what an import asks for. */
const typesOf = (body: JsonObject): ReadonlyMap<string, string> =>
  new Map([
    ...objectsOf(body['__inputs']).map((input): [string, string] => [wordOf(input['name']), wordOf(input['pluginId'])]),
    ...objectsOf(objectOf(body['templating'])['list'])
      .filter(variable => variable['type'] === 'datasource')
      .map((variable): [string, string] => [wordOf(variable['name']), wordOf(variable['query'])]),
  ]);

/** What a reference means; undefined for what Grafana has by itself. `asksPromql` decides where nothing else does. */
const sourceOf = (
  reference: JsonValue | undefined,
  types: ReadonlyMap<string, string>,
  asksPromql: boolean,
): Source | undefined => {
  if (reference === undefined || reference === null || reference === 'default')
    return asksPromql ? { type: 'prometheus' } : undefined;
  const said = isJsonObject(reference) ? wordOf(reference['type']) : '';
  const uid = isJsonObject(reference) ? wordOf(reference['uid']) : wordOf(reference);
  if (special.has(uid) || said === '__expr__' || said === 'datasource' || said === 'grafana') return undefined;
  const variable = variableIn(uid);
  if (variable !== undefined) {
    const type = types.get(variable) || said || (asksPromql ? 'prometheus' : '');
    return type === '' ? undefined : { type, variable };
  }
  const guess = names.find(([pattern]) => pattern.test(uid))?.[1] ?? (asksPromql ? 'prometheus' : '');
  const type = said || guess;
  if (type === '') return undefined;
  return uid === '' ? { type } : { type, uid };
};

const keyOf = ({ variable, uid }: Source): string =>
  variable === undefined ? (uid === undefined ? 'default' : `uid ${uid}`) : `variable ${variable}`;

export interface Sourced {
  readonly body: JsonObject;
  readonly notes: readonly string[];
}

const asks = (target: JsonObject): boolean => typeof target['expr'] === 'string';

/** Every reference to a data source, changed. */
const mapSources = (
  body: JsonObject,
  change: (reference: JsonValue | undefined, asksPromql: boolean) => JsonValue | undefined,
): JsonObject => {
  const pointed = (object: JsonObject, asksPromql: boolean): JsonObject => {
    const datasource = change(object['datasource'], asksPromql);
    return datasource === undefined ? without(object, ['datasource']) : { ...object, datasource };
  };
  const list = (value: JsonValue | undefined, each: (item: JsonObject) => JsonObject): JsonObject => ({
    ...objectOf(value),
    list: objectsOf(objectOf(value)['list']).map(each),
  });
  const panels = mapPanels(body, panel => {
    const targets = objectsOf(panel['targets']);
    if (panel['type'] === 'row' || targets.length === 0) return panel;
    return {
      ...pointed(panel, targets.some(asks)),
      targets: targets.map(target => {
        const own = target['datasource'];
        const isOwn = own !== undefined && own !== null;
        return isOwn ? pointed(target, asks(target)) : without(target, ['datasource']);
      }),
    };
  });
  return {
    ...panels,
    ...(body['annotations'] === undefined
      ? {}
      : {
          annotations: list(body['annotations'], each => pointed(each, asks(each))),
        }),
    ...(body['templating'] === undefined
      ? {}
      : {
          templating: list(body['templating'], each =>
            each['type'] === 'query' || each['type'] === 'adhoc' ? pointed(each, asksLabels(each)) : each,
          ),
        }),
  };
};

/** Queries for values of a label have the same words in Prometheus and in Loki only. */
const asksLabels = ({ query, definition }: JsonObject): boolean =>
  /\b(?:label_values|query_result|metrics|label_names)\s*\(/.test(
    wordOf(definition) || wordOf(query) || wordOf(objectOf(query)['query']),
  );

/**
 * One Prometheus of a dashboard becomes the choice that every dashboard of a stack has. Others, and data sources of other
 * kinds, stay what they are; those that an import would ask for become choices of the page.
 */
export const unifySources = (body: JsonObject, ours: JsonObject): Sourced => {
  const constants = objectsOf(body['__inputs']).filter(input => input['type'] === 'constant');
  const filled = constants.reduce(
    (text: JsonObject, input) =>
      objectWithTexts(text, each => each.replaceAll(`\${${wordOf(input['name'])}}`, wordOf(input['value']))),
    without(body, ['__inputs', '__requires', '__elements']),
  );
  const types = typesOf(body);
  const counts = new Map<string, { readonly source: Source; count: number }>();
  mapSources(filled, (reference, asksPromql) => {
    const source = sourceOf(reference, types, asksPromql);
    if (source === undefined) return reference;
    const known = counts.get(keyOf(source)) ?? { source, count: 0 };
    counts.set(keyOf(source), { ...known, count: known.count + 1 });
    return reference;
  });
  const all = [...counts.values()].filter(({ source }) => source.type === 'prometheus');
  const variables = objectsOf(objectOf(filled['templating'])['list']);
  const isChoice = ({ variable }: Source): boolean =>
    variables.some(each => each['type'] === 'datasource' && each['name'] === variable);
  const main =
    all.find(({ source }) => isChoice(source))?.source ?? all.toSorted((a, b) => b.count - a.count)[0]?.source;
  const key = main === undefined ? undefined : keyOf(main);
  const isMain = (source: Source): boolean =>
    source.type === 'prometheus' &&
    (keyOf(source) === key || (source.variable === undefined && source.uid === undefined));
  const pointed = mapSources(filled, (reference, asksPromql) => {
    const source = sourceOf(reference, types, asksPromql);
    if (source === undefined) return special.get(wordOf(reference)) ?? (reference === null ? undefined : reference);
    if (isMain(source)) return { type: 'prometheus', uid: `\${${choice}}` };
    const uid = source.variable === undefined ? source.uid : `\${${source.variable}}`;
    return { type: source.type, ...(uid === undefined ? {} : { uid }) };
  });
  const renamed = main?.variable !== undefined && main.variable !== choice ? rename(pointed, main.variable) : pointed;
  const texts = textsOf(filled);
  const wanted = objectsOf(body['__inputs']).filter(
    input =>
      texts.some(text => text.includes(`\${${wordOf(input['name'])}}`)) &&
      input['type'] === 'datasource' &&
      wordOf(input['name']) !== main?.variable &&
      wordOf(input['pluginId']) !== '__expr__',
  );
  const added = [
    ...(main === undefined || isChoice(main) ? [] : [ours]),
    ...wanted.map(
      (input): JsonObject => ({
        type: 'datasource',
        name: wordOf(input['name']),
        label: wordOf(input['label']) || wordOf(input['pluginName']) || wordOf(input['pluginId']),
        query: wordOf(input['pluginId']),
        current: {},
        refresh: 1,
      }),
    ),
  ];
  return {
    body: added.length === 0 ? renamed : withVariables(renamed, added),
    notes: [
      ...(main === undefined || (main.variable === choice && isChoice(main))
        ? []
        : [`Its queries ask the choice \`$${choice}\`, where they asked ${nameOf(main)}.`]),
      ...all
        .filter(({ source }) => !isMain(source))
        .map(({ source }) => `Some of its queries ask a second Prometheus, ${nameOf(source)}.`),
      ...wanted.map(input => `The data source \`${wordOf(input['name'])}\` is a choice of the page.`),
    ],
  };
};

const nameOf = ({ variable, uid }: Source): string =>
  variable === undefined
    ? uid === undefined
      ? 'the default data source'
      : `the data source "${uid}"`
    : `\`$${variable}\``;

const withVariables = (body: JsonObject, added: readonly JsonObject[]): JsonObject => ({
  ...body,
  templating: { ...objectOf(body['templating']), list: [...added, ...objectsOf(objectOf(body['templating'])['list'])] },
});

/** A variable of the page under another name, wherever it is mentioned. */
const rename = (body: JsonObject, name: string): JsonObject => {
  const mention = new RegExp(`\\$${name}(?![A-Za-z0-9_])|\\$\\{${name}((?::\\w+)?)\\}|\\[\\[${name}\\]\\]`, 'g');
  const texts = objectWithTexts(body, text =>
    text.replace(mention, (_, format: string | undefined) => `\${${choice}${format ?? ''}}`),
  );
  const templating = objectOf(texts['templating']);
  return {
    ...texts,
    templating: {
      ...templating,
      list: objectsOf(templating['list']).map(variable =>
        variable['type'] === 'datasource' && variable['name'] === name ? { ...variable, name: choice } : variable,
      ),
    },
  };
};
