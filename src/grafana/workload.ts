import { dashboardMount, platformSecrets, ports, workloads } from '../ir/conventions.ts';
import { secret } from '../ir/secret.ts';
import type { Edge, Text, Workload } from '../ir/workload.ts';
import { metricsEdge } from '../model/metrics-query.ts';
import type { Model } from '../model/model.ts';
import { platformFolder, platformUids } from './dashboards/built-in.ts';
import { refreshIntervals } from './frame.ts';
import { sentryEdges, sentryPlugin } from './sentry.ts';

/** Whether any service sends its logs, so that there is an Elasticsearch to ask. */
export const hasLogs = (model: Model): boolean => model.services.some(service => service.logs.length > 0);

/** Whether any service sends its spans, so that there is a Jaeger to ask. */
export const hasTraces = (model: Model): boolean => model.services.some(service => service.traces.length > 0);

export const adminPassword = secret(platformSecrets.grafanaAdmin);
export const logReaderPassword = secret(platformSecrets.grafanaReader);

/**
 * Nobody signs up, nothing is sent away, nothing is fetched by itself. The image brings the data source plugins that
 * the provisioning needs: with installing and updating off they stay as they were tested. Were it on, Grafana 13 would
 * replace them by newer ones, and lose them where the root file system is read-only.
 */
const settings: Readonly<Record<string, Text>> = {
  GF_SECURITY_ADMIN_PASSWORD__FILE: [{ secretFile: adminPassword }],
  GF_SECURITY_DISABLE_GRAVATAR: 'true',
  GF_SERVER_ROOT_URL: [{ externalUrl: workloads.grafana }],
  GF_USERS_ALLOW_SIGN_UP: 'false',
  GF_AUTH_ANONYMOUS_ENABLED: 'false',
  GF_ANALYTICS_REPORTING_ENABLED: 'false',
  GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
  GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
  GF_ANALYTICS_FEEDBACK_LINKS_ENABLED: 'false',
  GF_NEWS_NEWS_FEED_ENABLED: 'false',
  GF_SNAPSHOTS_EXTERNAL_ENABLED: 'false',
  GF_PLUGINS_PREINSTALL_DISABLED: 'true',
  GF_PLUGINS_PREINSTALL_AUTO_UPDATE: 'false',
  GF_DASHBOARDS_MIN_REFRESH_INTERVAL: refreshIntervals[0],
  GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: dashboardMount(platformFolder, platformUids.home),
};

const health = { kind: 'http', path: '/api/health', port: ports.grafana.name } as const;

/** Grafana with its own small database: users, stars and preferences; dashboards come from files. */
export const grafanaWorkload = (model: Model): Workload => ({
  id: workloads.grafana,
  kind: 'stateful',
  image: 'grafana',
  replicas: 1,
  args: [],
  env: { ...settings, ...(model.sentry === undefined ? {} : sentryPlugin) },
  ports: [{ ...ports.grafana, protocol: 'TCP', audience: 'people' }],
  storage: [{ name: 'data', mountPath: '/var/lib/grafana', size: '1Gi' }],
  login: { user: 'admin', secret: adminPassword },
  secrets: [
    adminPassword,
    ...(hasLogs(model) ? [logReaderPassword] : []),
    ...(model.sentry === undefined ? [] : [model.sentry.token]),
  ],
  readiness: health,
  liveness: health,
  // The first start, and the first one after an upgrade, migrates the database before it answers.
  startupSeconds: 120,
  cpu: '100m',
  memory: '256Mi',
  memoryLimit: '512Mi',
  path: model.path,
});

/** Whom Grafana asks: one edge per data source. */
export const grafanaEdges = (model: Model): readonly Edge[] => {
  const ask = (to: string, port: string): Edge => ({ from: workloads.grafana, to, port, purpose: 'query' });
  return [
    metricsEdge(model, workloads.grafana),
    ask(workloads.alertmanager, ports.alertmanager.name),
    ...(hasLogs(model) ? [ask(workloads.elasticsearch, ports.elasticsearch.name)] : []),
    ...(hasTraces(model) ? [ask(workloads.jaeger, ports.jaegerUi.name)] : []),
    ...(model.sentry === undefined ? [] : sentryEdges(model.sentry)),
  ];
};
