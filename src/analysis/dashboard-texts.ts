import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { type DashboardPlan, panelsOf } from '../ir/dashboard.ts';
import { variablesOf } from './dashboard-variables.ts';

/** A text of a dashboard in which Grafana puts values in place of variables. */
export interface VariableText {
  /** `panel "Requests"`: how a person finds it. */
  readonly where: string;
  readonly text: string;
}

/** `$name`, `${name}`, `${name:regex}`, `${name.field}` and `[[name]]`. */
const mention = /\$(?:(\w+)|\{(\w+)(?:[.:[][^}]*)?\})|\[\[(\w+)(?::[^\]]*)?\]\]/g;

/**
 * Names of the variables that a text mentions, once each. Names that begin with two underscores are Grafana's own;
 * digits are groups of a regular expression, and so are names that the text itself gives to a group.
 */
export const variablesMentioned = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(mention)]
      .map(([, plain, braced, bracketed]) => plain ?? braced ?? bracketed ?? '')
      .filter(
        name =>
          !name.startsWith('__') &&
          !/^\d/.test(name) &&
          !text.includes(`(?P<${name}>`) &&
          !text.includes(`(?<${name}>`),
      ),
  ),
];

const strings = (value: JsonValue | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return isJsonObject(value) ? Object.values(value).flatMap(strings) : [];
};

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** Which data source is asked is a variable as well, and judged as such by `DASH-DS`. */
const withoutSource = ({ datasource: _datasource, ...rest }: JsonObject): JsonObject => rest;

/** In an expression of Grafana `$A` is the query A of its panel. */
const isExpression = ({ datasource }: JsonObject): boolean =>
  isJsonObject(datasource) && datasource['type'] === '__expr__';

const linksOf = ({ fieldConfig }: JsonObject): readonly string[] => {
  if (!isJsonObject(fieldConfig)) return [];
  const { defaults, overrides } = fieldConfig;
  const links = isJsonObject(defaults) ? strings(defaults['links']) : [];
  const overridden = objects(overrides)
    .flatMap(({ properties }) => objects(properties))
    .filter(({ id }) => id === 'links');
  return [...links, ...overridden.flatMap(({ value }) => strings(value))];
};

const panelTexts = (panel: JsonObject): readonly VariableText[] => {
  const { type, title, targets, links, repeat, options } = panel;
  const where = `${type === 'row' ? 'row' : 'panel'} "${title ?? ''}"`;
  const matching = isJsonObject(options) ? options['alertInstanceLabelFilter'] : undefined;
  const texts = [
    ...strings(title),
    ...objects(targets)
      .filter(target => !isExpression(target))
      .flatMap(target => strings(withoutSource(target))),
    ...objects(links).flatMap(({ title: heading, url }) => [...strings(heading), ...strings(url)]),
    ...linksOf(panel),
    ...strings(matching),
    ...(typeof repeat === 'string' && repeat !== '' ? [`\${${repeat}}`] : []),
  ];
  return texts.map(text => ({ where, text }));
};

/**
 * The texts that need their variables: queries of every kind, titles, links, repetitions, annotations and variables.
 * In what people read, a text panel or a description, a dollar sign may mean money or a shell.
 */
export const variableTexts = ({ body }: DashboardPlan): readonly VariableText[] => {
  const { annotations, links } = body;
  const marks = objects(isJsonObject(annotations) ? annotations['list'] : undefined);
  return [
    ...panelsOf(body).flatMap(({ panel }) => panelTexts(panel)),
    ...marks.flatMap(mark =>
      strings(withoutSource(mark)).map(text => ({ where: `annotation "${mark['name'] ?? ''}"`, text })),
    ),
    ...objects(links).flatMap(({ title, url }) =>
      [...strings(title), ...strings(url)].map(text => ({ where: `link "${title ?? ''}"`, text })),
    ),
    ...variablesOf(body).flatMap(({ name, type, body: { query, definition, regex } }) =>
      type === 'query'
        ? [query, definition, regex].flatMap(strings).map(text => ({ where: `variable \`$${name}\``, text }))
        : [],
    ),
  ];
};

/** Names of the variables on which something of a dashboard depends, its own definition aside. */
export const variablesUsed = ({ body }: DashboardPlan): ReadonlySet<string> => {
  const { templating: _templating, links, ...rest } = body;
  const variables = variablesOf(body);
  const passedOn = objects(links).some(({ includeVars }) => includeVars === true);
  const texts = [
    ...strings(rest),
    ...strings(links),
    ...panelsOf(body).map(({ panel }) => `\${${panel['repeat'] ?? ''}}`),
  ];
  return new Set([
    ...texts.flatMap(variablesMentioned),
    ...variables.flatMap(({ name, body: own }) =>
      strings(own)
        .flatMap(variablesMentioned)
        .filter(other => other !== name),
    ),
    // Filters are added to every query by themselves, and some links carry every choice to the next page.
    ...variables.filter(({ type }) => passedOn || type === 'adhoc').map(({ name }) => name),
  ]);
};
