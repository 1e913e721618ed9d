import { describe, expect, test } from 'vitest';
import type { AlertingRule } from '../../src/ir/rule-group.ts';
import { type Synthesis, synthesize } from '../../src/synth/synthesize.ts';
import { api, base } from '../accepted/base.ts';
import { alertsOf, serviceUsing, stackUsing } from './synthesized.ts';

const database = {
  host: 'app-db',
  database: 'app',
  user: 'monitor',
  password: { secret: 'postgres-monitor-password' },
};
const postgres = (alerts: object) => ({ kind: 'postgres', options: { ...database, alerts } });

const ruleOf = ({ plan }: Synthesis, name: string): AlertingRule | undefined =>
  plan?.groups
    .flatMap(({ rules }) => rules.flatMap(rule => (rule.kind === 'alert' ? [rule] : [])))
    .find(({ alert }) => alert === name);

const panels = ({ plan }: Synthesis, uid: string): readonly string[] =>
  plan?.dashboards.find(dashboard => dashboard.uid === uid)?.queries.map(({ panel }) => panel) ?? [];

describe('an alert that comes along', () => {
  test('has the threshold, the waiting time and the severity that the author chose', async () => {
    const synthesis = await serviceUsing(
      postgres({
        PostgresConnectionsHigh: {
          threshold: 0.9,
          for: '10m',
          severity: 'info',
          labels: { area: 'data' },
          runbook: 'errors',
        },
      }),
    );
    expect(synthesis.diagnostics).toEqual([]);
    const rule = ruleOf(synthesis, 'PostgresConnectionsHigh');
    expect(rule?.expr).toMatch(/ > 0\.9$/);
    expect(rule?.for).toBe('10m');
    expect(rule?.labels).toMatchObject({ severity: 'info', area: 'data', service: 'api', team: 'platform' });
    expect(rule?.runbook).toBe('api-errors');
  });

  test('is gone when it is switched off, and the others stay', async () => {
    const before = alertsOf(await serviceUsing(postgres({})));
    const after = alertsOf(await serviceUsing(postgres({ PostgresCacheHitsLow: false })));
    expect([...before.keys()].filter(name => !after.has(name))).toEqual(['PostgresCacheHitsLow']);
  });

  test('that is off by default is there when it is named', async () => {
    const yellow = async (alerts: object) => {
      const { plan } = await synthesize(
        {
          catalogue: {
            ...base,
            services: [{ ...api, logs: [{ id: 'app', dataset: 'api.app', inputs: [{ kind: 'tcp' }] }] }],
            uses: [{ kind: 'elasticsearch', options: { alerts } }],
          },
          diagnostics: [],
        },
        { today: '2026-01-01', targets: ['compose'] },
      );
      return plan?.groups.some(({ rules }) =>
        rules.some(rule => rule.kind === 'alert' && rule.alert === 'ElasticsearchYellow'),
      );
    };
    expect([await yellow({}), await yellow({ ElasticsearchYellow: {} })]).toEqual([false, true]);
  });

  test('about a limit that nginx does not tell needs the limit', async () => {
    const without = alertsOf(await serviceUsing({ kind: 'nginx', options: { host: 'proxy' } }));
    const given = alertsOf(await serviceUsing({ kind: 'nginx', options: { host: 'proxy', maxConnections: 4096 } }));
    expect(without.has('NginxConnectionsHigh')).toBe(false);
    expect(given.get('NginxConnectionsHigh')).toBe(
      'max by (service, instance) (nginx_connections_active{service="api"}) / 4096 > 0.8',
    );
  });

  test('of a part of the stack is changed by the stack', async () => {
    const synthesis = await stackUsing({
      kind: 'prometheus',
      options: { alerts: { TargetDown: false, PrometheusSeriesGrowing: { threshold: 3 } } },
    });
    expect(synthesis.diagnostics).toEqual([]);
    expect(ruleOf(synthesis, 'TargetDown')).toBeUndefined();
    expect(ruleOf(synthesis, 'PrometheusSeriesGrowing')?.expr).toMatch(/ > 3$/);
  });
});

describe('a server behind an exporter', () => {
  test.each([
    ['postgres', database, 'PostgresDown', 'pg_up'],
    ['mysql', { host: 'db', client: { secret: 'client' } }, 'MysqlDown', 'mysql_up'],
    ['redis', { host: 'cache' }, 'RedisDown', 'redis_up'],
    ['nginx', { host: 'proxy' }, 'NginxDown', 'nginx_up'],
    [
      'mongodb',
      { host: 'documents', certificate: { secret: 'certificate' }, authority: { secret: 'authority' } },
      'MongodbDown',
      'mongodb_up',
    ],
  ])('%s counts as down when it says so, and when its exporter is gone', async (kind, options, alert, metric) => {
    const synthesis = await serviceUsing({ kind, options });
    expect(synthesis.diagnostics).toEqual([]);
    expect(alertsOf(synthesis).get(alert)).toBe(
      `max by (service, instance) (${metric}{service="api"}) == 0 or absent(${metric}{service="api"})`,
    );
  });

  test.each([
    ['app-cache', 'app-cache', undefined],
    ['cache.example.com', 'external', 'cache.example.com:6379'],
  ])('at %s is reached over an edge to %s', async (host, to, address) => {
    const { plan } = await serviceUsing({ kind: 'redis', options: { host } });
    const edge = plan?.edges.find(({ from, purpose }) => from === 'api-redis-exporter' && purpose === 'query');
    expect([edge?.to, edge?.port, edge?.address]).toEqual([to, '6379', address]);
    expect(plan?.services.some(({ id }) => id === host)).toBe(address === undefined);
  });

  test('with a password keeps it out of the manifest', async () => {
    const { plan } = await serviceUsing({
      kind: 'redis',
      options: { host: 'cache', user: 'watcher', password: { secret: 'redis-password' }, tls: true },
    });
    const exporter = plan?.workloads.find(({ id }) => id === 'api-redis-exporter');
    expect(exporter?.args.slice(0, 2)).toEqual([[{ secretFile: { secret: 'redis-password' } }], '/redis_exporter']);
    expect(exporter?.args.slice(3)).toEqual([
      ['--redis.addr=rediss://', { connect: 'cache', port: '6379', bare: true }],
      '--redis.user=watcher',
    ]);
    expect(exporter?.env).toEqual({});
  });
});

describe('machines', () => {
  const node = (options: object) => stackUsing({ kind: 'node', options });

  test.each([
    ['HostCpuHigh', 'instance:node_cpu_utilisation:rate5m > 0.7', 'warning'],
    ['HostCpuCritical', 'instance:node_cpu_utilisation:rate5m > 0.9', 'critical'],
    ['HostMemoryHigh', 'instance:node_memory_utilisation:ratio > 0.8', 'warning'],
    ['HostMemoryCritical', 'instance:node_memory_utilisation:ratio > 0.95', 'critical'],
    ['HostDiskHigh', 'instance_mountpoint:node_filesystem_used:ratio > 0.8', 'warning'],
    ['HostDiskCritical', 'instance_mountpoint:node_filesystem_used:ratio > 0.9', 'critical'],
    ['HostProcessCountHigh', 'max by (instance, node) (node_processes_pids) > 1000', 'warning'],
    ['HostProcessCountCritical', 'max by (instance, node) (node_processes_pids) > 2000', 'critical'],
    ['HostLoadHigh', 'max by (instance, node) (node_load5) > 2', 'warning'],
    ['HostLoadCritical', 'max by (instance, node) (node_load5) > 5', 'critical'],
    ['NodeDown', 'max by (instance, node) (up{job="node"}) == 0 or absent(up{job="node"})', 'critical'],
  ])('have %s', async (name, expr, severity) => {
    const rule = ruleOf(await node({}), name);
    expect([rule?.expr, rule?.labels['severity']]).toEqual([expr, severity]);
  });

  test.each(['cpu', 'memory', 'disk', 'processes', 'load'])(
    'warn and page about their %s as one condition',
    async what => {
      const { plan } = await node({});
      const severities = plan?.groups
        .flatMap(({ rules }) => rules.flatMap(rule => (rule.kind === 'alert' ? [rule.labels] : [])))
        .filter(labels => labels['alert_group'] === `host-${what}`)
        .map(labels => labels['severity']);
      expect(severities).toEqual(['warning', 'critical']);
    },
  );

  test('divide their load by their processors when they are told to', async () => {
    expect(alertsOf(await node({ loadPerCore: true })).get('HostLoadHigh')).toBe(
      'max by (instance, node) (node_load5) / count by (instance, node) (node_cpu_seconds_total{mode="idle"}) > 2',
    );
  });

  test('tell of a disk that will be full in a day, and of what the monitoring itself uses', async () => {
    const alerts = alertsOf(await node({}));
    expect(alerts.get('HostDiskFull')).toMatch(
      /predict_linear\(node_filesystem_avail_bytes\{.*\}\[6h\], 86400\)\) < 0$/,
    );
    expect(alerts.get('MonitoringOverheadHigh')).toMatch(/^sum by \(node\) .* > 0\.05$/);
  });

  test('show their network only where the exporter can see it', async () => {
    const [closed, open] = [await node({}), await node({ network: true })];
    expect(panels(closed, 'stack-node')).not.toContain('Network');
    expect(panels(closed, 'stack-node')).toEqual(expect.arrayContaining(['Disk I/O', 'Free in a day']));
    expect(panels(open, 'stack-node')).toContain('Network');
  });
});

describe('the capacity of the monitoring itself', () => {
  test.each([
    ['PrometheusSeriesGrowing', 'prometheus_tsdb_head_series[1d], 604800'],
    ['PrometheusStorageFilling', 'prometheus_tsdb_storage_blocks_bytes[1d], 604800'],
  ])('%s looks a week ahead', async (name, part) => {
    const synthesis = await stackUsing();
    expect(alertsOf(synthesis).get(name)).toContain(`predict_linear(${part})`);
    expect(panels(synthesis, 'stack-prometheus')).toEqual(
      expect.arrayContaining(['Growth of series in a week', 'Storage in a week']),
    );
  });
});
