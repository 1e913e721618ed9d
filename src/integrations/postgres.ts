import type { SecretRef } from '../ir/secret.ts';
import { counter, gauge } from '../promql/declare.ts';
import { above, below, chart } from './chart.ts';
import { exporterPart, type Server, serverAddress } from './exporter.ts';
import { defineIntegration } from './integration.ts';

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

const limits = {
  connections: { warning: 0.8, critical: 0.95 },
  replicationLag: 30,
  rollbacks: 0.1,
  cacheHits: 0.9,
  deadlocks: 5,
  transactionSeconds: 1_800,
  /** Of 2 147 483 648. */
  transactionIds: 1_000_000_000,
} as const;

const address = ({ host, port = 5432 }: PostgresOptions): Server => ({ host, name: 'postgres', port });

const connectionsUsed = (own: string): string =>
  `sum by (service, instance) (pg_stat_activity_count${own}) / max by (service, instance) (pg_settings_max_connections${own})`;

/** The share that one counter has of itself and another, per database. */
const shareOf = (one: string, other: string, own: string, window: string): string => {
  const perDatabase = (metric: string) => `sum by (service, instance, datname) (rate(${metric}${own}[${window}]))`;
  return `${perDatabase(one)} / (${perDatabase(one)} + ${perDatabase(other)} > 0)`;
};

const rollbackRatio = (own: string, window = '5m'): string =>
  shareOf('pg_stat_database_xact_rollback', 'pg_stat_database_xact_commit', own, window);

const cacheHitRatio = (own: string, window = '5m'): string =>
  shareOf('pg_stat_database_blks_hit', 'pg_stat_database_blks_read', own, window);

const connectionSteps = [
  'SELECT state, usename, count(*) FROM pg_stat_activity GROUP BY 1, 2: who holds the sessions?',
  'Many "idle in transaction": end the oldest with pg_terminate_backend and find the code that forgets to commit.',
  'Many "active": look for one slow query that everybody waits for.',
  'Nothing wrong: the pools of all replicas together are larger than max_connections; shrink them or add a pooler.',
] as const;

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
  alerts: {
    PostgresDown: {
      expr: at => `max by (service, instance) (pg_up${at.where()}) == 0 or absent(pg_up${at.where()})`,
      for: '1m',
      severity: 'critical',
      category: 'availability',
      summary: 'PostgreSQL of {{ $labels.service }} does not answer.',
      description: 'postgres_exporter cannot log in, or is itself gone: the server is down, full or refuses the role.',
      action:
        'Connect with psql as the monitoring role: the error says whether the server, the network or the role fails.',
      steps: [
        'Connect with psql as the monitoring role from the host of the exporter; note the error.',
        'Refused or timed out: is the server running, and does the network let the exporter reach it?',
        '"too many clients": close idle sessions, see the runbook about connections.',
        '"password authentication failed": the secret and the role differ; rotate one of them.',
        'psql is content: the exporter is gone. Look at its log and at /targets in Prometheus.',
      ],
      source: 'requirement of a critical alert on database connection failures; 1 minute is four scrapes at 15 s',
    },
    PostgresConnectionsHigh: {
      threshold: limits.connections.warning,
      expr: at => `${connectionsUsed(at.where())} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      group: 'postgres-connections',
      summary: 'PostgreSQL of {{ $labels.service }} runs out of connections.',
      description:
        '{{ $value | humanizePercentage }} of `max_connections` are in use; at 100 % new sessions are refused.',
      action: 'Find who holds the sessions in pg_stat_activity, and close what has been idle in a transaction.',
      steps: connectionSteps,
      source: 'requirements ask for a connection alert without a number; 80 % leaves time to act',
    },
    PostgresConnectionsCritical: {
      threshold: limits.connections.critical,
      expr: at => `${connectionsUsed(at.where())} > ${at.threshold}`,
      for: '2m',
      severity: 'critical',
      category: 'saturation',
      group: 'postgres-connections',
      summary: 'PostgreSQL of {{ $labels.service }} is about to refuse connections.',
      description: '{{ $value | humanizePercentage }} of `max_connections` are in use; the next burst is refused.',
      action: 'End sessions that are idle in a transaction now, then find out who opened them.',
      steps: connectionSteps,
      source: 'ours: with the default of 100 connections, 95 % is what superuser reserve and one pool are apart',
    },
    PostgresReplicationLagHigh: {
      threshold: limits.replicationLag,
      expr: at => `max by (service, instance) (pg_replication_lag_seconds${at.where()}) > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'latency',
      summary: 'A PostgreSQL replica of {{ $labels.service }} falls behind.',
      description: 'It is {{ $value | humanizeDuration }} behind its primary: reads are stale, a failover loses data.',
      action: 'Compare pg_stat_replication on the primary with the load and the disk of the replica.',
      steps: [
        'SELECT * FROM pg_stat_replication on the primary: is the replica connected, and which position lags?',
        'Sent but not replayed: a long query on the replica holds replay back; end it or accept the lag.',
        'Not sent: the network or the disk of the primary is the limit, or a bulk load is running.',
        'Do not fail over until the lag is back to seconds.',
      ],
      source: 'ours: 30 seconds of stale reads are noticed by people',
    },
    PostgresDeadlocks: {
      threshold: limits.deadlocks,
      expr: at =>
        `sum by (service, instance, datname) (increase(pg_stat_database_deadlocks${at.where()}[10m])) > ${at.threshold}`,
      severity: 'warning',
      category: 'errors',
      summary: 'Transactions in {{ $labels.datname }} lock each other out.',
      description: '{{ $value | humanize }} deadlocks in 10 minutes: each of them failed somebody’s transaction.',
      action: 'Look for "deadlock detected" in the log of PostgreSQL: it names both statements.',
      steps: [
        'Find "deadlock detected" in the log of PostgreSQL; note both statements and their tables.',
        'Two code paths take the same rows in different orders: make them take rows in one order.',
        'After a release: roll it back if deadlocks began with it.',
      ],
      source: 'ours: a handful of deadlocks is retried unnoticed, more is a pattern',
    },
    PostgresRollbacksHigh: {
      threshold: limits.rollbacks,
      expr: at => `${rollbackRatio(at.where('datname!~"template.*|"'))} > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'errors',
      summary: 'Many transactions in {{ $labels.datname }} are rolled back.',
      description: '{{ $value | humanizePercentage }} of the transactions of 5 minutes did not commit.',
      action:
        'Look at errors of the application: constraint violations, timeouts and serialisation failures roll back.',
      steps: [
        'Read the log of PostgreSQL for ERROR lines of the last minutes: which statement, which constraint?',
        'Compare with the error rate and the last release of the service.',
        'Many "canceling statement due to statement timeout": look for slow queries first.',
      ],
      source: 'ours: applications that commit what they begin stay far below one in ten',
    },
    PostgresCacheHitsLow: {
      threshold: limits.cacheHits,
      expr: at => `${cacheHitRatio(at.where('datname!~"template.*|"'))} < ${at.threshold}`,
      for: '30m',
      severity: 'info',
      category: 'saturation',
      summary: 'PostgreSQL reads much of {{ $labels.datname }} from disk.',
      description:
        'Only {{ $value | humanizePercentage }} of the blocks were found in shared buffers for half an hour.',
      action: 'Look for a query that scans a large table, then compare shared_buffers with the hot data.',
      steps: [
        'Find statements with many shared blocks read in pg_stat_statements: a missing index is the usual cause.',
        'A new report or a backup explains a passing dip.',
        'Otherwise the hot data outgrew shared_buffers: give the server more memory.',
      ],
      source: 'PostgreSQL documentation and common practice: transactional loads find more than 90 % in the cache',
    },
    PostgresTransactionLong: {
      threshold: limits.transactionSeconds,
      expr: at =>
        `max by (service, instance, datname) (pg_stat_activity_max_tx_duration${at.where('datname!=""', 'state=~"active|idle in transaction"')}) > ${at.threshold}`,
      for: '1m',
      severity: 'warning',
      category: 'saturation',
      summary: 'A transaction in {{ $labels.datname }} has been open for {{ $value | humanizeDuration }}.',
      description: 'It holds locks and keeps vacuum from cleaning up: tables grow, and others may wait for it.',
      action: 'Find it in pg_stat_activity, ask its owner, and end it with pg_terminate_backend.',
      steps: [
        'SELECT pid, usename, state, xact_start, query FROM pg_stat_activity ORDER BY xact_start LIMIT 5.',
        '"idle in transaction": somebody forgot to commit; pg_terminate_backend(pid) is safe.',
        'A backup or a migration: let it end, and plan the next one for a quiet hour.',
      ],
      source: 'ours: half an hour is longer than requests and most jobs take, and shorter than bloat needs to hurt',
    },
    PostgresTransactionIdsLow: {
      threshold: limits.transactionIds,
      expr: at =>
        `max by (service, instance, datname) (pg_database_wraparound_age_datfrozenxid_seconds${at.where()}) > ${at.threshold}`,
      for: '15m',
      severity: 'critical',
      category: 'saturation',
      summary: 'Vacuum of {{ $labels.datname }} has fallen behind: transaction ids run out.',
      description:
        'The oldest row is {{ $value | humanize }} transactions old. At 2.1 G PostgreSQL stops taking writes.',
      action: 'Find what holds vacuum back (old transactions, replication slots), then vacuum the oldest tables.',
      steps: [
        'Look for old transactions in pg_stat_activity, pg_prepared_xacts, and unused slots in pg_replication_slots.',
        'End or drop what holds the oldest xmin; autovacuum then catches up by itself.',
        'Otherwise VACUUM (FREEZE) the tables with the largest age(relfrozenxid), the largest first.',
      ],
      source: 'PostgreSQL documentation, preventing transaction id wraparound: autovacuum acts at 200 million',
    },
    PostgresMetricsIncomplete: {
      expr: at => `max by (service, instance) (pg_exporter_last_scrape_error${at.where()}) == 1`,
      for: '15m',
      severity: 'warning',
      category: 'meta',
      summary: 'Metrics of PostgreSQL of {{ $labels.service }} are incomplete.',
      description: 'Some query of postgres_exporter fails: the alerts that rely on its answer are blind.',
      action: 'Read the log of the exporter: a missing grant is the usual cause.',
      steps: [
        'Read the log of the exporter: it names the query that fails, and why.',
        '"permission denied": GRANT pg_monitor to the monitoring role.',
        'A query that a new major version of PostgreSQL does not know: update the exporter.',
      ],
      source: 'postgres_exporter: pg_exporter_last_scrape_error; 15 minutes outlast a restart of the server',
    },
  },
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
            above(limits.connections),
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
            above({ warning: limits.rollbacks }),
          ),
          chart(
            'Cache hits',
            'Share of blocks found in shared buffers. Low means that queries wait for the disk.',
            'percentunit',
            [{ expr: cacheHitRatio(real, '$__rate_interval'), legend: '{{datname}}' }],
            below(limits.cacheHits),
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
            above({ warning: limits.transactionSeconds }),
          ),
          chart(
            'Replication lag',
            'How far a replica is behind. A primary shows 0.',
            's',
            [{ expr: `max by (instance) (pg_replication_lag_seconds${own})`, legend: '{{instance}}' }],
            above({ warning: limits.replicationLag }),
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
