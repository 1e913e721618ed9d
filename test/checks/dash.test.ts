import { describe, expect, test } from 'vitest';
import type { PanelEntry } from '../../src/catalogue/dashboard.ts';
import { dashDs } from '../../src/checks/dash-ds.ts';
import { dashUid } from '../../src/checks/dash-uid.ts';
import { dashUnit } from '../../src/checks/dash-unit.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Model } from '../../src/model/model.ts';
import { dashboard, emptyShop, planOf, shop } from '../grafana/model-fixture.ts';
import { choosing, messages, page, pages, subjectOf as subject, variable } from './dash-fixture.ts';

const withPanel = (panel: PanelEntry): Model => ({
  ...emptyShop,
  dashboards: [dashboard({ rows: [{ title: 'R', panels: [panel] }] })],
});

const panel: PanelEntry = { kind: 'stat', title: 'Stock', description: 'D', unit: 'short', queries: [{ expr: 'up' }] };

describe('DASH-DS', () => {
  test.each<[string, PanelEntry, readonly string[]]>([
    ['accepts a panel with a query', panel, []],
    ['accepts a text panel without one', { kind: 'text', title: 'Note', description: 'D', text: 'hello' }, []],
    [
      'rejects a panel that asks nothing',
      { ...panel, queries: [] },
      ['The panel "Stock" of dashboard "Warehouse" asks nothing.'],
    ],
    [
      'rejects logs where no service sends any',
      { kind: 'logs', title: 'Lines', description: 'D', queries: [{ expr: 'a' }, { expr: 'b' }] },
      ['The panel "Lines" of dashboard "Warehouse" shows logs, but no service of the stack sends any.'],
    ],
  ])('%s', (_, entry, expected) => {
    expect(messages(dashDs, subject(withPanel(entry)))).toEqual(expected);
  });

  test('accepts logs where there is an Elasticsearch', () => {
    const plan = planOf(shop);
    const elasticsearch = plan.workloads.map(workload => ({ ...workload, id: 'elasticsearch' }));
    expect(messages(dashDs, subject(shop, { ...plan, workloads: elasticsearch }))).toEqual([]);
  });

  const target = { refId: 'A', expr: 'up', datasource: { type: 'prometheus', uid: '${datasource}' } };
  const source = { type: 'datasource', name: 'datasource', query: 'prometheus' };

  test.each<[string, JsonObject, readonly string[]]>([
    ['accepts a data source variable of the dashboard', { ...target, targets: [target] }, []],
    ['rejects a fixed uid', { datasource: { type: 'prometheus', uid: 'abc' }, targets: [target] }, ['Found']],
    [
      'rejects a query with its own',
      { ...target, targets: [{ ...target, datasource: { uid: '${other}' } }] },
      ['Found'],
    ],
    ['accepts what Grafana answers itself', { datasource: { uid: '-- Mixed --' }, targets: [target] }, []],
    [
      'accepts the older notation of a variable',
      { targets: [{ ...target, datasource: '$datasource' }], datasource: '${datasource}' },
      [],
    ],
    ['rejects Grafana’s default data source', { targets: [{ refId: 'A', expr: 'up' }] }, ['Found']],
  ])('%s', (_, found, titles) => {
    const plan = planOf(emptyShop);
    const body = { templating: { list: [source] }, panels: [{ title: 'Found', ...found }] };
    const imported = { uid: 'imported', title: 'Imported', folder: 'f', path: 'shop/imported', body, queries: [] };
    expect(messages(dashDs, subject(emptyShop, { ...plan, dashboards: [imported] }))).toEqual(
      titles.map(title => `The panel "${title}" of dashboard "Imported" is tied to one data source.`),
    );
  });
});

describe('DASH-DS of pages that others wrote', () => {
  const source = { type: 'datasource', name: 'datasource', query: 'prometheus' };
  const asked = { datasource: { type: 'prometheus', uid: '${datasource}' } };
  const tied = { datasource: { type: 'prometheus', uid: 'abc' } };

  test.each<[string, JsonObject, readonly string[]]>([
    ['an annotation', { annotations: { list: [{ name: 'Deploys', expr: 'up', ...tied }] } }, ['annotation "Deploys"']],
    ['a variable', choosing([source, variable('city', 'label_values(up, city)', tied)]), ['variable `$city`']],
    [
      'a panel in a closed row',
      { panels: [{ type: 'row', panels: [{ type: 'stat', title: 'S', targets: [tied], ...asked }] }] },
      ['panel "S"'],
    ],
  ])('rejects %s that is tied', (_, body, wheres) => {
    expect(messages(dashDs, pages(page(choosing([source], body))))).toEqual(
      wheres.map(where => `The ${where} of dashboard "Page" is tied to one data source.`),
    );
  });

  test('rejects a panel in Grafana’s own words that asks nothing', () => {
    const panels = [
      { type: 'stat', title: 'S' },
      { type: 'row', panels: [{ type: 'table', title: 'T', targets: [] }] },
    ];
    expect(messages(dashDs, pages(page({ panels })))).toEqual([
      'The panel "S" of dashboard "Page" asks nothing.',
      'The panel "T" of dashboard "Page" asks nothing.',
    ]);
  });

  test.each<[string, JsonObject]>([
    ['Grafana’s own annotations', { annotations: { list: [{ name: 'A', datasource: { uid: '-- Grafana --' } }] } }],
    [
      'lists, texts and headings, which ask nothing',
      { panels: [{ type: 'dashlist' }, { type: 'text' }, { type: 'row' }] },
    ],
    ['a panel that is kept in Grafana', { panels: [{ type: 'stat', libraryPanel: { uid: 'x' } }] }],
    ['a panel that a plugin brings', { panels: [{ type: 'acme-clock-panel', title: 'C' }] }],
  ])('accepts %s', (_, body) => {
    expect(messages(dashDs, pages(page(choosing([source], body))))).toEqual([]);
  });
});

describe('DASH-UID', () => {
  const withUids = (...uids: readonly string[]): Model => ({
    ...emptyShop,
    dashboards: uids.map(uid => dashboard({ uid, title: `Page ${uid.length}`, service: undefined })),
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['accepts 40 characters', ['a'.repeat(39), 'A_0-'.repeat(10)], []],
    [
      'rejects 41',
      ['a'.repeat(41)],
      [`Grafana does not accept \`${'a'.repeat(41)}\` as the uid of the dashboard "Page 41".`],
    ],
    ['rejects a space', ['my page'], ['Grafana does not accept `my page` as the uid of the dashboard "Page 7".']],
    ['rejects a uid used twice', ['one', 'one'], ['The dashboards "Page 3" and "Page 3" have one uid, `one`.']],
    [
      'rejects the uid of a built-in dashboard',
      ['home'],
      ['The dashboards "shop: home" and "Page 4" have one uid, `home`.'],
    ],
  ])('%s', (_, uids, expected) => {
    expect(messages(dashUid, subject(withUids(...uids)))).toEqual(expected);
  });
});

describe('DASH-UNIT', () => {
  const { unit: _unit, ...bare } = panel;
  test.each<[string, PanelEntry, readonly string[]]>([
    ['accepts a unit', panel, []],
    ['accepts a table, whose columns are of many kinds', { ...bare, kind: 'table' }, []],
    ['rejects a number of nothing', bare, ['The panel "Stock" of dashboard "Warehouse" names no unit.']],
  ])('%s', (_, entry, expected) => {
    expect(messages(dashUnit, subject(withPanel(entry)))).toEqual(expected);
  });
});

test('every dashboard that a stack has of itself passes both', () => {
  const own = { ...shop, dashboards: [] };
  const plan = planOf(own);
  const running = plan.workloads.map(workload => ({ ...workload, id: 'elasticsearch' }));
  const given = subject(own, { ...plan, workloads: running });
  expect([...dashDs.run(given), ...dashUnit.run(given)]).toEqual([]);
});
