import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { unifySources } from '../../src/importers/dashboard-sources.ts';
import { importDashboards } from '../../src/importers/import-dashboards.ts';
import { migratePanel } from '../../src/importers/migrate-panel.ts';
import { migrateRows } from '../../src/importers/migrate-rows.ts';
import { drawing } from './dashboard-fixtures.ts';

const ours: JsonObject = { type: 'datasource', name: 'datasource', query: 'prometheus' };

describe('an old graph', () => {
  const graph: JsonObject = {
    type: 'graph',
    title: 'G',
    fill: 4,
    linewidth: 2,
    stack: true,
    percentage: true,
    nullPointMode: 'connected',
    legend: { show: true, alignAsTable: true, rightSide: true, values: true, avg: true, current: true, max: false },
    tooltip: { shared: false, sort: 2 },
    yaxes: [
      { format: 's', min: '0', max: 5, decimals: 1, label: 'time', logBase: 10, show: true },
      { format: 'short', show: true },
    ],
    aliasColors: { failed: 'red' },
    seriesOverrides: [{ alias: '/^p9/', yaxis: 2, dashes: true, unheard: 1 }],
    thresholds: [{ value: 2, op: 'gt', colorMode: 'critical', line: true, fill: false }],
    targets: [{ refId: 'A', expr: 'up' }],
  };

  test('becomes a time series with axes, legend, limits and series as they were', () => {
    const { panel, notes } = migratePanel(graph);
    expect(panel).toEqual({
      type: 'timeseries',
      title: 'G',
      targets: [{ refId: 'A', expr: 'up' }],
      fieldConfig: {
        defaults: {
          unit: 's',
          min: 0,
          max: 5,
          decimals: 1,
          thresholds: {
            mode: 'absolute',
            steps: [
              { color: 'transparent', value: null },
              { color: 'red', value: 2 },
            ],
          },
          custom: {
            drawStyle: 'line',
            lineWidth: 2,
            fillOpacity: 40,
            showPoints: 'never',
            spanNulls: true,
            stacking: { group: 'A', mode: 'percent' },
            axisLabel: 'time',
            scaleDistribution: { type: 'log', log: 10 },
            thresholdsStyle: { mode: 'line' },
          },
        },
        overrides: [
          {
            matcher: { id: 'byName', options: 'failed' },
            properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'red' } }],
          },
          {
            matcher: { id: 'byRegexp', options: '/^p9/' },
            properties: [
              { id: 'custom.axisPlacement', value: 'right' },
              { id: 'unit', value: 'short' },
              { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } },
            ],
          },
        ],
      },
      options: {
        legend: { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['mean', 'lastNotNull'] },
        tooltip: { mode: 'single', sort: 'desc' },
      },
    });
    expect(notes).toEqual(['was a `graph`, and is a `timeseries`', 'loses `unheard` of the series "/^p9/"']);
  });

  test.each<[string, JsonObject, readonly JsonObject[]]>([
    [
      'below a limit',
      { value: 1, op: 'lt', colorMode: 'warning', fill: true },
      [
        { color: 'orange', value: null },
        { color: 'transparent', value: 1 },
      ],
    ],
    [
      'in a colour of its own',
      { value: 1, op: 'gt', colorMode: 'custom', fillColor: 'purple', fill: true },
      [
        { color: 'transparent', value: null },
        { color: 'purple', value: 1 },
      ],
    ],
  ])('has its areas %s', (_, limit, steps) => {
    const { panel } = migratePanel({ ...graph, thresholds: [limit] });
    expect(panel['fieldConfig']).toMatchObject({
      defaults: { thresholds: { steps }, custom: { thresholdsStyle: { mode: 'area' } } },
    });
  });

  test('over series stays what it is', () => {
    const old = { ...graph, xaxis: { mode: 'series' } };
    expect(migratePanel(old)).toEqual({
      panel: old,
      notes: ['is a `graph` over series, which Grafana changes when it opens it'],
    });
  });
});

describe('an old number', () => {
  test.each<[string, JsonObject, JsonObject]>([
    [
      'coloured by its limits',
      {
        format: 'percent',
        decimals: 2,
        valueName: 'current',
        colorBackground: true,
        thresholds: '1,2',
        colors: ['red', 'orange', 'green'],
      },
      {
        type: 'stat',
        fieldConfig: {
          defaults: {
            unit: 'percent',
            decimals: 2,
            thresholds: {
              mode: 'absolute',
              steps: [
                { color: 'red', value: null },
                { color: 'orange', value: 1 },
                { color: 'green', value: 2 },
              ],
            },
          },
          overrides: [],
        },
        options: {
          colorMode: 'background',
          graphMode: 'none',
          reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
        },
      },
    ],
    [
      'as a gauge',
      { gauge: { show: true, minValue: 10, maxValue: 20, thresholdLabels: true } },
      {
        type: 'gauge',
        fieldConfig: {
          defaults: { min: 10, max: 20, thresholds: { mode: 'absolute', steps: [{ color: 'green', value: null }] } },
          overrides: [],
        },
        options: {
          showThresholdLabels: true,
          showThresholdMarkers: true,
          reduceOptions: { calcs: ['mean'], fields: '', values: false },
        },
      },
    ],
    [
      'with words for values and for nothing',
      {
        mappingType: 1,
        sparkline: { show: true },
        valueMaps: [
          { op: '=', value: 'null', text: 'N/A' },
          { op: '=', value: '0', text: 'down' },
        ],
      },
      {
        type: 'stat',
        fieldConfig: {
          defaults: {
            mappings: [{ type: 'value', options: { 0: { text: 'down' } } }],
            noValue: 'N/A',
            thresholds: { mode: 'absolute', steps: [{ color: 'green', value: null }] },
          },
          overrides: [],
        },
        options: {
          colorMode: 'none',
          graphMode: 'area',
          reduceOptions: { calcs: ['mean'], fields: '', values: false },
        },
      },
    ],
  ])('%s', (_, own, expected) => {
    expect(migratePanel({ type: 'singlestat', ...own }).panel).toEqual(expected);
  });
});

test('panels in rows stand on the grid, where they stood before', () => {
  const panel = (id: number, span: number): JsonObject => ({ id, type: 'text', span });
  const { body } = migrateRows({
    rows: [
      { title: 'A', height: '250px', showTitle: true, panels: [panel(1, 6), panel(2, 6), panel(3, 4)] },
      { title: 'B', height: 100, collapse: true, repeat: 'x', panels: [panel(4, 12)] },
      { title: 'C', panels: [panel(5, 3)] },
    ],
  });
  const place = (x: number, y: number, w: number, h: number) => ({ x, y, w, h });
  expect(body).toEqual({
    panels: [
      { type: 'row', title: 'A', collapsed: false, gridPos: place(0, 0, 24, 1), panels: [] },
      { id: 1, type: 'text', gridPos: place(0, 1, 12, 7) },
      { id: 2, type: 'text', gridPos: place(12, 1, 12, 7) },
      { id: 3, type: 'text', gridPos: place(0, 8, 8, 7) },
      {
        type: 'row',
        title: 'B',
        collapsed: true,
        repeat: 'x',
        gridPos: place(0, 15, 24, 1),
        panels: [{ id: 4, type: 'text', gridPos: place(0, 16, 24, 3) }],
      },
      { type: 'row', title: 'C', collapsed: false, gridPos: place(0, 16, 24, 1), panels: [] },
      { id: 5, type: 'text', gridPos: place(0, 17, 6, 7) },
    ],
  });
});

describe('the Prometheus of a dashboard', () => {
  const asking = (datasource: JsonObject[string], own: JsonObject = {}): JsonObject => ({
    title: 'T',
    panels: [{ type: 'stat', datasource: datasource ?? null, targets: [{ refId: 'A', expr: 'up{a="$x"}' }] }],
    ...own,
  });
  const variable = (name: string, query: string): JsonObject => ({
    templating: { list: [{ type: 'datasource', name, query }] },
  });
  const input = (name: string, pluginId: string): JsonObject => ({
    __inputs: [{ type: 'datasource', name, pluginId }],
  });

  test.each<[string, JsonObject, readonly string[]]>([
    [
      'the default',
      asking(null),
      ['Its queries ask the choice `$datasource`, where they asked the default data source.'],
    ],
    [
      'a name',
      asking('Prometheus'),
      ['Its queries ask the choice `$datasource`, where they asked the data source "Prometheus".'],
    ],
    [
      'an input',
      asking('${DS_PROM}', input('DS_PROM', 'prometheus')),
      ['Its queries ask the choice `$datasource`, where they asked `$DS_PROM`.'],
    ],
    ['a variable of that name', asking('$datasource', variable('datasource', 'prometheus')), []],
    [
      'a variable of another name',
      asking({ uid: '${ds}' }, variable('ds', 'prometheus')),
      ['Its queries ask the choice `$datasource`, where they asked `$ds`.'],
    ],
  ])('is the choice of every page when it was %s', (_, body, notes) => {
    const read = unifySources(body, ours);
    expect(read.body['panels']).toEqual([
      {
        type: 'stat',
        datasource: { type: 'prometheus', uid: '${datasource}' },
        targets: [{ refId: 'A', expr: 'up{a="$x"}' }],
      },
    ]);
    expect(read.body['templating']).toMatchObject({
      list: [{ type: 'datasource', name: 'datasource', query: 'prometheus' }],
    });
    expect(read.notes).toEqual(notes);
  });

  test('leaves Loki what it is, and makes an input of it a choice', () => {
    const { body, notes } = unifySources(asking('${DS_LOKI}', input('DS_LOKI', 'loki')), ours);
    expect(body['panels']).toMatchObject([{ datasource: { type: 'loki', uid: '${DS_LOKI}' } }]);
    expect(body['templating']).toMatchObject({ list: [{ type: 'datasource', name: 'DS_LOKI', query: 'loki' }] });
    expect(notes).toEqual(['The data source `DS_LOKI` is a choice of the page.']);
  });

  test('is asked with the constants that an import would ask for', () => {
    const constant: JsonObject = { __inputs: [{ type: 'constant', name: 'VAR_X', value: 'north' }] };
    const { body } = unifySources({ ...asking(null, constant), description: 'In ${VAR_X}' }, ours);
    expect(body['description']).toBe('In north');
  });
});

test('a number that an annotation means belongs to no other panel, even when its own is gone', () => {
  const panel = (id: number, y: number): JsonObject => ({
    id,
    type: 'text',
    title: `P${id}`,
    gridPos: { x: 0, y, w: 24, h: 3 },
    options: { mode: 'markdown', content: '' },
    transparent: true,
  });
  const body: JsonObject = {
    title: 'T',
    annotations: { list: [{ name: 'A', filter: { ids: [2] } }] },
    panels: [panel(7, 0), panel(8, 3)],
  };
  const { stack, findings } = importDashboards([{ name: 'd.json', text: JSON.stringify(body) }], drawing);
  expect(findings).toEqual([]);
  expect(stack?.dashboards[0]?.entry.rows[0]?.panels.map(({ grafana }) => grafana?.['id'])).toEqual([7, 8]);
});
