import type { PanelEntry, PanelPlace } from '../catalogue/dashboard.ts';
import { isJsonObject, type JsonValue } from '../core/json.ts';
import { gridColumns as columns } from '../ir/dashboard.ts';

export interface Size {
  /** Columns of 24. */
  readonly width: number;
  /** Rows of 30 pixels. */
  readonly height: number;
  /** Fixed by the author, below the heading. */
  readonly at?: PanelPlace;
}

/** Where a panel stands on the grid. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Three graphs, four numbers or one text fit beside each other. */
export const defaultSizes: Readonly<Record<PanelEntry['kind'], Size>> = {
  timeseries: { width: 8, height: 8 },
  stat: { width: 6, height: 4 },
  gauge: { width: 8, height: 8 },
  'bar-gauge': { width: 8, height: 8 },
  pie: { width: 8, height: 8 },
  heatmap: { width: 8, height: 8 },
  table: { width: 8, height: 8 },
  logs: { width: columns, height: 8 },
  traces: { width: columns, height: 8 },
  'alert-list': { width: columns, height: 8 },
  'alert-table': { width: columns, height: 8 },
  baseline: { width: 12, height: 8 },
  text: { width: columns, height: 3 },
  'state-timeline': { width: 8, height: 8 },
  raw: { width: 8, height: 8 },
};

const whole = (value: number, most: number): number => Math.min(most, Math.max(1, Math.round(value) || 1));

/** The size that an author asked for, brought to whole cells inside the grid, or the default of its kind. */
export const sizeOf = (entry: Pick<PanelEntry, 'kind' | 'width' | 'height' | 'at' | 'raw'>): Size => {
  const size = { ...defaultSizes[entry.kind], ...rawSize(entry.raw?.['gridPos']) };
  return {
    width: whole(entry.width ?? size.width, columns),
    height: whole(entry.height ?? size.height, Number.MAX_SAFE_INTEGER),
    ...(entry.at === undefined ? {} : { at: entry.at }),
  };
};

/** The size that a panel in Grafana's own JSON has already. */
const rawSize = (gridPos: JsonValue | undefined): Partial<Size> => {
  if (!isJsonObject(gridPos)) return {};
  const { w, h } = gridPos;
  return { ...(typeof w === 'number' ? { width: w } : {}), ...(typeof h === 'number' ? { height: h } : {}) };
};

/** A row of a dashboard on the grid: its heading where it has one, its panels in order, and the first free line below it. */
export interface RowPlaces {
  readonly heading: Place;
  readonly panels: readonly Place[];
  readonly end: number;
}

/**
 * Lays panels out from left to right; a panel that does not fit starts a new line below the tallest one. A panel with a
 * place of its own stands there, and the flow goes on from it.
 */
export const placeRow = (top: number, sizes: readonly Size[], hasHeading: boolean = true): RowPlaces => {
  const start = hasHeading ? top + 1 : top;
  const panels: Place[] = [];
  let x = 0;
  let y = start;
  let tallest = 0;
  let end = start;
  for (const { width, height, at } of sizes) {
    const fixed = at === undefined ? undefined : { x: at.x, y: start + at.y };
    if (fixed !== undefined) {
      tallest = fixed.y === y ? tallest : 0;
      ({ x, y } = fixed);
    } else if (x + width > columns) {
      x = 0;
      y += tallest;
      tallest = 0;
    }
    panels.push({ x, y, w: width, h: height });
    x += width;
    tallest = Math.max(tallest, height);
    end = Math.max(end, y + tallest);
  }
  return { heading: { x: 0, y: top, w: columns, h: 1 }, panels, end };
};
