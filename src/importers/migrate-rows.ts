import type { JsonObject, JsonValue } from '../core/json.ts';
import { numberOf, objectsOf, without, wordOf } from './json-parts.ts';

/** Pixels of one cell of the grid, and the space below it. */
const cell = 38;
const leastPixels = 90;
const defaultPixels = 250;
/** Rows were divided into twelve, the grid is divided into twenty-four. */
const columnsPerSpan = 2;
const columns = 24;

const cellsOf = (height: JsonValue | undefined): number => {
  const pixels = numberOf(height) ?? Number.parseInt(wordOf(height), 10);
  return Math.ceil(Math.max(leastPixels, Number.isFinite(pixels) ? pixels : defaultPixels) / cell);
};

/** Panels in rows, as dashboards were stored before Grafana 5, at their places on the grid. */
export const migrateRows = (
  body: JsonObject,
): { readonly body: JsonObject; readonly pointers: ReadonlyMap<string, string> } => {
  const { rows } = body;
  if (!Array.isArray(rows) || Array.isArray(body['panels'])) return { body, pointers: new Map() };
  const list = objectsOf(rows);
  const hasHeadings = list.some(row => row['collapse'] === true || row['showTitle'] === true || row['repeat']);
  const pointers = new Map<string, string>();
  const panels: JsonObject[] = [];
  let top = 0;
  for (const [at, row] of list.entries()) {
    const height = cellsOf(row['height']);
    const isCollapsed = row['collapse'] === true;
    const inner: JsonObject[] = [];
    const start = hasHeadings ? top + 1 : top;
    let x = 0;
    let y = start;
    let tallest = 0;
    for (const [index, panel] of objectsOf(row['panels']).entries()) {
      const w = Math.min(columns, Math.max(1, Math.floor(numberOf(panel['span']) ?? 4) * columnsPerSpan));
      const h = panel['height'] === undefined ? height : cellsOf(panel['height']);
      if (x + w > columns) {
        x = 0;
        y += tallest;
        tallest = 0;
      }
      const place = isCollapsed ? `/panels/${panels.length}/panels/${inner.length}` : '';
      const own = `/panels/${panels.length + (hasHeadings ? 1 : 0) + inner.length}`;
      pointers.set(place === '' ? own : place, `/rows/${at}/panels/${index}`);
      inner.push({ ...without(panel, ['span', 'height', 'minSpan']), gridPos: { x, y, w, h } });
      x += w;
      tallest = Math.max(tallest, h);
    }
    const heading: JsonObject = {
      type: 'row',
      title: wordOf(row['title']),
      collapsed: isCollapsed,
      ...(wordOf(row['repeat']) === '' ? {} : { repeat: wordOf(row['repeat']) }),
      gridPos: { x: 0, y: top, w: columns, h: 1 },
      panels: isCollapsed ? inner : [],
    };
    panels.push(...(hasHeadings ? [heading] : []), ...(isCollapsed ? [] : inner));
    top = isCollapsed ? top + 1 : y + tallest;
  }
  return { body: { ...without(body, ['rows']), panels }, pointers };
};
