import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/core/json.ts';
import type { Dashboard } from '../../src/preview/dashboard.ts';
import { readDashboard } from '../../src/preview/read-dashboard.ts';
import { readSet } from '../../src/preview/read-set.ts';
import { everyKind } from './every-kind.ts';

const read = (value: JsonValue): Dashboard => {
  const dashboard = readDashboard(value, { folder: 'shop', name: 'file name' });
  if (typeof dashboard === 'string') throw new Error(dashboard);
  return dashboard;
};

describe('a dashboard', () => {
  test('has its rows, panels, queries and what it opens with', () => {
    const dashboard = read(everyKind);
    expect(dashboard).toMatchObject({
      uid: 'every-kind',
      folder: 'shop',
      range: 21_600,
      refresh: '30s',
      tags: ['shop'],
    });
    expect(
      dashboard.rows.map(({ title, collapsed, panels }) => [title, collapsed, panels.map(({ kind }) => kind)]),
    ).toEqual([
      ['Now', false, ['stat', 'stat', 'gauge', 'bargauge']],
      ['Over time', false, ['timeseries', 'timeseries', 'heatmap', 'state-timeline']],
      ['Folded', true, ['piechart', 'table', 'alertlist', 'text', 'logs', 'timeseries', 'timeseries']],
    ]);
    expect(dashboard.rows[1]?.panels[2]?.place).toEqual({ x: 0, y: 8, w: 12, h: 8 });
    expect(dashboard.rows[0]?.panels[2]?.field).toMatchObject({ unit: 'percentunit', min: 0, max: 1, decimals: 0 });
    expect(dashboard.rows[2]?.panels[4]?.queries[0]).toMatchObject({ source: 'elasticsearch', text: 'level:error' });
  });

  test('numbers its panels, whatever ids they carry', () => {
    const ids = read(everyKind).rows.flatMap(({ panels }) => panels.map(({ id }) => id));
    expect(new Set(ids).size).toBe(15);
    expect(ids[0]).toBe('every-kind-1');
  });

  test('without a uid that can be an address is called by its file', () => {
    expect(read({ title: 'x', panels: [], uid: '"><script>' }).uid).toBe('file-name');
    expect(read({ title: 'x', panels: [] }).uid).toBe('file-name');
  });

  test('is found in what the HTTP interface answers, with its folder', () => {
    const dashboard = read({ dashboard: { title: 'x', uid: 'x', panels: [] }, meta: { folderTitle: 'Team' } });
    expect(dashboard).toMatchObject({ title: 'x', folder: 'Team' });
  });

  test('of an old release has rows of panels without a place, and settings beside the title', () => {
    const { rows } = read({
      title: 'Old',
      rows: [
        {
          title: 'First',
          panels: [
            { type: 'graph', title: 'a', span: 8, yaxes: [{ format: 'bytes' }], targets: [{ expr: 'up' }] },
            { type: 'singlestat', title: 'b', span: 4, format: 's' },
            { type: 'graph', title: 'c', span: 12 },
          ],
        },
      ],
    });
    expect(rows[0]?.panels.map(({ kind, place, field }) => [kind, place.x, place.y, place.w, field.unit])).toEqual([
      ['timeseries', 0, 0, 16, 'bytes'],
      ['stat', 16, 0, 8, 's'],
      ['timeseries', 0, 8, 24, undefined],
    ]);
    expect(rows[0]?.panels[0]?.queries[0]).toMatchObject({ refId: 'A', source: 'prometheus', text: 'up' });
  });

  test('whose places leave the grid is brought back onto it', () => {
    const { rows } = read({ title: 'x', panels: [{ type: 'stat', gridPos: { x: 30, y: -2, w: 99, h: 0 } }] });
    expect(rows[0]?.panels[0]?.place).toEqual({ x: 23, y: 0, w: 1, h: 1 });
  });

  test.each([
    { is: 'a list', value: [], says: 'holds a list, not a dashboard' },
    { is: 'a number', value: 7, says: 'holds a single value, not a dashboard' },
    { is: 'another object', value: { title: 'x' }, says: 'holds no dashboard: it has no `title` and `panels`' },
    { is: 'nothing', value: {}, says: 'holds no dashboard: it has no `title` and `panels`' },
    {
      is: 'schema v2',
      value: { kind: 'Dashboard', spec: { elements: {}, layout: {} } },
      says: 'is a dashboard of schema v2, which only Grafana itself can show; export it as a classic dashboard',
    },
  ])('is not $is', ({ value, says }) => {
    expect(readDashboard(value, { folder: '', name: 'x' })).toBe(says);
  });
});

describe('a set of files', () => {
  const good = JSON.stringify(everyKind);

  test('is read with the folder of each file', () => {
    const { dashboards, diagnostics } = readSet([{ path: 'team/shop/a.json', text: good }], 'x');
    expect([dashboards.map(({ folder }) => folder), diagnostics]).toEqual([['team/shop'], []]);
  });

  test.each([
    {
      sentence: 'no JSON',
      files: [{ path: 'a.json', text: '{' }],
      code: 'PREVIEW-FILE',
      message: 'a.json is no JSON.',
    },
    {
      sentence: 'no dashboard',
      files: [{ path: 'a.json', text: '{"groups":[]}' }],
      code: 'PREVIEW-DASHBOARD',
      message: 'a.json holds no dashboard: it has no `title` and `panels`.',
    },
    {
      sentence: 'one uid twice',
      files: [
        { path: 'a.json', text: good },
        { path: 'b.json', text: good },
      ],
      code: 'PREVIEW-UID',
      message: 'b.json and a.json both have the uid "every-kind".',
    },
    { sentence: 'nothing at all', files: [], code: 'PREVIEW-EMPTY', message: 'There is no dashboard in here.' },
  ])('with $sentence is refused', ({ files, code, message }) => {
    expect(readSet(files, 'here').diagnostics).toMatchObject([{ code, severity: 'error', message }]);
  });
});
