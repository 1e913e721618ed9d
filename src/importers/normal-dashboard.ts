import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { sectionsOf } from './dashboard-sections.ts';
import { numberOf, objectOf, objectsOf, without, wordOf } from './json-parts.ts';
import { commonDefaults, pageDefaults, panelDefaults } from './panel-defaults.ts';

/**
 * What a dashboard means, without what may be written in several ways: keys that say what Grafana assumes anyway,
 * numbers of panels, marks of editors and versions, the order of keys.
 *
 * @module
 */

/** Nothing: where one writes it, another leaves the key out. */
const isNothing = (value: JsonValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isJsonObject(value) && Object.keys(value).length === 0);

const compactItem = (value: JsonValue): JsonValue =>
  Array.isArray(value) ? value.map(compactItem) : isJsonObject(value) ? compact(value) : value;

/** Sorted keys, and none that says nothing. */
const compact = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.keys(object)
      .toSorted()
      .flatMap((key): readonly [string, JsonValue][] => {
        const value = object[key];
        const inner = value === undefined ? null : compactItem(value);
        return isNothing(inner) ? [] : [[key, inner]];
      }),
  );

/** Without what is assumed anyway. Both are compact. */
const beyond = (object: JsonObject, assumed: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object).flatMap(([key, value]): readonly [string, JsonValue][] => {
      const known = assumed[key];
      if (value === undefined || JSON.stringify(value) === JSON.stringify(known)) return [];
      const rest = isJsonObject(value) && isJsonObject(known) ? beyond(value, known) : value;
      return isNothing(rest) ? [] : [[key, rest]];
    }),
  );

const promqlLeftovers = [
  'editorMode',
  'metric',
  'step',
  'useBackend',
  'disableTextWrap',
  'fullMetaSearch',
  'includeNullMetadata',
  'key',
  'queryType',
  'target',
] as const;

const promqlDefaults: JsonObject = {
  exemplar: false,
  format: 'time_series',
  instant: false,
  intervalFactor: 1,
};

/** A query. Its data source is that of its panel, if it says nothing else. */
const normalTarget = (target: JsonObject, panel: JsonObject): JsonObject => {
  const datasource = target['datasource'] ?? panel['datasource'] ?? null;
  const rest = beyond(compact(target), { hide: false });
  if (objectOf(datasource)['type'] !== 'prometheus') return compact({ ...rest, datasource });
  // Grafana asks over the range unless it is told to ask for the moment only.
  const range = target['instant'] === true && target['range'] === true;
  return compact({ ...beyond(without(rest, promqlLeftovers), promqlDefaults), range: range ? true : null, datasource });
};

/** Numbers of panels that others name: of those whose data they show, or whose graphs they mark. */
const namedPanels = (body: JsonObject, panels: readonly JsonObject[]): ReadonlySet<number> => {
  const targets = panels.flatMap(panel => objectsOf(panel['targets']));
  const marks = objectsOf(objectOf(body['annotations'])['list']).flatMap(({ filter }) => {
    const { ids } = objectOf(filter);
    return Array.isArray(ids) ? ids : [];
  });
  return new Set([...targets.map(target => target['panelId']), ...marks].flatMap(id => numberOf(id) ?? []));
};

export const namedPanelsOf = (body: JsonObject): ReadonlySet<number> =>
  namedPanels(
    body,
    sectionsOf(body).flatMap(({ panels }) => panels.map(({ panel }) => panel)),
  );

const panelLeftovers = ['id', 'gridPos', 'pluginVersion', 'targets'] as const;

/** A panel without its place. `keepsId` where others name it. */
export const normalPanel = (panel: JsonObject, keepsId: boolean = false): JsonObject => {
  const { targets, id } = panel;
  const rest = compact(without(panel, panelLeftovers));
  const own = beyond(beyond(rest, commonDefaults), panelDefaults.get(wordOf(panel['type'])) ?? {});
  const asked = objectsOf(targets).map(target => normalTarget(target, panel));
  return compact({
    ...(asked.length === 0 ? without(own, ['datasource']) : own),
    ...(asked.length === 0 ? {} : { targets: asked }),
    ...(keepsId && id !== undefined ? { id } : {}),
  });
};

/** A heading without its place and what stands below it. */
export const normalHeading = (row: JsonObject): JsonObject =>
  beyond(compact(without(row, ['id', 'gridPos', 'panels', 'datasource', 'targets', 'collapsed'])), commonDefaults);

const pageLeftovers = [
  'id',
  'version',
  'iteration',
  'schemaVersion',
  'gnetId',
  'slug',
  'style',
  'hideControls',
  'sharedCrosshair',
  'originalTitle',
  'snapshot',
  'panels',
  'rows',
  '__inputs',
  '__requires',
  '__elements',
] as const;

/** Grafana's own list of annotations is there whether it is written or not. */
const isBuiltIn = (annotation: JsonObject): boolean =>
  (annotation['builtIn'] === 1 || annotation['builtIn'] === true) && annotation['enable'] !== false;

const annotationDefaults: JsonObject = { hide: false, type: 'dashboard', builtIn: 0 };
const variableDefaults: JsonObject = {
  hide: 0,
  includeAll: false,
  multi: false,
  skipUrlSync: false,
  sort: 0,
  useTags: false,
  allowCustomValue: true,
};

const normalVariable = (variable: JsonObject): JsonObject => {
  const rest = beyond(
    compact(without(variable, ['tagValuesQuery', 'tagsQuery', 'tags', 'definition'])),
    variableDefaults,
  );
  // What was listed when the page was saved is asked again when it is opened.
  return wordOf(variable['type']) === 'query' || wordOf(variable['type']) === 'datasource'
    ? without(rest, ['options'])
    : rest;
};

const timepickerLeftovers = ['now', 'status', 'collapse', 'enable', 'notice', 'type', 'time_options'] as const;

/** Everything but the panels. */
export const normalPage = (body: JsonObject): JsonObject => {
  const annotations = objectsOf(objectOf(body['annotations'])['list']).filter(each => !isBuiltIn(each));
  const variables = objectsOf(objectOf(body['templating'])['list']);
  const { refresh } = body;
  return beyond(
    compact({
      ...without(body, pageLeftovers),
      refresh: refresh === false ? null : (refresh ?? null),
      timepicker: without(objectOf(body['timepicker']), timepickerLeftovers),
      annotations: { list: annotations.map(each => beyond(compact(each), annotationDefaults)) },
      templating: { list: variables.map(normalVariable) },
    }),
    pageDefaults,
  );
};

/** The meaning of a dashboard as plain data. Two with equal data look alike, ask alike and choose alike. */
export const normalDashboard = (body: JsonObject): JsonObject => {
  const named = namedPanelsOf(body);
  return {
    page: normalPage(body),
    rows: sectionsOf(body).map(({ heading, isCollapsed, panels }) => ({
      ...(heading === undefined ? {} : { heading: normalHeading(heading.panel) }),
      ...(isCollapsed ? { collapsed: true } : {}),
      panels: panels.map(({ panel, place }) => ({
        ...normalPanel(panel, named.has(numberOf(panel['id']) ?? -1)),
        gridPos: { ...place },
      })),
    })),
  };
};
