import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue, sortKeys } from '../../src/core/json.ts';
import { emitGrafana } from '../../src/grafana/emit.ts';
import type { DashboardPlan } from '../../src/ir/dashboard.ts';
import { dashboard, emptyShop, planOf, shop } from './model-fixture.ts';

const plans = planOf(shop).dashboards;
const named = plans.map((plan): [string, DashboardPlan] => [plan.uid, plan]);

const list = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];
const panelsOf = (plan: DashboardPlan): readonly JsonObject[] => list(plan.body['panels']);

/** Follows a JSON pointer without escapes. */
const at = (body: JsonValue, pointer: string): JsonValue | undefined =>
  pointer
    .split('/')
    .slice(1)
    .reduce<JsonValue | undefined>(
      (value, step) => (Array.isArray(value) ? value[Number(step)] : isJsonObject(value) ? value[step] : undefined),
      body,
    );

/** Data sources by the variable that stands for each. */
const types = new Map([
  ['${datasource}', 'prometheus'],
  ['${logs}', 'elasticsearch'],
  ['${traces}', 'jaeger'],
]);

describe('every dashboard', () => {
  test('exists once per uid: the generated ones of the platform and of each service, and the author’s own', () => {
    expect(plans.map(plan => [plan.folder, plan.uid])).toEqual([
      ['platform', 'about'],
      ['platform', 'alerts-incidents'],
      ['platform', 'capacity'],
      ['platform', 'home'],
      ['platform', 'logs'],
      ['platform', 'meta-monitoring'],
      ['platform', 'probes-overview'],
      ['platform', 'security'],
      ['fulfilment', 'orders'],
      ['outreach', 'mailer'],
      ['platform', 'slo-detail'],
      ['platform', 'slo-overview'],
      ['platform', 'stack-prometheus'],
      ['platform', 'stack-alertmanager'],
      ['platform', 'stack-blackbox'],
      ['platform', 'stack-logstash'],
      ['platform', 'stack-otel-collector'],
      ['platform', 'stack-span-metrics'],
      ['platform', 'traces'],
      ['fulfilment', 'warehouse'],
    ]);
  });

  test.each(named)('%s has a uid of at most 40 characters that Grafana accepts', (uid, plan) => {
    expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
    expect(plan.body['uid']).toBe(uid);
  });

  test.each(named)('%s numbers its panels in reading order', (_, plan) => {
    expect(panelsOf(plan).map(panel => panel['id'])).toEqual(panelsOf(plan).map((_panel, index) => index + 1));
  });

  test.each(named)('%s names every query of a panel A, B, … and asks a data source that is a variable', (_, plan) => {
    const variables = list(at(plan.body, '/templating/list')).map(entry => `\${${entry['name']}}`);
    for (const panel of panelsOf(plan)) {
      const targets = list(panel['targets']);
      expect(targets.map(target => target['refId'])).toEqual(targets.map((_target, index) => 'ABCDEFGH'[index]));
      if (targets.length === 0) continue;
      const uid = at(panel, '/datasource/uid');
      expect(variables).toContain(uid);
      for (const asked of [panel, ...targets])
        expect(asked['datasource']).toEqual({ type: types.get(String(uid)), uid });
    }
  });

  test.each(named)('%s lists every query where it stands', (_, plan) => {
    for (const query of plan.queries) expect(at(plan.body, query.pointer)).toBe(query.expr);
    const inPanels = panelsOf(plan).flatMap(panel => list(panel['targets']));
    expect(plan.queries).toHaveLength(inPanels.length + list(at(plan.body, '/annotations/list')).length);
  });

  test.each(named)('%s has a title and a description on every panel, and a unit on every value', (_, plan) => {
    for (const panel of panelsOf(plan).filter(({ type }) => type !== 'row')) {
      expect(panel['title'], JSON.stringify(panel)).toMatch(/\S/);
      expect(panel['description']).toMatch(/\S/);
      const unit = at(panel, '/fieldConfig/defaults/unit') ?? at(panel, '/options/yAxis/unit');
      const hasValues = !['text', 'logs', 'alertlist'].includes(String(panel['type']));
      if (hasValues && at(panel, '/datasource/type') !== 'jaeger') expect(unit).toMatch(/\S/);
    }
  });

  test.each(named)('%s is plain JSON: nothing is lost when it is written and read', (_, plan) => {
    expect(JSON.parse(JSON.stringify(plan.body))).toStrictEqual(plan.body);
  });

  test.each(named)('%s has its keys in alphabetical order, so that a change moves no other line', (_, plan) => {
    expect(JSON.stringify(plan.body)).toBe(JSON.stringify(sortKeys(plan.body)));
  });

  test.each(named)('%s cannot be edited, shares its crosshair and offers live refresh', (_, plan) => {
    expect(plan.body).toMatchObject({
      editable: false,
      graphTooltip: 1,
      schemaVersion: 42,
      time: { to: 'now' },
      timepicker: { refresh_intervals: ['5s', '30s', '1m', '5m', '15m', '1h'] },
    });
  });

  test('emitting twice gives the same bytes', () => {
    expect(JSON.stringify(emitGrafana(shop, []))).toBe(JSON.stringify(emitGrafana(shop, [])));
  });
});

describe('what an author wrote', () => {
  const [warehouse] = plans.filter(plan => plan.uid === 'warehouse');

  test('stands in the folder of the owner, under the path of the construct', () => {
    expect(warehouse).toMatchObject({ folder: 'fulfilment', path: 'shop/orders/warehouse', title: 'Warehouse' });
    expect(warehouse?.body).toMatchObject({
      tags: ['service:orders', 'stock'],
      refresh: '1m',
      time: { from: 'now-3h' },
    });
  });

  test('keeps its queries as written, with the pointer and legend of each', () => {
    expect(warehouse?.queries.slice(0, 4)).toEqual([
      {
        pointer: '/annotations/list/0/expr',
        panel: 'Firing alerts',
        datasource: 'prometheus',
        expr: 'ALERTS{alertstate="firing",service="orders",severity!="none"}',
      },
      {
        pointer: '/panels/1/targets/0/expr',
        panel: 'Orders placed',
        datasource: 'prometheus',
        expr: 'sum by (instance) (rate(orders_placed_total{instance=~"$instance"}[$__rate_interval]))',
        legend: '{{instance}}',
      },
      {
        pointer: '/panels/1/targets/1/expr',
        panel: 'Orders placed',
        datasource: 'prometheus',
        expr: 'sum(rate(orders_refused_total[$__rate_interval]))',
      },
      {
        pointer: '/panels/2/targets/0/expr',
        panel: 'Basket value',
        datasource: 'prometheus',
        expr: 'avg(basket_value)',
        legend: 'Mean',
      },
    ]);
  });

  test('asks Elasticsearch for log lines', () => {
    expect(warehouse?.queries.filter(({ panel }) => panel === 'Refusals')).toEqual([
      {
        pointer: '/panels/6/targets/0/query',
        panel: 'Refusals',
        datasource: 'elasticsearch',
        expr: 'log.level:error AND refused',
      },
    ]);
    expect(at(warehouse?.body ?? {}, '/panels/6/targets/0/metrics')).toEqual([
      { id: '1', type: 'logs', settings: { limit: '500' } },
    ]);
  });

  test('replaces the generated dashboard of its service when it takes its uid', () => {
    const own = dashboard({ id: 'orders', uid: 'orders', path: 'shop/orders/orders' });
    const paths = planOf({ ...shop, dashboards: [own] }).dashboards.flatMap(plan =>
      plan.uid === 'orders' ? [plan.path] : [],
    );
    expect(paths).toEqual(['shop/orders/orders']);
  });

  test('does not replace a dashboard that is not its own: both stay, for a check to see', () => {
    const thief = dashboard({ uid: 'mailer' });
    const folders = planOf({ ...shop, dashboards: [thief] }).dashboards.flatMap(plan =>
      plan.uid === 'mailer' ? [plan.folder] : [],
    );
    expect(folders).toEqual(['outreach', 'fulfilment']);
  });
});

describe('a stack where nothing was written', () => {
  test('still has its home, its services and its own monitoring, and asks metrics only', () => {
    const plan = planOf(emptyShop);
    expect(plan.dashboards.map(({ uid }) => uid)).toEqual([
      'about',
      'alerts-incidents',
      'capacity',
      'home',
      'meta-monitoring',
      'mailer',
      'stack-prometheus',
      'stack-alertmanager',
      'stack-blackbox',
    ]);
    expect(plan.edges.map(edge => [edge.from, edge.to, edge.port, edge.purpose])).toEqual([
      ['grafana', 'prometheus', 'http', 'query'],
      ['grafana', 'alertmanager', 'http', 'query'],
    ]);
    expect(plan.workloads.map(workload => workload.secrets)).toEqual([[{ secret: 'grafana-admin-password' }]]);
  });
});
