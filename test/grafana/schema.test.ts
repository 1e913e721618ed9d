import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { configureGrafana } from '../../src/grafana/configure.ts';
import { drafts } from '../../src/grafana/panels.ts';
import { mounts } from '../../src/ir/conventions.ts';
import type { ColumnEntry, PanelEntry, QueryEntry } from '../../src/ir/panel.ts';
import { validator } from '../schemas/load.ts';
import { typos } from '../schemas/typos.ts';
import { emptyShop, everyPanel, planOf, shop, site } from './model-fixture.ts';

const schemaOf = (mount: string): string =>
  mount.startsWith(mounts.dashboards)
    ? 'dashboard'
    : mount.includes('/datasources/')
      ? 'grafana-datasources'
      : 'grafana-dashboard-provider';

const files = [shop, emptyShop].flatMap((model, index) =>
  configureGrafana(model, planOf(model), site).map(({ mount, body }) => ({
    name: `${index === 0 ? 'shop' : 'empty shop'}: ${mount}`,
    schema: schemaOf(mount),
    body,
  })),
);

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

/** Everything that can be said of a panel, a query and a column: the compiler wants a word that is new here as well. */
const options: Readonly<Record<keyof PanelEntry, true>> = {
  kind: true,
  title: true,
  description: true,
  unit: true,
  decimals: true,
  noData: true,
  queries: true,
  text: true,
  matching: true,
  thresholds: true,
  states: true,
  columns: true,
  valueLinks: true,
  alerts: true,
  links: true,
  width: true,
  height: true,
  at: true,
  raw: true,
  grafana: true,
};
const queryOptions: Readonly<Record<keyof QueryEntry, true>> = {
  expr: true,
  legend: true,
  exemplars: true,
  logs: true,
  traces: true,
  grafana: true,
};
const columnOptions: Readonly<Record<keyof ColumnEntry, true>> = {
  title: true,
  unit: true,
  width: true,
  texts: true,
  colors: true,
  thresholds: true,
  states: true,
  link: true,
};

const unused = (known: object, used: readonly object[]): readonly string[] => {
  const names = new Set(used.flatMap(Object.keys));
  return Object.keys(known).filter(name => !names.has(name));
};

describe('the panels that are held against the schema', () => {
  test('are of every kind', () => {
    expect([...new Set(everyPanel.map(({ kind }) => kind))].toSorted()).toEqual(
      [...Object.keys(drafts), 'raw'].toSorted(),
    );
  });

  test.each<[string, object, readonly object[]]>([
    ['panel', options, everyPanel],
    ['query', queryOptions, everyPanel.flatMap(({ queries = [] }) => queries)],
    ['column', columnOptions, everyPanel.flatMap(({ columns = {} }) => Object.values(columns))],
  ])('use every option of a %s', (_, known, used) => {
    expect(unused(known, used)).toEqual([]);
  });
});

describe('every file that Grafana reads', () => {
  test.each(files)('$name is valid', ({ schema, body }) => {
    expect(validator(schema)(body)).toEqual([]);
  });

  test.each(files)('$name with any key misspelt is refused', ({ schema, body }) => {
    const validate = validator(schema);
    const variants = typos(body, new Set(['excludeByName', 'indexByName', 'value.options']));
    expect(variants.length).toBeGreaterThan(8);
    expect(variants.filter(({ document }) => validate(document).length === 0).map(({ at }) => at)).toEqual([]);
  });
});

describe('a planted mistake', () => {
  const warehouse = planOf(shop).dashboards.find(plan => plan.uid === 'warehouse')?.body ?? {};
  const panels = isList(warehouse['panels']) ? warehouse['panels'].filter(isJsonObject) : [];
  const second = (patch: JsonObject): JsonObject => ({
    ...warehouse,
    panels: panels.slice(1, 2).map(panel => ({ ...panel, ...patch })),
  });

  test.each<[string, JsonObject, readonly string[]]>([
    [
      'a fixed data source',
      { datasource: { type: 'prometheus', uid: 'prometheus' } },
      ['/panels/0/datasource/uid: "prometheus" is not "${datasource}"'],
    ],
    [
      'a panel kind that Grafana removed',
      { type: 'graph' },
      [
        '/panels/0/type: "graph" is none of row, timeseries, stat, gauge, bargauge, piechart, heatmap, table, logs, alertlist, text, state-timeline',
      ],
    ],
    [
      'an option of another panel kind',
      { options: { content: '' } },
      [
        '/panels/0/options: key "legend" is missing',
        '/panels/0/options: key "tooltip" is missing',
        '/panels/0/options: unknown key "content"',
      ],
    ],
    ['a panel that leaves the grid', { gridPos: { x: 0, y: 0, w: 25, h: 1 } }, ['/panels/0/gridPos/w: must be <= 24']],
    ['a panel without queries', { targets: [] }, ['/panels/0/targets: must NOT have fewer than 1 items']],
  ])('%s is named', (_, patch, messages) => {
    expect(validator('dashboard')(second(patch))).toEqual(messages);
  });

  test('the wrapper of the HTTP interface is no dashboard file', () => {
    expect(validator('dashboard')({ dashboard: warehouse })).toContain(': unknown key "dashboard"');
  });
});
