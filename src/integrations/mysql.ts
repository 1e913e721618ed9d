import type { SecretRef } from '../ir/secret.ts';
import { counter, gauge } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import type { Named } from './component-name.ts';
import { exporterPart, type Server, serverAddress } from './exporter.ts';
import { defineIntegration } from './integration.ts';

export interface MysqlOptions extends Named {
  /** DNS name of the server. A bare name is a neighbour of the services; a name with dots is anywhere else. */
  readonly host: string;
  /** Default 3306. */
  readonly port?: number;
  /** An option file of MySQL: a section `[client]` with `user` and `password`. */
  readonly client: SecretRef;
}

const limits = {
  connections: { warning: 0.8, critical: 0.95 },
  slowQueries: 0.05,
  replicationLag: 30,
} as const;

const replica = { channel_name: {}, connection_name: {}, master_host: {}, master_uuid: {} } as const;

const address = ({ host, port = 3306 }: MysqlOptions): Server => ({ host, name: 'mysql', port });

const connectionsUsed = (own: string): string =>
  `max by (service, instance) (mysql_global_status_threads_connected${own}) / max by (service, instance) (mysql_global_variables_max_connections${own})`;

const slowShare = (own: string, window = '5m'): string =>
  `sum by (service, instance) (rate(mysql_global_status_slow_queries${own}[${window}])) / (sum by (service, instance) (rate(mysql_global_status_questions${own}[${window}])) > 0)`;

/** MySQL 8.4 and later speak of sources, MariaDB and older releases of masters. */
const replicationLag = (own: string): string =>
  `max by (service, instance) (mysql_slave_status_seconds_behind_master${own} or mysql_slave_status_seconds_behind_source${own})`;

/** Whether a thread of a replica runs: `io` receives, `sql` applies. */
const replicaThread = (thread: string, own: string): string =>
  `mysql_slave_status_slave_${thread}_running${own} or mysql_slave_status_replica_${thread}_running${own}`;

const connectionSteps = [
  'SHOW PROCESSLIST: who holds the sessions, and what do they wait for?',
  'Many in "Sleep": a pool is too large or leaks; restart the culprit and shrink its pool.',
  'Many in one query: find its lock or its missing index, end the one that blocks with KILL.',
  'Nothing wrong: the pools of all replicas together are larger than max_connections.',
] as const;

/** A MySQL or MariaDB server through mysqld_exporter. */
export const mysql = defineIntegration<MysqlOptions>()({
  kind: 'mysql',
  scope: 'component',
  source:
    'prometheus/mysqld_exporter 0.17, collector/global_status.go, global_variables.go, slave_status.go; values of SHOW GLOBAL STATUS have no type',
  needs: ['A user with PROCESS, REPLICATION CLIENT and SELECT on performance_schema.'],
  options: {
    name: { kind: 'name' },
    host: { kind: 'text', required: true },
    port: { kind: 'number' },
    client: { kind: 'secret', required: true },
  },
  metrics: () => ({
    up: gauge('mysql_up'),
    connected: gauge('mysql_global_status_threads_connected'),
    running: gauge('mysql_global_status_threads_running'),
    maxConnections: gauge('mysql_global_variables_max_connections'),
    questions: counter('mysql_global_status_questions'),
    slowQueries: counter('mysql_global_status_slow_queries'),
    abortedConnects: counter('mysql_global_status_aborted_connects'),
    bufferPoolReads: counter('mysql_global_status_innodb_buffer_pool_reads'),
    bufferPoolRequests: counter('mysql_global_status_innodb_buffer_pool_read_requests'),
    lagBehindMaster: gauge('mysql_slave_status_seconds_behind_master', { unit: 'seconds', labels: replica }),
    lagBehindSource: gauge('mysql_slave_status_seconds_behind_source', { unit: 'seconds', labels: replica }),
    replicaApplies: gauge('mysql_slave_status_slave_sql_running', { labels: replica }),
    replicaReceives: gauge('mysql_slave_status_slave_io_running', { labels: replica }),
    replicaAppliesSource: gauge('mysql_slave_status_replica_sql_running', { labels: replica }),
    replicaReceivesSource: gauge('mysql_slave_status_replica_io_running', { labels: replica }),
  }),
  alerts: {
    MysqlDown: {
      expr: at => `max by (service, instance) (mysql_up${at.where()}) == 0 or absent(mysql_up${at.where()})`,
      for: '1m',
      severity: 'critical',
      category: 'availability',
      summary: 'MySQL of {{ $labels.service }} does not answer.',
      description: 'mysqld_exporter cannot log in, or is itself gone: the server is down, full or refuses the user.',
      action: 'Connect with the mysql client as the monitoring user: the error says what fails.',
      steps: [
        'Connect as the monitoring user from the host of the exporter; note the error.',
        'Refused or timed out: is the server running, and does the network let the exporter reach it?',
        '"Too many connections": see the runbook about connections.',
        '"Access denied": the option file and the user differ; rotate one of them.',
        'The client is content: the exporter is gone. Look at its log and at /targets in Prometheus.',
      ],
      source: 'mysqld-mixin MySQLDown; 1 minute is four scrapes at 15 s',
    },
    MysqlConnectionsHigh: {
      threshold: limits.connections.warning,
      expr: at => `${connectionsUsed(at.where())} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      group: 'mysql-connections',
      summary: 'MySQL of {{ $labels.service }} runs out of connections.',
      description: '{{ $value | humanizePercentage }} of max_connections are in use; at 100 % clients are refused.',
      action: 'Find who holds the sessions with SHOW PROCESSLIST.',
      steps: connectionSteps,
      source: 'requirements ask for a connection alert without a number; 80 % leaves time to act',
    },
    MysqlConnectionsCritical: {
      threshold: limits.connections.critical,
      expr: at => `${connectionsUsed(at.where())} > ${at.threshold}`,
      for: '2m',
      severity: 'critical',
      category: 'saturation',
      group: 'mysql-connections',
      summary: 'MySQL of {{ $labels.service }} is about to refuse connections.',
      description: '{{ $value | humanizePercentage }} of max_connections are in use; the next burst is refused.',
      action: 'End sleeping sessions now, then find out who opened them.',
      steps: connectionSteps,
      source: 'ours: what is left at 95 % is less than one pool',
    },
    MysqlSlowQueriesHigh: {
      threshold: limits.slowQueries,
      expr: at => `${slowShare(at.where())} > ${at.threshold}`,
      for: '10m',
      severity: 'warning',
      category: 'latency',
      summary: 'Many queries of MySQL of {{ $labels.service }} are slow.',
      description: '{{ $value | humanizePercentage }} of the statements took longer than long_query_time.',
      action: 'Read the slow query log: one statement without an index is the usual cause.',
      steps: [
        'Read the slow query log, or events_statements_summary_by_digest ordered by time.',
        'EXPLAIN the first statements: a full scan of a large table wants an index.',
        'Slow all at once: look at disk, memory and locks of the server instead.',
      ],
      source: 'ours: one in twenty is felt by users',
    },
    MysqlReplicationStopped: {
      expr: at =>
        ['sql', 'io']
          .map(thread => `min by (service, instance) (${replicaThread(thread, at.where())}) == 0`)
          .join(' or '),
      for: '2m',
      severity: 'critical',
      category: 'errors',
      group: 'mysql-replication',
      summary: 'A MySQL replica of {{ $labels.service }} has stopped.',
      description:
        'It receives or applies nothing any more: its reads grow stale and a failover to it would lose data.',
      action: 'SHOW REPLICA STATUS: the last error says what it could not receive or apply.',
      steps: [
        'SHOW REPLICA STATUS (SHOW SLAVE STATUS before MySQL 8.4): note Last_IO_Error and Last_SQL_Error.',
        'It cannot receive: is the server that it follows up, and does the account for replication still hold?',
        'A duplicate or a missing row: somebody wrote to the replica. Rebuild it, and make it read only.',
        'A full disk: free space, then START REPLICA.',
        'Keep reads away from it until the lag is gone.',
      ],
      source: 'mysqld-mixin MySQLReplicationNotRunning; 2 minutes as there',
    },
    MysqlReplicationLagHigh: {
      threshold: limits.replicationLag,
      expr: at => `${replicationLag(at.where())} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'latency',
      group: 'mysql-replication',
      summary: 'A MySQL replica of {{ $labels.service }} falls behind.',
      description: 'It is {{ $value | humanizeDuration }} behind: reads are stale, a failover loses data.',
      action: 'Look for one large transaction, or a bulk load, on the server that is written to.',
      steps: [
        'SHOW REPLICA STATUS: does the position still move?',
        'One large transaction or ALTER TABLE is applied in one piece: wait, and split the next one.',
        'Constant growth: the replica is too small or applies with one thread; raise replica_parallel_workers.',
      ],
      source: 'mysqld-mixin MySQLReplicationLag: 30 seconds',
    },
  },
  rows: at => {
    const own = at.where();
    const perSecond = (metric: string) => `sum by (instance) (rate(${metric}${own}[$__rate_interval]))`;
    return [
      {
        title: 'MySQL',
        panels: [
          chart(
            'Connections',
            'Share of max_connections in use. At 100 % clients are refused.',
            'percentunit',
            [{ expr: connectionsUsed(own), legend: '{{instance}}' }],
            limitsOf('MysqlConnectionsHigh', 'MysqlConnectionsCritical'),
          ),
          chart('Statements', 'Statements of clients per second.', 'ops', [
            { expr: perSecond('mysql_global_status_questions'), legend: '{{instance}}' },
          ]),
          chart(
            'Slow queries',
            'Share of statements that took longer than long_query_time.',
            'percentunit',
            [{ expr: slowShare(own, '$__rate_interval'), legend: '{{instance}}' }],
            limitsOf('MysqlSlowQueriesHigh'),
          ),
          chart('Threads at work', 'Sessions that execute something. A pile is a lock or a slow disk.', 'short', [
            { expr: `max by (instance) (mysql_global_status_threads_running${own})`, legend: '{{instance}}' },
          ]),
          chart('Refused connections', 'Connections per second that failed: wrong password, timeout, limit.', 'ops', [
            { expr: perSecond('mysql_global_status_aborted_connects'), legend: '{{instance}}' },
          ]),
          chart('Reads from disk', 'Share of page requests that the buffer pool could not answer.', 'percentunit', [
            {
              expr: `${perSecond('mysql_global_status_innodb_buffer_pool_reads')} / (${perSecond('mysql_global_status_innodb_buffer_pool_read_requests')} > 0)`,
              legend: '{{instance}}',
            },
          ]),
          chart(
            'Replication lag',
            'How far a replica is behind. Empty where nothing is replicated, or replication has stopped.',
            's',
            [{ expr: replicationLag(own), legend: '{{instance}}' }],
            limitsOf('MysqlReplicationLagHigh'),
          ),
        ],
      },
    ];
  },
  emit: (options, context) => {
    const server = address(options);
    return exporterPart(
      {
        kind: 'mysql',
        name: options.name,
        image: 'mysqld-exporter',
        port: 9104,
        server,
        args: [
          '--web.listen-address=:9104',
          ['--mysqld.address=', serverAddress(server)],
          ['--config.my-cnf=', { secretFile: options.client }],
        ],
        secrets: [options.client],
      },
      context,
    );
  },
  example: { host: 'shop-db', client: { secret: 'mysql-monitor-client' } },
});
