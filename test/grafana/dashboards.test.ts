import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { emitBlackbox } from '../../src/blackbox/emit.ts';
import { labelUnknown } from '../../src/checks/label-unknown.ts';
import { metricUnknown } from '../../src/checks/metric-unknown.ts';
import { kebabCase } from '../../src/core/names.ts';
import { builtInDashboards } from '../../src/grafana/dashboards/registry.ts';
import { serviceDashboardUid } from '../../src/ir/conventions.ts';
import { joinParts } from '../../src/ir/plan.ts';
import type { DashboardModel, Model } from '../../src/model/model.ts';
import { emitPrometheus } from '../../src/prometheus/emit.ts';
import { parse } from '../../src/promql/parse.ts';
import { emitSlo } from '../../src/slo/emit.ts';
import { emptyShop, planOf, shop } from './model-fixture.ts';

/** What these checks do not look at. */
const catalogue = { org: 'shop', environment: 'production', owner: 'fulfilment', teams: [], services: [] };

const build = (name: string, model: Model): readonly DashboardModel[] =>
  builtInDashboards.get(name)?.build(model) ?? [];
const rowsOf = (dashboard: DashboardModel | undefined): readonly string[] =>
  (dashboard?.rows ?? []).map(row => row.title);
const exprs = (dashboard: DashboardModel | undefined): readonly string[] =>
  (dashboard?.rows ?? []).flatMap(row => row.panels).flatMap(panel => (panel.queries ?? []).map(query => query.expr));

describe('the registry', () => {
  test('names every built-in dashboard after its file', () => {
    const directory = new URL('../../src/grafana/dashboards/', import.meta.url);
    const files = new Set(readdirSync(directory));
    for (const [name, { id }] of builtInDashboards) {
      expect(id).toBe(kebabCase(name));
      expect(files).toContain(`${id}.ts`);
    }
  });
});

describe('queries of built-in dashboards', () => {
  const prometheus = planOf(shop)
    .dashboards.filter(({ uid }) => uid !== 'warehouse')
    .flatMap(({ uid, queries }) => queries.map(query => ({ uid, ...query })))
    .filter(({ datasource }) => datasource === 'prometheus');

  test.each(prometheus.map(({ uid, panel, expr }): [string, string, string] => [uid, panel, expr]))(
    '%s, %s: is PromQL',
    (_uid, _panel, expr) => {
      expect(parse(expr, { variables: true }).problems).toEqual([]);
    },
  );

  test('select only series that the stack has, by labels that they carry', () => {
    const plan = {
      ...planOf({ ...shop, dashboards: [] }),
      groups: joinParts([emitBlackbox(shop), emitPrometheus(shop), emitSlo(shop)]).groups,
    };
    const subject = { catalogue, model: shop, plan, facts: analyse(shop, plan) };
    expect([...metricUnknown.run(subject), ...labelUnknown.run(subject)]).toEqual([]);
  });

  test('rates reach over the range that Grafana chooses, never over a fixed one', () => {
    const ranges = prometheus.flatMap(({ expr }) =>
      [...expr.matchAll(/(?:rate|increase)\([^[]*\[([^\]]+)\]/g)].map(match => match[1]),
    );
    expect(new Set(ranges)).toEqual(new Set(['$__rate_interval']));
  });
});

describe('service overview', () => {
  const [orders, mailer] = build('serviceOverview', shop);

  test('shows what a service has', () => {
    expect(rowsOf(orders)).toEqual([
      'Now',
      'Requests',
      'Objectives',
      'Requests by route',
      'Probes',
      'Instances',
      'Logs',
    ]);
  });

  test('shows of a service that has nothing whether anything fires', () => {
    expect(rowsOf(mailer)).toEqual(['Now']);
    expect(exprs(mailer)).toEqual([
      'count(ALERTS{alertstate="firing",service="mailer",severity!="none"}) or vector(0)',
      'label_join(count by (priority, severity, alertname, service, team) (ALERTS{alertstate="firing",service="mailer",severity!="none"}), "action", "/", "service", "alertname")',
    ]);
  });

  test('has the uid that alerts link to', () => {
    expect([orders?.uid, mailer?.uid]).toEqual([serviceDashboardUid('orders'), serviceDashboardUid('mailer')]);
  });

  test('counts requests where the runtime says, failures from 0 and never by division through 0', () => {
    const where = 'service="orders",instance=~"$instance"';
    const all = `sum(rate(http_requests_total{${where}}[$__rate_interval]))`;
    const failed = `sum(rate(http_requests_total{${where},status=~"5.."}[$__rate_interval]))`;
    expect(exprs(orders)).toContain(all);
    expect(exprs(orders)).toContain(`(${failed} or 0 * ${all}) / (${all} > 0)`);
  });

  test.each<[string, Partial<Model['services'][number]>]>([
    ['without a runtime there are no request panels', { uses: [] }],
    ['without the runtime’s metrics there are none either', { metrics: new Map() }],
  ])('%s', (_, change) => {
    const model = { ...shop, services: shop.services.slice(0, 1).map(service => ({ ...service, ...change })) };
    expect(rowsOf(build('serviceOverview', model)[0])).not.toContain('Requests');
  });

  test('offers the choice of instances only where a panel heeds it', () => {
    const variables = planOf(shop).dashboards.map(({ uid, body }) => [
      uid,
      JSON.stringify(body['templating'])
        .match(/"name":"[a-z]+"/g)
        ?.map(name => name.slice(8, -1)),
    ]);
    expect(variables).toEqual([
      ['about', ['datasource']],
      ['alerts-incidents', ['datasource', 'team', 'service']],
      ['capacity', ['datasource']],
      ['home', ['datasource']],
      ['logs', ['datasource', 'logs', 'dataset']],
      ['meta-monitoring', ['datasource']],
      ['probes-overview', ['datasource', 'service']],
      ['security', ['datasource', 'logs']],
      ['orders', ['datasource', 'logs', 'instance']],
      ['mailer', ['datasource']],
      ['slo-detail', ['datasource', 'slo']],
      ['slo-overview', ['datasource']],
      ['stack-prometheus', ['datasource']],
      ['stack-alertmanager', ['datasource']],
      ['stack-blackbox', ['datasource']],
      ['stack-logstash', ['datasource']],
      ['stack-otel-collector', ['datasource']],
      ['stack-span-metrics', ['datasource']],
      ['traces', ['datasource', 'traces']],
      ['warehouse', ['datasource', 'logs', 'traces', 'instance']],
    ]);
  });
});

describe('dashboards of the platform', () => {
  test.each(['sloOverview', 'sloDetail', 'probesOverview', 'logs', 'traces', 'security'])(
    '%s exists only when there is anything to show',
    name => {
      expect(build(name, shop)).toHaveLength(1);
      expect(build(name, emptyShop)).toEqual([]);
    },
  );

  test('home links to every other dashboard, and to none that does not exist', () => {
    for (const model of [shop, emptyShop]) {
      const text = JSON.stringify(build('home', model));
      const linked = [...text.matchAll(/\]\(\/d\/([^)]+)\)/g)].map(match => match[1]).toSorted();
      const others = planOf(model)
        .dashboards.map(({ uid }) => uid)
        .filter(uid => uid !== 'home');
      expect(linked).toEqual(others.toSorted());
    }
  });

  test('tells how often each probe succeeded in an hour, a day and 30 days, the worst of the hour first', () => {
    const [table] = build('probesOverview', shop).flatMap(({ rows }) =>
      rows.flatMap(({ panels }) => panels.filter(({ kind }) => kind === 'table')),
    );
    const all = 'probe_success{service=~"$service"}';
    expect(table?.queries).toEqual([
      { expr: 'min by (service, probe, class) (probe:success:ratio_rate1h{service=~"$service"})', legend: 'Last hour' },
      { expr: `min by (service, probe, class) (avg_over_time(${all}[1d]))`, legend: 'Last day' },
      { expr: `min by (service, probe, class) (avg_over_time(${all}[30d]))`, legend: 'Last 30 days' },
    ]);
    expect(table?.grafana).toEqual({ options: { sortBy: [{ displayName: 'Last hour', desc: false }] } });
  });

  test('alerts are those of the chosen teams and services, and at first also those of none', () => {
    const page = planOf(shop).dashboards.find(({ uid }) => uid === 'alerts-incidents');
    const asked = (page?.queries ?? []).filter(
      ({ expr, pointer }) => expr.includes('ALERTS') && !pointer.startsWith('/annotations'),
    );
    for (const { expr, panel } of asked)
      expect([panel, expr.includes('service=~"$service",team=~"$team"')]).toEqual([panel, true]);
    expect(JSON.stringify(page?.body['panels'])).toContain(
      JSON.stringify('{service=~"${service:regex}",team=~"${team:regex}"}').slice(1, -1),
    );
    const choices = JSON.stringify(page?.body['templating']);
    expect(choices.match(/"allValue":"[^"]*"/g)).toEqual(['"allValue":".*"', '"allValue":".*"']);
  });

  test('volume and errors of log lines are those of the chosen datasets, and at first of all', () => {
    const page = planOf(shop).dashboards.find(({ uid }) => uid === 'logs');
    const counted = (page?.queries ?? []).filter(
      ({ datasource, panel }) => datasource === 'elasticsearch' && !panel.startsWith('Newest'),
    );
    expect(counted).toHaveLength(5);
    for (const { expr } of counted) expect(expr).toContain('data_stream.dataset:$dataset');
    expect(JSON.stringify(page?.body['templating'])).toContain(
      '"allValue":"*","current":{"text":["All"],"value":["$__all"]},"includeAll":true,"label":"Dataset","multi":true,"name":"dataset","options":[{"selected":false,"text":"orders.application","value":"orders.application"}],"query":"orders.application","type":"custom"',
    );
  });

  test('offers only services with a probe where probes are shown', () => {
    const probes = planOf(shop).dashboards.find(({ uid }) => uid === 'probes-overview');
    expect(JSON.stringify(probes?.body['templating'])).toContain('"definition":"label_values(probe_success, service)"');
  });
});
