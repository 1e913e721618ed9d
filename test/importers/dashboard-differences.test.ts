import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { dashboardDifferences } from '../../src/importers/dashboard-differences.ts';
import { panelsOf } from '../../src/ir/dashboard.ts';
import { jsonOf, rendered, samples } from './dashboard-fixtures.ts';

const metrics: JsonObject = { type: 'prometheus', uid: '${datasource}' };
const target: JsonObject = { refId: 'A', expr: 'up', datasource: metrics };
const graph: JsonObject = {
  id: 1,
  type: 'timeseries',
  title: 'G',
  datasource: metrics,
  gridPos: { x: 0, y: 0, w: 12, h: 8 },
  targets: [target],
};
const page = (...panels: readonly JsonObject[]): JsonObject => ({ title: 'T', uid: 'u', panels });
const pointers = (left: JsonObject, right: JsonObject): readonly string[] =>
  dashboardDifferences(left, right).map(({ pointer }) => pointer);

describe('dashboards are equal', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['whatever their panels are numbered', page(graph), page({ ...graph, id: 77 })],
    [
      'when one says what the other leaves to Grafana',
      page(graph),
      page({
        ...graph,
        transparent: false,
        links: [],
        description: '',
        fieldConfig: {
          defaults: {
            color: { mode: 'palette-classic' },
            custom: { lineWidth: 1, fillOpacity: 0, spanNulls: false, stacking: { group: 'A', mode: 'none' } },
            mappings: [],
            thresholds: {
              mode: 'absolute',
              steps: [
                { color: 'green', value: null },
                { color: 'red', value: 80 },
              ],
            },
          },
          overrides: [],
        },
        options: { legend: { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: true } },
      }),
    ],
    [
      'when a query names the data source of its panel again, or says how it was edited',
      page({ ...graph, targets: [{ refId: 'A', expr: 'up' }] }),
      page({
        ...graph,
        targets: [{ ...target, editorMode: 'builder', instant: false, range: true, legendFormat: '', step: 240 }],
      }),
    ],
    [
      'when one has the list of annotations that all have',
      page(graph),
      {
        ...page(graph),
        annotations: { list: [{ builtIn: 1, enable: true, name: 'Annotations & Alerts', type: 'dashboard' }] },
        version: 7,
        id: 3,
        schemaVersion: 36,
        time: { from: 'now-6h', to: 'now' },
        editable: true,
      },
    ],
    [
      'when rows stand further down, with the same panels at the same places in them',
      page(
        { type: 'row', title: 'R', gridPos: { x: 0, y: 0, w: 24, h: 1 } },
        { ...graph, gridPos: { x: 0, y: 1, w: 12, h: 8 } },
      ),
      page(
        { ...graph, gridPos: { x: 0, y: 31, w: 12, h: 8 } },
        { type: 'row', title: 'R', collapsed: false, panels: [], gridPos: { x: 0, y: 30, w: 24, h: 1 } },
      ),
    ],
  ])('%s', (_, left, right) => {
    expect(dashboardDifferences(left, right)).toEqual([]);
  });

  test('with themselves in another order of keys', () => {
    const shuffled = (value: JsonValue): JsonValue =>
      Array.isArray(value)
        ? value.map(shuffled)
        : isJsonObject(value)
          ? Object.fromEntries(
              Object.entries(value)
                .toReversed()
                .map(([key, item]) => [key, shuffled(item ?? null)]),
            )
          : value;
    for (const { name, text } of [...rendered, ...samples.slice(0, 1)]) {
      const body = jsonOf(text);
      const other = shuffled(body);
      expect([name, dashboardDifferences(body, isJsonObject(other) ? other : {})]).toEqual([name, []]);
    }
  });
});

describe('dashboards differ', () => {
  const rowed = (collapsed: boolean): JsonObject =>
    page({ type: 'row', title: 'R', collapsed, panels: collapsed ? [graph] : [] }, ...(collapsed ? [] : [graph]));
  test.each<[string, JsonObject, JsonObject, readonly string[]]>([
    [
      'in a query',
      page(graph),
      page({ ...graph, targets: [{ ...target, expr: 'up == 0' }] }),
      ['/rows/0/panels/0/targets/0/expr'],
    ],
    [
      'in the moment that is asked for',
      page(graph),
      page({ ...graph, targets: [{ ...target, instant: true }] }),
      ['/rows/0/panels/0/targets/0/instant'],
    ],
    [
      'in a unit',
      page(graph),
      page({ ...graph, fieldConfig: { defaults: { unit: 's' } } }),
      ['/rows/0/panels/0/fieldConfig'],
    ],
    [
      'in a place',
      page(graph),
      page({ ...graph, gridPos: { x: 12, y: 0, w: 12, h: 8 } }),
      ['/rows/0/panels/0/gridPos/x'],
    ],
    [
      'in a panel that only one has',
      page(graph),
      page(graph, { ...graph, gridPos: { x: 0, y: 8, w: 12, h: 8 } }),
      ['/rows/0/panels/1'],
    ],
    ['in an open and a collapsed row', rowed(true), rowed(false), ['/rows/0/collapsed']],
    [
      'in a choice',
      page(graph),
      { ...page(graph), templating: { list: [{ name: 'a', type: 'textbox' }] } },
      ['/page/templating'],
    ],
    ['in the time range', page(graph), { ...page(graph), time: { from: 'now-1h', to: 'now' } }, ['/page/time']],
    [
      'in the panel whose data another shows',
      page(
        { ...graph, id: 4 },
        { ...graph, id: 5, gridPos: { x: 12, y: 0, w: 12, h: 8 }, targets: [{ refId: 'A', panelId: 4 }] },
      ),
      page(
        { ...graph, id: 6 },
        { ...graph, id: 5, gridPos: { x: 12, y: 0, w: 12, h: 8 }, targets: [{ refId: 'A', panelId: 4 }] },
      ),
      ['/rows/0/panels/0/id'],
    ],
  ])('%s', (_, left, right, expected) => {
    expect(pointers(left, right)).toEqual(expected);
    expect(pointers(right, left)).toEqual(expected);
  });

  test('wherever a text or a number of a rendered page is changed, but for numbers and places of headings', () => {
    const body = jsonOf(rendered.find(({ name }) => name === 'platform/slo-overview.json')?.text ?? '');
    const list: JsonValue = body['panels'] ?? null;
    const leaves = leavesOf(list, '');
    const equal = leaves.filter(pointer => {
      const panels = changedAt(list, pointer.split('/').slice(1));
      return dashboardDifferences(body, { ...body, panels }).length === 0;
    });
    expect(leaves.length).toBeGreaterThan(50);
    expect(equal.filter(pointer => !/\/(?:id|editorMode)$|^\/\d+\/gridPos\/[whxy]$/.test(pointer))).toEqual([]);
    const headings = panelsOf(body).flatMap(({ panel }, index) => (panel['type'] === 'row' ? [`/${index}/`] : []));
    // A panel that would leave the grid is as wide as the grid: only heights are never corrected.
    const places = equal.filter(pointer => pointer.endsWith('/gridPos/h'));
    expect(places.filter(pointer => !headings.some(heading => pointer.startsWith(heading)))).toEqual([]);
  });
});

/** Pointers of the texts and numbers in a value. */
const leavesOf = (value: JsonValue, at: string): readonly string[] => {
  if (typeof value === 'string' || typeof value === 'number') return [at];
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, index) => leavesOf(item, `${at}/${index}`));
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([key, item]) => leavesOf(item ?? null, `${at}/${key}`))
    : [];
};

const changedAt = (value: JsonValue, [step, ...rest]: readonly string[]): JsonValue => {
  if (step === undefined) return typeof value === 'number' ? value + 1 : `${String(value)}x`;
  if (Array.isArray(value))
    return value.map((item: JsonValue, index) => (String(index) === step ? changedAt(item, rest) : item));
  return isJsonObject(value) ? { ...value, [step]: changedAt(value[step] ?? null, rest) } : value;
};
