import { describe, expect, test } from 'vitest';
import { configureGrafana } from '../../src/grafana/configure.ts';
import { emitGrafana } from '../../src/grafana/emit.ts';
import type { Artefact } from '../../src/ir/artefact.ts';
import type { Site } from '../../src/ir/site.ts';
import type { Model } from '../../src/model/model.ts';
import { emptyShop, planOf, shop, site } from './model-fixture.ts';

const artefacts = (model: Model, at: Site = site): readonly Artefact[] => configureGrafana(model, planOf(model), at);
const bodyAt = (model: Model, mount: string) => artefacts(model).find(artefact => artefact.mount === mount)?.body;

const prometheus = {
  name: 'Prometheus',
  uid: 'prometheus',
  type: 'prometheus',
  access: 'proxy',
  orgId: 1,
  url: 'http://prometheus:4',
  isDefault: true,
  editable: false,
  jsonData: {
    httpMethod: 'POST',
    prometheusType: 'Prometheus',
    timeInterval: '15s',
    alertmanagerUid: 'alertmanager',
  },
};

const alertmanager = {
  name: 'Alertmanager',
  uid: 'alertmanager',
  type: 'alertmanager',
  access: 'proxy',
  orgId: 1,
  url: 'http://alertmanager:4',
  editable: false,
  jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
};

describe('data sources', () => {
  const mount = '/etc/grafana/provisioning/datasources/sightline.yaml';

  test('metrics and alerts are always there', () => {
    expect(bodyAt(emptyShop, mount)).toEqual({ apiVersion: 1, datasources: [prometheus, alertmanager] });
  });

  test('logs and traces are there when services send them, and lead to each other', () => {
    expect(bodyAt(shop, mount)).toEqual({
      apiVersion: 1,
      datasources: [
        {
          ...prometheus,
          jsonData: {
            ...prometheus.jsonData,
            exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: 'jaeger' }],
          },
        },
        alertmanager,
        {
          name: 'Elasticsearch',
          uid: 'elasticsearch',
          type: 'elasticsearch',
          access: 'proxy',
          orgId: 1,
          url: 'http://elasticsearch:4',
          editable: false,
          basicAuth: true,
          basicAuthUser: 'grafana_reader',
          jsonData: {
            index: 'logs-*',
            timeField: '@timestamp',
            logMessageField: 'message',
            logLevelField: 'log.level',
            dataLinks: [{ field: 'trace.id', url: '$${__value.raw}', datasourceUid: 'jaeger' }],
          },
          secureJsonData: { basicAuthPassword: '$__file{/run/secrets/grafana-reader-password}' },
        },
        {
          name: 'Jaeger',
          uid: 'jaeger',
          type: 'jaeger',
          access: 'proxy',
          orgId: 1,
          url: 'http://jaeger:4',
          editable: false,
          jsonData: {
            nodeGraph: { enabled: true },
            tracesToMetrics: {
              datasourceUid: 'prometheus',
              spanStartTimeShift: '-15m',
              spanEndTimeShift: '15m',
              tags: [{ key: 'service.name', value: 'service_name' }],
              queries: [
                { name: 'Requests', query: 'sum(rate(traces_span_metrics_calls_total{$$__tags}[5m]))' },
                {
                  name: '95 % are done within',
                  query:
                    'histogram_quantile(0.95, sum by (le) (rate(traces_span_metrics_duration_seconds_bucket{$$__tags}[5m])))',
                },
              ],
            },
            tracesToLogsV2: {
              datasourceUid: 'elasticsearch',
              spanStartTimeShift: '-1m',
              spanEndTimeShift: '1m',
              filterByTraceID: false,
              filterBySpanID: false,
              customQuery: true,
              query: 'trace.id:"$${__trace.traceId}"',
            },
          },
        },
      ],
    });
  });
});

describe('dashboards', () => {
  test('the provider reads them from files and refuses changes in the browser', () => {
    expect(bodyAt(shop, '/etc/grafana/provisioning/dashboards/sightline.yaml')).toEqual({
      apiVersion: 1,
      providers: [
        {
          name: 'sightline',
          orgId: 1,
          type: 'file',
          disableDeletion: true,
          allowUiUpdates: false,
          updateIntervalSeconds: 30,
          options: { path: '/etc/grafana/dashboards', foldersFromFilesStructure: true },
        },
      ],
    });
  });

  test('each lies in the directory of its folder, as emitted, with the path of its construct', () => {
    const files = artefacts(shop).filter(artefact => artefact.mount.startsWith('/etc/grafana/dashboards/'));
    expect(files.map(({ mount, format, origins }) => [mount, format, origins])).toEqual([
      ['/etc/grafana/dashboards/platform/about.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/alerts-incidents.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/capacity.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/home.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/logs.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/meta-monitoring.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/probes-overview.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/security.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/fulfilment/orders.json', 'json', { '': 'shop/orders' }],
      ['/etc/grafana/dashboards/outreach/mailer.json', 'json', { '': 'shop/mailer' }],
      ['/etc/grafana/dashboards/platform/slo-detail.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/slo-overview.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/stack-prometheus.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/stack-alertmanager.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/stack-blackbox.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/stack-logstash.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/stack-otel-collector.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/stack-span-metrics.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/platform/traces.json', 'json', { '': 'shop' }],
      ['/etc/grafana/dashboards/fulfilment/warehouse.json', 'json', { '': 'shop/orders/warehouse' }],
    ]);
    expect(files.map(({ body }) => body)).toEqual(planOf(shop).dashboards.map(({ body }) => body));
  });

  test('the page that Grafana opens first is one of them', () => {
    const home = emitGrafana(shop, []).workloads?.[0]?.env['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH'];
    expect(artefacts(shop).map(({ mount }) => mount)).toContain(home);
  });
});

test.each([
  ['a full stack', shop],
  ['an empty stack', emptyShop],
])('%s asks its site only for connections that have an edge, and for all of them', (_, model) => {
  const asked: string[] = [];
  artefacts(model, {
    ...site,
    connect: (from, to, port) => {
      asked.push(`${from} → ${to}:${port}`);
      return site.connect(from, to, port);
    },
  });
  expect(asked).toEqual(planOf(model).edges.map(({ from, to, port }) => `${from} → ${to}:${port}`));
});

test('every secret file that is read is a secret that the workload mounts', () => {
  const read: string[] = [];
  artefacts(shop, {
    ...site,
    secretFile: (reader, { secret }) => {
      read.push(`${reader}: ${secret}`);
      return `/run/secrets/${secret}`;
    },
  });
  const mounted = planOf(shop).workloads.flatMap(({ id, secrets }) => secrets.map(({ secret }) => `${id}: ${secret}`));
  expect(read).toEqual(['grafana: grafana-reader-password']);
  expect(mounted).toEqual(['grafana: grafana-admin-password', 'grafana: grafana-reader-password']);
});
