import { isJsonObject, type JsonObject } from '../core/json.ts';
import { type Panel, type PanelKind, type Place, panelKinds, type Query } from './dashboard.ts';
import { numberAt, objectAt, objectsAt, textAt } from './json-fields.ts';
import { readField, readOverride } from './read-field.ts';

/** Kinds that are drawn as another: their older names, and what differs from it in its looks only. */
const like: ReadonlyMap<string, PanelKind> = new Map([
  ['graph', 'timeseries'],
  ['barchart', 'bargauge'],
  ['singlestat', 'stat'],
  ['table-old', 'table'],
  ['status-history', 'state-timeline'],
  ['grafana-piechart-panel', 'piechart'],
]);

/** A panel of a dashboard; `id` tells it from all others. */
export const readPanel = (given: JsonObject, id: string): Panel => {
  const type = textAt(given, 'type') ?? '';
  const source = sourceOf(given['datasource']);
  const kind = panelKinds.find(each => each === type) ?? like.get(type) ?? 'other';
  const settings = objectAt(given, 'fieldConfig');
  return {
    id,
    kind,
    type,
    title: textAt(given, 'title') ?? '',
    description: textAt(given, 'description') ?? '',
    place: readPlace(given),
    queries: objectsAt(given, 'targets').map((target, index) => readQuery(target, source, index)),
    links: objectsAt(given, 'links').map(link => ({
      title: textAt(link, 'title') || (textAt(link, 'url') ?? ''),
      url: textAt(link, 'url') ?? '',
    })),
    field: readField(objectAt(settings, 'defaults'), given),
    overrides: objectsAt(settings, 'overrides').flatMap(override => readOverride(override) ?? []),
    // Text panels of old dashboards have theirs beside the title.
    options: kind === 'text' ? { ...given, ...objectAt(given, 'options') } : objectAt(given, 'options'),
    transformations: objectsAt(given, 'transformations').map(each => ({
      id: textAt(each, 'id') ?? '',
      options: objectAt(each, 'options'),
    })),
    repeat: textAt(given, 'repeat'),
    transparent: given['transparent'] === true,
  };
};

const within = (value: number | undefined, low: number, high: number, usual: number): number =>
  value === undefined ? usual : Math.min(Math.max(Math.round(value), low), high);

/** Without a place `y` is negative. Spans of twelve are those of old rows. */
const readPlace = (given: JsonObject): Place => {
  const { gridPos } = given;
  if (!isJsonObject(gridPos)) return { x: 0, y: -1, w: within((numberAt(given, 'span') ?? 12) * 2, 1, 24, 24), h: 8 };
  const x = within(numberAt(gridPos, 'x'), 0, 23, 0);
  return {
    x,
    y: within(numberAt(gridPos, 'y'), 0, 100_000, 0),
    w: within(numberAt(gridPos, 'w'), 1, 24 - x, 12),
    h: within(numberAt(gridPos, 'h'), 1, 200, 8),
  };
};

/** The kind of a data source; old dashboards have its name alone. */
const sourceOf = (given: unknown): string | undefined => {
  if (!isJsonObject(given)) return undefined;
  const type = textAt(given, 'type');
  return type === 'datasource' || type === '' ? undefined : type;
};

const readQuery = (target: JsonObject, source: string | undefined, index: number): Query => {
  const expr = textAt(target, 'expr');
  const text = expr ?? textAt(target, 'query') ?? textAt(target, 'rawSql') ?? textAt(target, 'target');
  const own = sourceOf(target['datasource']) ?? source ?? (expr === undefined ? 'unknown' : 'prometheus');
  return {
    refId: textAt(target, 'refId') ?? String.fromCharCode(65 + (index % 26)),
    text: text ?? restOf(target),
    source: own,
    legend: textAt(target, 'legendFormat') ?? textAt(target, 'alias'),
    instant: target['instant'] === true && target['range'] !== true,
    format: textAt(target, 'format') ?? 'time_series',
    hidden: target['hide'] === true,
  };
};

/** What a query of another kind is made of, short of what every query has. */
const restOf = (target: JsonObject): string =>
  Object.entries(target)
    .filter(([key, value]) => !['datasource', 'refId', 'hide'].includes(key) && typeof value !== 'object')
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(', ');
