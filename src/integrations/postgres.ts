import type { SecretRef } from '../ir/secret.ts';
import { counter, gauge } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import type { Named } from './component-name.ts';
import { exporterPart, type Server, serverAddress } from './exporter.ts';
import { defineIntegration } from './integration.ts';
import { postgresAlerts } from './postgres-alerts.ts';
import { cacheHitRatio, connectionsUsed, rollbackRatio } from './postgres-series.ts';

export interface PostgresOptions extends Named {
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

/** libpq's modes that do not fall back in silence. */
const sslModes: readonly string[] = ['disable', 'require', 'verify-ca', 'verify-full'];
const databases = { datname: { cardinality: 5 } } as const;
const activity = {
  ...databases,
  state: { cardinality: 7 },
  usename: {},
  application_name: {},
  backend_type: {},
  wait_event: {},
  wait_event_type: {},
  server: {},
} as const;

const address = ({ host, port = 5432 }: PostgresOptions): Server => ({ host, name: 'postgres', port });

/** A PostgreSQL server through postgres_exporter. */
export const postgres = defineIntegration<PostgresOptions>()({
  kind: 'postgres',
  scope: 'component',
  source: 'prometheus-community/postgres_exporter 0.20, collectors and built-in queries',
  options: {
    name: { kind: 'name' },
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
    connections: gauge('pg_stat_activity_count', { labels: activity }),
    longestTransaction: gauge('pg_stat_activity_max_tx_duration', { unit: 'seconds', labels: activity }),
    maxConnections: gauge('pg_settings_max_connections', { labels: { server: {} } }),
    replicationLag: gauge('pg_replication_lag_seconds', { unit: 'seconds' }),
    commits: counter('pg_stat_database_xact_commit', { labels: { datid: {}, ...databases }, zeroInitialised: true }),
    rollbacks: counter('pg_stat_database_xact_rollback', {
      labels: { datid: {}, ...databases },
      zeroInitialised: true,
    }),
    deadlocks: counter('pg_stat_database_deadlocks', { labels: { datid: {}, ...databases }, zeroInitialised: true }),
    blocksHit: counter('pg_stat_database_blks_hit', { labels: { datid: {}, ...databases }, zeroInitialised: true }),
    blocksRead: counter('pg_stat_database_blks_read', { labels: { datid: {}, ...databases }, zeroInitialised: true }),
    size: gauge('pg_database_size_bytes', { unit: 'bytes', labels: databases }),
    // The exporter calls it seconds; it counts transactions.
    transactionIdAge: gauge('pg_database_wraparound_age_datfrozenxid_seconds', { labels: databases }),
    scrapeFailed: gauge('pg_exporter_last_scrape_error'),
  }),
  needs: [
    'A role with `pg_monitor` in the database.',
    'A password without blanks: postgres_exporter 0.17 does not escape them.',
  ],
  alerts: postgresAlerts,
  rows: at => {
    const own = at.where();
    const real = at.where('datname!~"template.*|"');
    return [
      {
        title: 'PostgreSQL',
        panels: [
          chart(
            'Connections',
            'Share of max_connections in use. At 100 % new sessions are refused.',
            'percentunit',
            [{ expr: connectionsUsed(own), legend: '{{instance}}' }],
            limitsOf('PostgresConnectionsHigh', 'PostgresConnectionsCritical'),
          ),
          chart('Transactions', 'Transactions that ended per second, by database and outcome.', 'ops', [
            {
              expr: `sum by (datname) (rate(pg_stat_database_xact_commit${real}[$__rate_interval]))`,
              legend: '{{datname}} committed',
            },
            {
              expr: `sum by (datname) (rate(pg_stat_database_xact_rollback${real}[$__rate_interval]))`,
              legend: '{{datname}} rolled back',
            },
          ]),
          chart(
            'Rollbacks',
            'Share of transactions that did not commit. A jump follows a release or a lock.',
            'percentunit',
            [{ expr: rollbackRatio(real, '$__rate_interval'), legend: '{{datname}}' }],
            limitsOf('PostgresRollbacksHigh'),
          ),
          chart(
            'Cache hits',
            'Share of blocks found in shared buffers. Low means that queries wait for the disk.',
            'percentunit',
            [{ expr: cacheHitRatio(real, '$__rate_interval'), legend: '{{datname}}' }],
            limitsOf('PostgresCacheHitsLow'),
          ),
          chart(
            'Longest transaction',
            'Age of the oldest open transaction. Vacuum cannot clean up behind it.',
            's',
            [
              {
                expr: `max by (datname, state) (pg_stat_activity_max_tx_duration${at.where('datname!=""', 'state=~"active|idle in transaction"')})`,
                legend: '{{datname}} {{state}}',
              },
            ],
            limitsOf('PostgresTransactionLong'),
          ),
          chart(
            'Replication lag',
            'How far a replica is behind. A primary shows 0.',
            's',
            [{ expr: `max by (instance) (pg_replication_lag_seconds${own})`, legend: '{{instance}}' }],
            limitsOf('PostgresReplicationLagHigh'),
          ),
          chart('Deadlocks', 'Deadlocks per second. Each one failed a transaction.', 'ops', [
            {
              expr: `sum by (datname) (rate(pg_stat_database_deadlocks${own}[$__rate_interval]))`,
              legend: '{{datname}}',
            },
          ]),
          chart('Database size', 'Bytes on disk. Compare their growth with the disk of the server.', 'bytes', [
            { expr: `max by (datname) (pg_database_size_bytes${own})`, legend: '{{datname}}' },
          ]),
        ],
      },
    ];
  },
  emit: (options, context) => {
    const server = address(options);
    return exporterPart(
      {
        kind: 'postgres',
        name: options.name,
        image: 'postgres-exporter',
        port: 9187,
        server,
        args: ['--web.listen-address=:9187', '--collector.database_wraparound'],
        env: {
          DATA_SOURCE_URI: [serverAddress(server), `/${options.database}?sslmode=${options.sslMode ?? 'require'}`],
          DATA_SOURCE_USER: options.user,
          DATA_SOURCE_PASS_FILE: [{ secretFile: options.password }],
        },
        secrets: [options.password],
      },
      context,
    );
  },
  example: { host: 'app-db', database: 'app', user: 'monitor', password: { secret: 'postgres-monitor-password' } },
});
