/**
 * Every metric, label, path and port name that two rooms must agree on. Emitters never import each other: they meet here.
 *
 * @module
 */

import { kebabCase } from '../core/names.ts';

/** Workload ids: the DNS names under which the parts of the stack find each other. */
export const workloads = {
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  alertLog: 'alert-log',
  blackbox: 'blackbox-exporter',
  node: 'node-exporter',
  processExporter: 'process-exporter',
  grafana: 'grafana',
  elasticsearch: 'elasticsearch',
  elasticsearchSetup: 'elasticsearch-setup',
  elasticsearchExporter: 'elasticsearch-exporter',
  kibana: 'kibana',
  logstash: 'logstash',
  logstashExporter: 'logstash-exporter',
  kubeStateMetrics: 'kube-state-metrics',
  collector: 'otel-collector',
  jaeger: 'jaeger',
  jaegerSetup: 'jaeger-setup',
} as const;

/** Ports by name, with the numbers that the products use by default. */
export const ports = {
  prometheus: { name: 'http', port: 9090 },
  alertmanager: { name: 'http', port: 9093 },
  alertLog: { name: 'http', port: 8080 },
  blackbox: { name: 'http', port: 9115 },
  node: { name: 'metrics', port: 9100 },
  grafana: { name: 'http', port: 3000 },
  elasticsearch: { name: 'http', port: 9200 },
  kibana: { name: 'http', port: 5601 },
  logstashTcp: { name: 'tcp-json', port: 5000 },
  logstashApi: { name: 'api', port: 9600 },
  otlpGrpc: { name: 'otlp-grpc', port: 4317 },
  otlpHttp: { name: 'otlp-http', port: 4318 },
  collectorMetrics: { name: 'metrics', port: 8888 },
  collectorHealth: { name: 'health', port: 13133 },
  collectorSpanMetrics: { name: 'spanmetrics', port: 8889 },
  jaegerUi: { name: 'http', port: 16686 },
  jaegerMetrics: { name: 'metrics', port: 8888 },
  jaegerHealth: { name: 'health', port: 13133 },
  zipkin: { name: 'zipkin', port: 9411 },
} as const;

/** Labels that every target carries, whatever discovered it. */
export const targetLabels = ['job', 'instance', 'service', 'team', 'env', 'tier'] as const;
/** Carried where the host is known. */
export const nodeLabel = 'node';

/** Label that Prometheus adds to what it sends: to Alertmanager, to other storages. */
export const orgLabel = 'org';

/** Labels that every alert carries. */
export const alertLabels = ['severity', 'team', 'service', 'category', 'scope', 'alert_group', 'priority'] as const;
/** Annotations that every alert carries. */
export const alertAnnotations = ['summary', 'description', 'action', 'runbook_url', 'dashboard_url'] as const;

/** Data source uids in Grafana: fixed, so that links never break. */
export const datasources = {
  prometheus: 'prometheus',
  elasticsearch: 'elasticsearch',
  jaeger: 'jaeger',
  alertmanager: 'alertmanager',
  sentry: 'sentry',
} as const;

/** Where readers look for their files. */
export const mounts = {
  prometheusConfig: '/etc/prometheus/prometheus.yml',
  rules: '/etc/prometheus/rules',
  alertmanagerConfig: '/etc/alertmanager/alertmanager.yml',
  alertmanagerTemplates: '/etc/alertmanager/templates',
  alertLogConfig: '/etc/alert-log/nginx.conf',
  blackboxConfig: '/etc/blackbox_exporter/blackbox.yml',
  grafanaProvisioning: '/etc/grafana/provisioning',
  dashboards: '/etc/grafana/dashboards',
  logstashPipeline: '/usr/share/logstash/pipeline',
  logstashPipelines: '/usr/share/logstash/config/pipelines.yml',
  logstashConfig: '/usr/share/logstash/config/logstash.yml',
  kibanaConfig: '/usr/share/kibana/config/kibana.yml',
  elasticsearchConfig: '/usr/share/elasticsearch/config/elasticsearch.yml',
  elasticsearchSetup: '/etc/sightline/elasticsearch',
  collectorConfig: '/etc/otelcol-contrib/config.yaml',
  jaegerConfig: '/etc/jaeger/config.yaml',
} as const;

/** Secrets that the stack itself needs, by name. */
export const platformSecrets = {
  grafanaAdmin: 'grafana-admin-password',
  elasticsearch: 'elasticsearch-password',
  kibana: 'kibana-system-password',
  logstash: 'logstash-writer-password',
  jaeger: 'jaeger-writer-password',
  grafanaReader: 'grafana-reader-password',
  elasticsearchMonitor: 'elasticsearch-monitor-password',
  logFingerprint: 'log-fingerprint-key',
} as const;

/** Elasticsearch users that the stack creates; each has its secret above. */
export const elasticUsers = {
  logstash: 'logstash_writer',
  jaeger: 'jaeger_writer',
  grafanaReader: 'grafana_reader',
  monitor: 'elasticsearch_monitor',
} as const;

/** Elasticsearch lifecycle policies: the elastic room installs them, Jaeger names one of them. */
export const lifecyclePolicies = { logs: 'sightline-logs', traces: 'sightline-traces' } as const;

/** Recorded series of an SLO; windows and ids are labels or suffixes. */
export const sloSeries = {
  errors: (window: string) => `slo:sli_errors:rate${window}`,
  total: (window: string) => `slo:sli_total:rate${window}`,
  ratio: (window: string) => `slo:sli_error:ratio_rate${window}`,
  objective: 'slo:objective:ratio',
  budget: 'slo:error_budget:ratio',
  period: 'slo:period:seconds',
  /** Share of the budget from which on it is at risk. */
  warning: 'slo:budget_warning:ratio',
  burnRate: (window: string) => `slo:burn_rate:ratio_rate${window}`,
  coverage: 'slo:period_coverage:ratio',
  consumed: 'slo:period_budget_consumed:ratio',
  remaining: 'slo:period_budget_remaining:ratio',
  exhaustion: 'slo:time_to_exhaustion:seconds',
  frozen: 'slo:deployment_frozen:bool',
  mergeFrozen: 'slo:merge_frozen:bool',
  /** How bad a state is at each evaluation, from 0 to 1. */
  state: 'slo:sli_bad:ratio',
  /** The 5-minute rates of every third calendar month: the number of the month modulo 3 is the slot. */
  monthErrors: (slot: number) => `slo:sli_errors:month_slot${slot}`,
  monthTotal: (slot: number) => `slo:sli_total:month_slot${slot}`,
  /** Error ratio since the month began. */
  monthRatio: 'slo:sli_error:ratio_month',
} as const;

/** Recorded series of a performance budget; `p95` and `p99` are values of the `quantile` label. */
export const performanceSeries = {
  errors: 'performance:sli_errors:rate5m',
  total: 'performance:sli_total:rate5m',
  ratio: 'performance:sli_error:ratio_rate5m',
} as const;

/** The uid of the page that Grafana opens first. */
export const homeDashboardUid = 'home';

/** Where Grafana finds a dashboard; folders of the file system become folders of Grafana. */
export const dashboardMount = (folder: string, uid: string): string => `${mounts.dashboards}/${folder}/${uid}.json`;

/** The uid of a service's generated or only dashboard: alerts link to it. */
export const serviceDashboardUid = (service: string): string => service.slice(0, 40);

/** The uid of the dashboard of an integration of the stack: of machines, the cluster, a part of the platform. */
export const integrationDashboardUid = (kind: string): string => `stack-${kebabCase(kind)}`.slice(0, 40);

/** Base URL of Grafana in links of alerts when a stack names none: where Compose publishes it. */
export const defaultGrafanaBase = `http://localhost:${ports.grafana.port}`;

/** Base URL of runbook pages when a stack names none: the rendered pages, relative to the repository. */
export const defaultRunbookBase = 'dist/runbooks';
