import type { JsonObject, JsonValue } from '../core/json.ts';
import { numberOf, objectOf, objectsOf } from './json-parts.ts';

/** A panel, and where it stands below the heading of its row. */
export interface PlacedPanel {
  readonly panel: JsonObject;
  readonly place: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly pointer: string;
}

/** Panels below one heading, or above the first one. */
export interface Section {
  readonly heading: { readonly panel: JsonObject; readonly pointer: string } | undefined;
  readonly isCollapsed: boolean;
  readonly panels: readonly PlacedPanel[];
}

interface Listed {
  readonly panel: JsonObject;
  readonly pointer: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const columns = 24;
/** Size of a panel that has none, as Grafana gives it. */
const sizeless = { w: 12, h: 9 } as const;

const cells = (value: JsonValue | undefined, otherwise: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.round(numberOf(value) ?? otherwise)));

const listed = (panels: JsonValue | undefined, at: string): readonly Listed[] =>
  objectsOf(panels)
    .map((panel, index): Listed => {
      const { x, y, w, h } = objectOf(panel['gridPos']);
      const width = cells(w, sizeless.w, 1, columns);
      return {
        panel,
        pointer: `${at}/${index}`,
        x: cells(x, 0, 0, columns - width),
        y: cells(y, 0, 0, 1_000_000),
        w: width,
        h: cells(h, sizeless.h, 1, 1_000),
      };
    })
    .toSorted((a, b) => a.y - b.y || a.x - b.x);

/** Places below a line. Where the line is not fixed, the highest panel decides. */
const placed = (panels: readonly Listed[], start?: number): readonly PlacedPanel[] => {
  const top = start ?? Math.min(...panels.map(({ y }) => y));
  return panels
    .map(({ panel, pointer, x, y, w, h }) => ({ panel, pointer, place: { x, y: Math.max(0, y - top), w, h } }))
    .toSorted((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
};

/** The rows of a page as a reader sees them, from top to bottom. What is empty and has no heading is left out. */
export const sectionsOf = (body: JsonObject): readonly Section[] => {
  const sections: Section[] = [];
  let heading: Listed | undefined;
  let open: Listed[] = [];
  const close = (): void => {
    if (heading !== undefined || open.length > 0)
      sections.push({ heading, isCollapsed: false, panels: placed(open, heading && heading.y + 1) });
    heading = undefined;
    open = [];
  };
  for (const item of listed(body['panels'], '/panels')) {
    if (item.panel['type'] !== 'row') {
      open.push(item);
      continue;
    }
    close();
    const inner = listed(item.panel['panels'], `${item.pointer}/panels`);
    if (item.panel['collapsed'] === true || inner.length > 0)
      sections.push({ heading: item, isCollapsed: true, panels: placed(inner) });
    else heading = item;
  }
  close();
  return sections;
};
