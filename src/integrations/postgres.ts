import { workloads } from '../ir/conventions.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import type { SecretRef } from '../ir/secret.ts';
import { counter, gauge } from '../promql/declare.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

export interface PostgresOptions {
  /** DNS name of the server. A bare name is a neighbour of the services; a name with dots is anywhere else. */
  readonly host: string;
  /** Default 5432. */
  readonly port?: number;
  readonly database: string;
  /** `disable`, `require`, `verify-ca` or `verify-full`. Default `require`. */
  readonly sslMode?: string;
  /** A role with `pg_monitor`. */
  readonly user: string;
  readonly password: SecretRef;
}

const port = { name: 'metrics', port: 9187 } as const;
/** libpq's modes that do not fall back in silence. */
const sslModes: readonly string[] = ['disable', 'require', 'verify-ca', 'verify-full'];
const databases = { datname: { cardinality: 5 } } as const;

const emit = (options: PostgresOptions, { path, service, team, env, tier, scrapeInterval }: IntegrationContext) => {
  const id = `${service}-postgres-exporter`;
  const { host, database, sslMode = 'require' } = options;
  const server = { name: 'postgres', port: options.port ?? 5432 };
  const isNeighbour = !host.includes('.');
  return {
    workloads: [
      {
        id,
        kind: 'stateless' as const,
        image: 'postgres-exporter' as const,
        replicas: 1,
        args: [`--web.listen-address=:${port.port}`],
        env: {
          DATA_SOURCE_URI: [
            isNeighbour ? { connect: host, port: server.name, bare: true } : `${host}:${server.port}`,
            `/${database}?sslmode=${sslMode}`,
          ],
          DATA_SOURCE_USER: options.user,
          DATA_SOURCE_PASS_FILE: [{ secretFile: options.password }],
        },
        ports: [{ ...port, protocol: 'TCP' as const, audience: 'inside' as const }],
        storage: [],
        secrets: [options.password],
        readiness: { kind: 'http' as const, path: '/', port: port.name },
        liveness: { kind: 'http' as const, path: '/', port: port.name },
        cpu: '50m',
        memory: '32Mi',
        memoryLimit: '64Mi',
        path,
      },
    ],
    jobs: [
      {
        id: `${service}-postgres`,
        interval: scrapeInterval,
        timeout: scrapeTimeout(scrapeInterval),
        scheme: 'http' as const,
        metricsPath: '/metrics',
        targets: { kind: 'workload' as const, workload: id, port: port.name },
        labels: { service, team, env, tier },
        keep: [],
        limits: { samples: 10_000 },
        metricRelabel: [],
        path,
      },
    ],
    edges: [
      { from: workloads.prometheus, to: id, port: port.name, purpose: 'scrape' as const },
      isNeighbour
        ? { from: id, to: host, port: server.name, purpose: 'query' as const }
        : {
            from: id,
            to: 'external',
            port: String(server.port),
            purpose: 'query' as const,
            address: `${host}:${server.port}`,
          },
    ],
    services: isNeighbour ? [{ id: host, ports: [server], path }] : [],
  };
};

/** A PostgreSQL server through postgres_exporter. */
export const postgres = defineIntegration<PostgresOptions>()({
  kind: 'postgres',
  scope: 'component',
  source: 'prometheus-community/postgres_exporter 0.20, collectors and built-in queries',
  options: {
    host: { kind: 'text', required: true },
    port: { kind: 'number' },
    database: { kind: 'text', required: true },
    sslMode: { kind: 'text' },
    user: { kind: 'text', required: true },
    password: { kind: 'secret', required: true },
  },
  validate: ({ sslMode }) =>
    sslMode === undefined || sslModes.includes(sslMode)
      ? []
      : [{ kind: 'value', message: `\`sslMode\` of postgres() must be ${sslModes.join(', ')}, not "${sslMode}".` }],
  metrics: () => ({
    up: gauge('pg_up'),
    connections: gauge('pg_stat_activity_count', {
      labels: {
        ...databases,
        state: { cardinality: 6 },
        usename: {},
        application_name: {},
        backend_type: {},
        wait_event: {},
        wait_event_type: {},
        server: {},
      },
    }),
    maxConnections: gauge('pg_settings_max_connections', { labels: { server: {} } }),
    replicationLag: gauge('pg_replication_lag_seconds', { unit: 'seconds' }),
    commits: counter('pg_stat_database_xact_commit', { labels: { datid: {}, ...databases } }),
    rollbacks: counter('pg_stat_database_xact_rollback', { labels: { datid: {}, ...databases } }),
    deadlocks: counter('pg_stat_database_deadlocks', { labels: { datid: {}, ...databases } }),
  }),
  needs: ['A role with `pg_monitor` in the database.'],
  alerts: {
    PostgresDown: {
      expr: at => `max by (service, instance) (pg_up${at.where()}) == 0`,
      for: '1m',
      severity: 'critical',
      category: 'availability',
      summary: 'PostgreSQL of {{ $labels.service }} does not answer.',
      description:
        'postgres_exporter {{ $labels.instance }} cannot log in: the server is down, full or refuses the role.',
      action:
        'Connect with psql as the monitoring role: the error says whether the server, the network or the role fails.',
      steps: [
        'Connect with psql as the monitoring role from the host of the exporter; note the error.',
        'Refused or timed out: is the server running, and does the network let the exporter reach it?',
        '"too many clients": close idle sessions, see the runbook about connections.',
        '"password authentication failed": the secret and the role differ; rotate one of them.',
      ],
      source: 'requirement of a critical alert on database connection failures; 1 minute is four scrapes at 15 s',
    },
    PostgresConnectionsHigh: {
      threshold: 0.8,
      expr: at =>
        `sum by (service, instance) (pg_stat_activity_count${at.where()}) / max by (service, instance) (pg_settings_max_connections${at.where()}) > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      summary: 'PostgreSQL of {{ $labels.service }} runs out of connections.',
      description:
        '{{ $value | humanizePercentage }} of `max_connections` are in use; at 100 % new sessions are refused.',
      action: 'Find who holds the sessions in pg_stat_activity, and close what has been idle in a transaction.',
      steps: [
        'SELECT state, usename, count(*) FROM pg_stat_activity GROUP BY 1, 2: who holds the sessions?',
        'Many "idle in transaction": end the oldest with pg_terminate_backend and find the code that forgets to commit.',
        'Many "active": look for one slow query that everybody waits for.',
        'Nothing wrong: the pools of all replicas together are larger than max_connections; shrink them or add a pooler.',
      ],
      source: 'requirements ask for a connection alert without a number; 80 % leaves time to act',
    },
  },
  rows: at => [
    {
      title: 'PostgreSQL',
      panels: [
        {
          kind: 'timeseries',
          title: 'Connections',
          description: 'Share of max_connections in use. At 100 % new sessions are refused.',
          unit: 'percentunit',
          queries: [
            {
              expr: `sum by (service, instance) (pg_stat_activity_count${at.where()}) / max by (service, instance) (pg_settings_max_connections${at.where()})`,
              legend: '{{instance}}',
            },
          ],
          thresholds: [
            { at: 0, color: 'green' },
            { at: 0.8, color: 'red' },
          ],
        },
      ],
    },
  ],
  emit,
  example: { host: 'app-db', database: 'app', user: 'monitor', password: { secret: 'postgres-monitor-password' } },
});
