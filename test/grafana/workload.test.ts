import { expect, test } from 'vitest';
import { grafanaEdges, grafanaWorkload } from '../../src/grafana/workload.ts';
import { shop } from './model-fixture.ts';

test('Grafana runs once, keeps its database, takes its password from a file and talks to nobody outside', () => {
  expect(grafanaWorkload(shop)).toEqual({
    id: 'grafana',
    kind: 'stateful',
    image: 'grafana',
    replicas: 1,
    args: [],
    env: {
      GF_SECURITY_ADMIN_PASSWORD__FILE: [{ secretFile: { secret: 'grafana-admin-password' } }],
      GF_SECURITY_DISABLE_GRAVATAR: 'true',
      GF_SERVER_ROOT_URL: [{ externalUrl: 'grafana' }],
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
      GF_DASHBOARDS_MIN_REFRESH_INTERVAL: '5s',
      GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: '/etc/grafana/dashboards/platform/home.json',
    },
    ports: [{ name: 'http', port: 3000, protocol: 'TCP', audience: 'people' }],
    storage: [{ name: 'data', mountPath: '/var/lib/grafana', size: '1Gi' }],
    login: { user: 'admin', secret: { secret: 'grafana-admin-password' } },
    secrets: [{ secret: 'grafana-admin-password' }, { secret: 'grafana-reader-password' }],
    readiness: { kind: 'http', path: '/api/health', port: 'http' },
    liveness: { kind: 'http', path: '/api/health', port: 'http' },
    startupSeconds: 120,
    cpu: '100m',
    memory: '256Mi',
    memoryLimit: '512Mi',
    path: 'shop',
  });
});

test('Grafana asks every data source that the stack has', () => {
  expect(grafanaEdges(shop)).toEqual(
    [
      ['prometheus', 'http'],
      ['alertmanager', 'http'],
      ['elasticsearch', 'http'],
      ['jaeger', 'http'],
    ].map(([to, port]) => ({ from: 'grafana', to, port, purpose: 'query' })),
  );
});
