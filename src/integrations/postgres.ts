import { workloads } from '../ir/conventions.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import type { SecretRef } from '../ir/secret.ts';
import { counter, gauge } from '../promql/declare.ts';
import { defineIntegration, type IntegrationContext } from './integration.ts';

export interface PostgresOptions {
  /** `host:port/database`, with query parameters such as `?sslmode=require`. */
  readonly uri: string;
  /** A role with `pg_monitor`. */
  readonly user: string;
  readonly password: SecretRef;
}

const port = { name: 'metrics', port: 9187 } as const;
const databases = { datname: { cardinality: 5 } } as const;

const emit = (options: PostgresOptions, { path, service, team, env, tier, scrapeInterval }: IntegrationContext) => {
  const id = `${service}-postgres-exporter`;
  return {
    workloads: [
      {
        id,
        kind: 'stateless' as const,
        image: 'postgres-exporter' as const,
        replicas: 1,
        args: [`--web.listen-address=:${port.port}`],
        env: {
          DATA_SOURCE_URI: options.uri,
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
      {
        from: id,
        to: 'external',
        port: '5432',
        purpose: 'query' as const,
        address: options.uri.replace(/[/?].*$/, ''),
      },
    ],
  };
};

/** A PostgreSQL server through postgres_exporter. */
export const postgres = defineIntegration<PostgresOptions>()({
  kind: 'postgres',
  scope: 'component',
  source: 'prometheus-community/postgres_exporter 0.20, collectors and built-in queries',
  options: {
    uri: { kind: 'text', required: true },
    user: { kind: 'text', required: true },
    password: { kind: 'secret', required: true },
  },
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
  emit,
  example: {
    uri: 'db.example.com:5432/app?sslmode=require',
    user: 'monitor',
    password: { secret: 'postgres-monitor-password' },
  },
});
