import { formatDuration } from '../core/duration.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Dashboard, DashboardLink, Panel, Row, Variable } from './dashboard.ts';
import { numberAt, objectAt, objectsAt, someTexts, textAt, textsAt } from './json-fields.ts';
import { readPanel } from './read-panel.ts';
import { secondsOf } from './time-range.ts';

/** Where a dashboard was found. */
export interface Found {
  /** Its folder in Grafana; one that the file itself names goes first. */
  readonly folder: string;
  /** Stands for a uid where there is none: the name of the file. */
  readonly name: string;
}

/** A dashboard, or what the value is instead, as the end of a sentence. */
export const readDashboard = (value: JsonValue, found: Found): Dashboard | string => {
  if (!isJsonObject(value)) return `holds ${Array.isArray(value) ? 'a list' : 'a single value'}, not a dashboard`;
  // As the HTTP interface of Grafana answers.
  const inner = value['dashboard'];
  const given = isJsonObject(inner) ? inner : value;
  if (isJsonObject(given['spec']) && isJsonObject(given['spec']['elements']))
    return 'is a dashboard of schema v2, which only Grafana itself can show; export it as a classic dashboard';
  const panels = given['panels'] ?? given['rows'];
  if (!Array.isArray(panels) || typeof given['title'] !== 'string')
    return 'holds no dashboard: it has no `title` and `panels`';
  const uid = textAt(given, 'uid') ?? '';
  const safe = /^[\w-]{1,100}$/.test(uid) ? uid : found.name.replace(/[^\w-]+/g, '-');
  const time = objectAt(given, 'time');
  return {
    uid: safe,
    title: given['title'],
    folder: textAt(objectAt(value, 'meta'), 'folderTitle') ?? found.folder,
    description: textAt(given, 'description') ?? '',
    tags: textsAt(given, 'tags'),
    variables: objectsAt(objectAt(given, 'templating'), 'list').map(readVariable),
    links: objectsAt(given, 'links').map(readLink),
    rows: readRows(safe, panels.filter(isJsonObject)),
    range: secondsOf(textAt(time, 'from'), textAt(time, 'to')),
    refresh: textAt(given, 'refresh') ?? '',
  };
};

/** Panels by the row above them. A row that is collapsed holds its panels itself; so do all rows of old dashboards. */
const readRows = (uid: string, all: readonly JsonObject[]): readonly Row[] => {
  const rows: Row[] = [];
  let open: { readonly head: JsonObject | undefined; readonly panels: JsonObject[] } = { head: undefined, panels: [] };
  let count = 0;
  const close = (): void => {
    const { head, panels } = open;
    if (head === undefined && panels.length === 0) return;
    const read = panels.map(panel => {
      count += 1;
      return readPanel(panel, `${uid}-${count}`);
    });
    const title = head === undefined ? undefined : textAt(head, 'title');
    rows.push({
      title: head === undefined ? undefined : (title ?? ''),
      collapsed: head?.['collapsed'] === true || head?.['collapse'] === true,
      repeat: head === undefined ? undefined : textAt(head, 'repeat'),
      panels: settled(read, head === undefined ? undefined : numberAt(objectAt(head, 'gridPos'), 'y')),
    });
  };
  for (const item of all)
    if (item['type'] === 'row' || (item['type'] === undefined && Array.isArray(item['panels']))) {
      close();
      open = { head: item, panels: [...objectsAt(item, 'panels')] };
    } else open.panels.push(item);
  close();
  return rows;
};

const columns = 24;

/** Panels counted from the top of their row. Those without a place flow from left to right, as old dashboards do. */
const settled = (panels: readonly Panel[], rowAt: number | undefined): readonly Panel[] => {
  const placed = panels.filter(({ place }) => place.y >= 0);
  const top = Math.min(...placed.map(({ place }) => place.y));
  const first = placed.length === 0 ? 0 : rowAt === undefined ? Math.min(top, 0) : Math.min(rowAt + 1, top);
  let x = 0;
  let y = placed.reduce((bottom, { place }) => Math.max(bottom, place.y + place.h - first), 0);
  let tall = 0;
  return panels.map(panel => {
    const { place } = panel;
    if (place.y >= 0) return { ...panel, place: { ...place, y: place.y - first } };
    if (x + place.w > columns) {
      x = 0;
      y += tall;
      tall = 0;
    }
    const here = { ...place, x, y };
    x += place.w;
    tall = Math.max(tall, place.h);
    return { ...panel, place: here };
  });
};

const readVariable = (given: JsonObject): Variable => {
  const query = given['query'];
  const name = textAt(given, 'name') ?? '';
  const label = textAt(given, 'label') ?? '';
  return {
    name,
    label: label === '' ? name : label,
    kind: textAt(given, 'type') ?? '',
    definition: typeof query === 'string' ? query : isJsonObject(query) ? (textAt(query, 'query') ?? '') : '',
    chosen: someTexts(objectAt(given, 'current')['value']).filter(value => value !== ''),
    includeAll: given['includeAll'] === true,
    allValue: textAt(given, 'allValue') || undefined,
    multi: given['multi'] === true,
    pattern: textAt(given, 'regex') ?? '',
    hidden: given['hide'] === 2,
  };
};

const readLink = (given: JsonObject): DashboardLink => {
  const title = textAt(given, 'title') ?? '';
  return given['type'] === 'dashboards'
    ? { kind: 'tags', title: title === '' ? 'Dashboards' : title, tags: textsAt(given, 'tags') }
    : { kind: 'page', title: title === '' ? (textAt(given, 'url') ?? '') : title, url: textAt(given, 'url') ?? '' };
};

/** `6h`, for a person. */
export const rangeText = (seconds: number): string => formatDuration(seconds * 1_000);
