import type { JsonObject } from '../core/json.ts';
import { datasources, elasticUsers, ports, workloads } from '../ir/conventions.ts';
import { endpointUrl, type Site } from '../ir/site.ts';
import { metricsUrl } from '../model/metrics-query.ts';
import type { Model } from '../model/model.ts';
import { sentryDatasource } from './sentry.ts';
import { hasLogs, hasTraces, logReaderPassword } from './workload.ts';

/** Grafana replaces `$NAME` in provisioning files by environment variables: what it must see itself is doubled. */
const literal = (text: string): string => text.replaceAll('$', '$$$$');

/** Field of a stored log line that holds the id of its trace, and the one that holds its level. */
const traceField = 'trace.id';
const levelField = 'log.level';

const url = (site: Site, to: string, port: string): string => endpointUrl(site.connect(workloads.grafana, to, port));

/** Name under which panels without queries find the alerts that Prometheus evaluates. */
export const prometheusName = 'Prometheus';

/** Storages as the data source calls them. */
const storageKinds: Readonly<Record<Model['prometheus']['queryKind'], string>> = {
  prometheus: 'Prometheus',
  thanos: 'Thanos',
  mimir: 'Mimir',
  cortex: 'Cortex',
};

const prometheus = (model: Model, site: Site): JsonObject => ({
  name: prometheusName,
  uid: datasources.prometheus,
  type: 'prometheus',
  access: 'proxy',
  orgId: 1,
  url: metricsUrl(model, site, workloads.grafana),
  isDefault: true,
  editable: false,
  jsonData: {
    httpMethod: 'POST',
    prometheusType: storageKinds[model.prometheus.queryKind],
    timeInterval: model.intervals.scrape,
    alertmanagerUid: datasources.alertmanager,
    ...(hasTraces(model)
      ? { exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: datasources.jaeger }] }
      : {}),
  },
});

const alertmanager = (site: Site): JsonObject => ({
  name: 'Alertmanager',
  uid: datasources.alertmanager,
  type: 'alertmanager',
  access: 'proxy',
  orgId: 1,
  url: url(site, workloads.alertmanager, ports.alertmanager.name),
  editable: false,
  jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
});

const elasticsearch = (model: Model, site: Site): JsonObject => ({
  name: 'Elasticsearch',
  uid: datasources.elasticsearch,
  type: 'elasticsearch',
  access: 'proxy',
  orgId: 1,
  url: url(site, workloads.elasticsearch, ports.elasticsearch.name),
  editable: false,
  basicAuth: true,
  basicAuthUser: elasticUsers.grafanaReader,
  jsonData: {
    index: 'logs-*',
    timeField: '@timestamp',
    logMessageField: 'message',
    logLevelField: levelField,
    ...(hasTraces(model)
      ? { dataLinks: [{ field: traceField, url: literal('${__value.raw}'), datasourceUid: datasources.jaeger }] }
      : {}),
  },
  secureJsonData: { basicAuthPassword: `$__file{${site.secretFile(workloads.grafana, logReaderPassword)}}` },
});

/** From a span to the log lines of its trace, a minute around it. */
const tracesToLogs: JsonObject = {
  datasourceUid: datasources.elasticsearch,
  spanStartTimeShift: '-1m',
  spanEndTimeShift: '1m',
  filterByTraceID: false,
  filterBySpanID: false,
  customQuery: true,
  query: literal(`${traceField}:"\${__trace.traceId}"`),
};

/** From a span to the rate and the duration of all spans of its service, a quarter of an hour around it. */
const tracesToMetrics: JsonObject = {
  datasourceUid: datasources.prometheus,
  spanStartTimeShift: '-15m',
  spanEndTimeShift: '15m',
  tags: [{ key: 'service.name', value: 'service_name' }],
  queries: [
    { name: 'Requests', query: literal('sum(rate(traces_span_metrics_calls_total{$__tags}[5m]))') },
    {
      name: '95 % are done within',
      query: literal(
        'histogram_quantile(0.95, sum by (le) (rate(traces_span_metrics_duration_seconds_bucket{$__tags}[5m])))',
      ),
    },
  ],
};

const jaeger = (model: Model, site: Site): JsonObject => ({
  name: 'Jaeger',
  uid: datasources.jaeger,
  type: 'jaeger',
  access: 'proxy',
  orgId: 1,
  url: url(site, workloads.jaeger, ports.jaegerUi.name),
  editable: false,
  jsonData: {
    nodeGraph: { enabled: true },
    tracesToMetrics,
    ...(hasLogs(model) ? { tracesToLogsV2: tracesToLogs } : {}),
  },
});

/** The data sources that the stack has, with fixed uids: Grafana's provisioning file. */
export const datasourceProvisioning = (model: Model, site: Site): JsonObject => ({
  apiVersion: 1,
  datasources: [
    prometheus(model, site),
    alertmanager(site),
    ...(hasLogs(model) ? [elasticsearch(model, site)] : []),
    ...(hasTraces(model) ? [jaeger(model, site)] : []),
    ...(model.sentry === undefined ? [] : [sentryDatasource(model.sentry, site)]),
  ],
});
