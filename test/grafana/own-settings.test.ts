import { describe, expect, test } from 'vitest';
import { panels } from '../../src/catalogue/panels.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { renderDashboard } from '../../src/grafana/render.ts';
import { panelsOf } from '../../src/ir/dashboard.ts';
import type { DashboardModel } from '../../src/model/model.ts';
import { dashboard } from './model-fixture.ts';

const rendered = (own: Partial<DashboardModel>) => {
  const { body, queries } = renderDashboard(dashboard({ path: 'acme/d', ...own }));
  return { body, queries, list: panelsOf(body) };
};

const loki: JsonObject = { type: 'loki', uid: 'loki' };
const metrics: JsonObject = { type: 'prometheus', uid: '${datasource}' };
const geomap: JsonObject = {
  id: 70,
  type: 'geomap',
  title: 'Where',
  gridPos: { x: 3, y: 50, w: 10, h: 12 },
  datasource: metrics,
  targets: [
    { refId: 'A', expr: 'sum by (country) (visits{instance=~"$instance"})', legendFormat: '{{country}}' },
    { refId: 'B', datasource: loki, expr: '{app="x"}' },
    { refId: 'C', datasource: { type: 'elasticsearch', uid: '${logs}' }, query: 'log.level:error' },
  ],
  options: { view: { id: 'fit' } },
};

describe('a raw panel', () => {
  const { list, queries, body } = rendered({
    rows: [{ title: 'R', panels: [panels.raw(geomap), panels.raw({ type: 'news' }, { title: 'News' })] }],
  });

  test('is what its author wrote, but for its number and its place', () => {
    expect(list[1]?.panel).toEqual({ ...geomap, id: 2, gridPos: { x: 0, y: 1, w: 10, h: 12 } });
    expect(list[2]?.panel).toEqual({ id: 3, type: 'news', title: 'News', gridPos: { x: 10, y: 1, w: 8, h: 8 } });
  });

  test('has its queries found where the stack can answer them', () => {
    expect(queries.slice(1)).toEqual([
      {
        pointer: '/panels/1/targets/0/expr',
        panel: 'Where',
        datasource: 'prometheus',
        expr: 'sum by (country) (visits{instance=~"$instance"})',
        legend: '{{country}}',
      },
      { pointer: '/panels/1/targets/2/query', panel: 'Where', datasource: 'elasticsearch', expr: 'log.level:error' },
    ]);
  });

  test('has the choices that it mentions', () => {
    const { templating } = body;
    const list = isJsonObject(templating) && Array.isArray(templating['list']) ? templating['list'] : [];
    expect(list.map(variable => (isJsonObject(variable) ? variable['name'] : ''))).toEqual([
      'datasource',
      'logs',
      'instance',
    ]);
  });
});

describe('Grafana’s own settings', () => {
  const number = panels.number('up', { title: 'N', description: 'D', legend: 'A' });

  test('are laid over a panel and over its queries', () => {
    const { list, queries } = rendered({
      rows: [
        {
          title: 'R',
          panels: [
            {
              ...number,
              queries: [{ expr: 'up', legend: 'A', grafana: { instant: false, range: true, interval: '1m' } }],
              grafana: { fieldConfig: { defaults: { unit: 'decbytes', noValue: null } }, timeFrom: '7d' },
            },
          ],
        },
      ],
    });
    const { fieldConfig, timeFrom, targets } = list[1]?.panel ?? {};
    const defaults = isJsonObject(fieldConfig) ? fieldConfig['defaults'] : {};
    expect([timeFrom, isJsonObject(defaults) ? [defaults['unit'], defaults['noValue']] : []]).toEqual([
      '7d',
      ['decbytes', undefined],
    ]);
    expect(targets).toMatchObject([{ instant: false, range: true, interval: '1m', expr: 'up' }]);
    expect(queries[1]).toEqual({
      pointer: '/panels/1/targets/0/expr',
      panel: 'N',
      datasource: 'prometheus',
      expr: 'up',
      legend: 'A',
    });
  });

  test('replace the queries, which are found all the same', () => {
    const { queries } = rendered({
      rows: [{ title: 'R', panels: [{ ...number, grafana: { targets: [{ refId: 'Z', expr: 'other' }] } }] }],
    });
    expect(queries.slice(1).map(({ expr }) => expr)).toEqual(['other']);
  });

  test('give a panel a number that no other takes', () => {
    const { list } = rendered({ rows: [{ title: 'R', panels: [number, { ...number, grafana: { id: 2 } }, number] }] });
    expect(list.map(({ panel }) => panel['id'])).toEqual([1, 3, 2, 4]);
  });

  test('are laid over the page, which keeps its uid, its title and its panels', () => {
    const { body, queries } = rendered({
      uid: 'own',
      title: 'Own',
      rows: [{ title: 'R', panels: [number] }],
      grafana: {
        uid: 'other',
        title: 'Other',
        panels: [],
        editable: true,
        links: null,
        annotations: {
          list: [
            { name: 'Deploys', expr: 'changes(build_info[5m]) > 0' },
            { name: 'Lines', expr: '{a="b"}', datasource: loki },
          ],
        },
      },
    });
    expect([body['uid'], body['title'], body['editable'], body['links'], panelsOf(body).length]).toEqual([
      'own',
      'Own',
      true,
      undefined,
      2,
    ]);
    expect(queries[0]).toEqual({
      pointer: '/annotations/list/0/expr',
      panel: 'Deploys',
      datasource: 'prometheus',
      expr: 'changes(build_info[5m]) > 0',
    });
    expect(queries.map(({ panel }) => panel)).toEqual(['Deploys', 'N']);
  });
});

describe('rows', () => {
  const graph = panels.graph('up', { title: 'G', description: 'D' });

  test('that are collapsed hold their panels, and take one line', () => {
    const { list, queries } = rendered({
      rows: [
        { title: 'A', collapsed: true, panels: [graph, graph], grafana: { repeat: 'instance' } },
        { title: 'B', panels: [graph] },
      ],
    });
    expect(list.map(({ panel, pointer }) => [pointer, panel['id'], panel['gridPos']])).toEqual([
      ['/panels/0', 1, { x: 0, y: 0, w: 24, h: 1 }],
      ['/panels/0/panels/0', 2, { x: 0, y: 1, w: 8, h: 8 }],
      ['/panels/0/panels/1', 3, { x: 8, y: 1, w: 8, h: 8 }],
      ['/panels/1', 4, { x: 0, y: 1, w: 24, h: 1 }],
      ['/panels/2', 5, { x: 0, y: 2, w: 8, h: 8 }],
    ]);
    expect([list[0]?.panel['repeat'], list[0]?.panel['collapsed']]).toEqual(['instance', true]);
    expect(queries.slice(1).map(({ pointer }) => pointer)).toEqual([
      '/panels/0/panels/0/targets/0/expr',
      '/panels/0/panels/1/targets/0/expr',
      '/panels/2/targets/0/expr',
    ]);
  });

  test('without a heading begin at their first panel', () => {
    const { list } = rendered({ rows: [{ title: '', heading: false, panels: [graph] }] });
    expect(list.map(({ panel }) => [panel['type'], panel['gridPos']])).toEqual([
      ['timeseries', { x: 0, y: 0, w: 8, h: 8 }],
    ]);
  });

  test('hold panels at fixed places, and the others flow on from there', () => {
    const at = (x: number, y: number) => ({ ...graph, at: { x, y } });
    const { list } = rendered({
      rows: [
        { title: 'A', panels: [graph, at(16, 0), at(0, 20), graph] },
        { title: 'B', panels: [graph] },
      ],
    });
    expect(list.map(({ panel: { gridPos } }) => (isJsonObject(gridPos) ? [gridPos['x'], gridPos['y']] : []))).toEqual([
      [0, 0],
      [0, 1],
      [16, 1],
      [0, 21],
      [8, 21],
      [0, 29],
      [0, 30],
    ]);
  });
});
