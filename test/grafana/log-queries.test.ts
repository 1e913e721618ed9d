import { describe, expect, test } from 'vitest';
import type { PanelEntry } from '../../src/catalogue/dashboard.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { renderDashboard } from '../../src/grafana/render.ts';
import { dashboard } from './model-fixture.ts';

/** The one query that a panel asks, as Grafana stores it. */
const target = (panel: Partial<PanelEntry>): JsonObject => {
  const entry: PanelEntry = { kind: 'timeseries', title: 'T', description: 'D.', ...panel };
  const { body } = renderDashboard(dashboard({ rows: [{ title: 'R', panels: [entry] }] }));
  const panels = Array.isArray(body['panels']) ? body['panels'].filter(isJsonObject) : [];
  const targets = panels[1]?.['targets'];
  return Array.isArray(targets) ? (targets.filter(isJsonObject)[0] ?? {}) : {};
};

const terms = (size: string, orderBy: string) => ({
  id: '2',
  type: 'terms',
  field: 'level',
  settings: { min_doc_count: '1', order: 'desc', orderBy, size },
});
const steps = (interval: string) => ({
  id: '3',
  type: 'date_histogram',
  field: '@timestamp',
  settings: { interval, min_doc_count: '0' },
});

describe('a count of log lines', () => {
  test.each<[string, Partial<PanelEntry>, readonly object[], readonly object[]]>([
    ['over time', { queries: [{ expr: '*', logs: {} }] }, [{ id: '1', type: 'count' }], [steps('auto')]],
    [
      'over time in days, of distinct values',
      { queries: [{ expr: '*', logs: { distinct: 'user', every: '1d' } }] },
      [{ id: '1', type: 'cardinality', field: 'user' }],
      [steps('1d')],
    ],
    [
      'over time by a field: the most frequent ten',
      { queries: [{ expr: '*', logs: { by: 'level' } }] },
      [{ id: '1', type: 'count' }],
      [terms('10', '_count'), steps('auto')],
    ],
    [
      'as slices: without time, ordered by what is counted',
      { kind: 'pie', queries: [{ expr: '*', logs: { by: 'level', top: 3, distinct: 'user' } }] },
      [{ id: '1', type: 'cardinality', field: 'user' }],
      [terms('3', '1')],
    ],
    [
      'as one number: one bucket that holds everything',
      { kind: 'stat', queries: [{ expr: '*', logs: {} }] },
      [{ id: '1', type: 'count' }],
      [{ id: '2', type: 'filters', settings: { filters: [{ label: '', query: '*' }] } }],
    ],
  ])('%s', (_, panel, metrics, bucketAggs) => {
    expect(target(panel)).toMatchObject({
      datasource: { type: 'elasticsearch', uid: '${logs}' },
      query: '*',
      metrics,
      bucketAggs,
    });
  });

  test('spells a label in a legend as the data source does', () => {
    const logs = { by: 'log.level' };
    expect(target({ queries: [{ expr: '*', logs, legend: '{{log.level}}' }] })['alias']).toBe('{{term log.level}}');
  });
});

test('a search for traces names its service and what it looks for', () => {
  expect(target({ kind: 'traces', queries: [{ expr: 'orders', traces: { tags: 'error=true' } }] })).toEqual({
    refId: 'A',
    datasource: { type: 'jaeger', uid: '${traces}' },
    queryType: 'search',
    service: 'orders',
    tags: 'error=true',
    limit: 20,
  });
});

describe('declared choices', () => {
  const definitions = (service: string | undefined) => {
    const variables = { queue: { metric: 'depth', label: 'name', title: 'Queue' } };
    const { body } = renderDashboard(dashboard({ service, variables, rows: [] }));
    return [...JSON.stringify(body['templating']).matchAll(/"definition":"((?:[^"\\]|\\.)*)"/g)].map(
      ([, text]) => text,
    );
  };

  test.each([
    ['of the dashboard’s own service', 'orders', 'label_values(depth{service=\\"orders\\"}, name)'],
    ['of all services on a dashboard of none', undefined, 'label_values(depth, name)'],
  ])('%s', (_, service, expected) => {
    expect(definitions(service)).toEqual([expected]);
  });
});
