import { isJsonObject, type JsonObject } from '../core/json.ts';
import { type DashboardPlan, gridColumns, panelsOf } from '../ir/dashboard.ts';
import { defineCheck, type Finding } from './check.ts';

/** Panels that lie on each other, or beyond the edge. */
export const dashGrid = defineCheck({
  code: 'DASH-GRID',
  severity: 'error',
  why: 'Grafana pushes panels that overlap apart, and squeezes those beyond the edge: the page is not the one that was drawn.',
  run: ({ plan }) => plan.dashboards.flatMap(misplaced),
});

interface Placed {
  readonly name: string;
  /** The list that it stands in: places inside of a collapsed row count from elsewhere. */
  readonly list: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const places = (body: JsonObject): readonly (Placed | string)[] =>
  panelsOf(body).map(({ panel, pointer }) => {
    const { title, type, gridPos } = panel;
    const name = `${type === 'row' ? 'row' : 'panel'} "${title ?? ''}"`;
    if (!isJsonObject(gridPos)) return name;
    const { x, y, w, h } = gridPos;
    if (typeof x !== 'number' || typeof y !== 'number' || typeof w !== 'number' || typeof h !== 'number') return name;
    return { name, list: pointer.slice(0, pointer.lastIndexOf('/')), x, y, w, h };
  });

const isInside = ({ x, y, w, h }: Placed): boolean =>
  [x, y, w, h].every(Number.isInteger) && x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= gridColumns;

const overlap = (a: Placed, b: Placed): boolean =>
  a.list === b.list && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

const misplaced = ({ title, path, body }: DashboardPlan): readonly Finding[] => {
  const all = places(body);
  const placed = all.filter(place => typeof place !== 'string');
  const inside = placed.filter(isInside);
  return [
    ...all
      .filter(place => typeof place === 'string')
      .map(name => ({
        path,
        message: `The ${name} of dashboard "${title}" has no place.`,
        hint: `Give it a \`gridPos\` of four whole numbers: x and w within ${gridColumns} columns, y and h.`,
      })),
    ...placed
      .filter(place => !isInside(place))
      .map(({ name, x, y, w, h }) => ({
        path,
        message: `The ${name} of dashboard "${title}" leaves the grid: it stands in column ${x}, row ${y}, and is ${w} wide and ${h} high.`,
        hint: `Keep column and width together within ${gridColumns}, in whole cells.`,
      })),
    ...inside.flatMap((a, index) =>
      inside
        .slice(index + 1)
        .filter(b => overlap(a, b))
        .map(b => ({
          path,
          message: `The ${a.name} and the ${b.name} of dashboard "${title}" overlap.`,
          hint: `The first ends in column ${a.x + a.w} and row ${a.y + a.h}; move the other there, or leave both to the layout.`,
        })),
    ),
  ];
};
