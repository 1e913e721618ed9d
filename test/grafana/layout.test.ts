import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PanelEntry } from '../../src/catalogue/dashboard.ts';
import { defaultSizes, type Place, placeRow, sizeOf } from '../../src/grafana/layout.ts';
import { gridColumns } from '../../src/ir/dashboard.ts';

const kinds: readonly PanelEntry['kind'][] = [
  'timeseries',
  'stat',
  'gauge',
  'bar-gauge',
  'pie',
  'heatmap',
  'table',
  'logs',
  'traces',
  'alert-list',
  'alert-table',
  'baseline',
  'text',
  'state-timeline',
  'raw',
];

const entries = fc.array(
  fc.record(
    {
      kind: fc.constantFrom(...kinds),
      width: fc.oneof(fc.integer({ min: -3, max: 40 }), fc.double()),
      height: fc.oneof(fc.integer({ min: -3, max: 40 }), fc.double({ max: 100 })),
    },
    { requiredKeys: ['kind'] },
  ),
  { maxLength: 30 },
);

const overlap = (a: Place, b: Place): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

describe('layout', () => {
  test('panels of any size stay inside the grid, never overlap, and end where the next row may begin', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 500 }), (row, top) => {
        const { heading, panels, end } = placeRow(top, row.map(sizeOf));
        expect(heading).toEqual({ x: 0, y: top, w: gridColumns, h: 1 });
        expect(panels).toHaveLength(row.length);
        for (const place of [heading, ...panels]) {
          expect(Object.values(place).every(Number.isInteger)).toBe(true);
          expect(place.x >= 0 && place.w >= 1 && place.x + place.w <= gridColumns).toBe(true);
          expect(place.y >= top && place.h >= 1 && place.y + place.h <= end).toBe(true);
        }
        const all = [heading, ...panels];
        for (const [index, a] of all.entries()) for (const b of all.slice(index + 1)) expect(overlap(a, b)).toBe(false);
      }),
    );
  });

  test('an empty row takes its heading only', () => {
    expect(placeRow(7, [])).toEqual({ heading: { x: 0, y: 7, w: 24, h: 1 }, panels: [], end: 8 });
  });

  test('a panel that does not fit starts below the tallest panel of its line', () => {
    const sizes = [
      { width: 12, height: 4 },
      { width: 10, height: 8 },
      { width: 6, height: 2 },
    ];
    expect(placeRow(0, sizes)).toEqual({
      heading: { x: 0, y: 0, w: 24, h: 1 },
      panels: [
        { x: 0, y: 1, w: 12, h: 4 },
        { x: 12, y: 1, w: 10, h: 8 },
        { x: 0, y: 9, w: 6, h: 2 },
      ],
      end: 11,
    });
  });

  test.each(Object.entries(defaultSizes))('a %s without a size has the size of its kind', (kind, size) => {
    expect(kinds.filter(known => known === kind).map(known => sizeOf({ kind: known }))).toEqual([size]);
  });

  test.each([
    ['a width beyond the grid becomes the whole width', { width: 40, height: 5 }, { width: 24, height: 5 }],
    ['nothing is narrower or lower than one cell', { width: 0, height: -2 }, { width: 1, height: 1 }],
    ['fractions of cells are rounded', { width: 7.6, height: 3.2 }, { width: 8, height: 3 }],
  ])('%s', (_, size, expected) => {
    expect(sizeOf({ kind: 'stat', ...size })).toEqual(expected);
  });
});
