/** How far the names of an integration were compared with the real thing. */
export interface Seen {
  /** Program that exposes the metrics, as `.tools/bin` has it. */
  readonly program: string;
  /** Its version, as it says itself. */
  readonly version: string;
  /** What it was run against. */
  readonly against: string;
  /** Metrics that are declared and were not seen, with the reason. */
  readonly absent: Readonly<Record<string, string>>;
  /** Labels that are declared and were not seen, by metric, with the reason. */
  readonly withoutLabel: Readonly<Record<string, { readonly labels: readonly string[]; readonly reason: string }>>;
  /** Metrics that the exporter exposes without a type. */
  readonly untyped: readonly string[];
}

const relabelled = { labels: ['probe', 'class'], reason: 'the labels of the probe come with the target' } as const;

/** Every integration whose names were seen on a real exporter. The others cite their source alone. */
export const seen: Readonly<Record<string, Seen>> = {
  alertmanager: {
    program: 'alertmanager',
    version: '0.28.1',
    against: 'itself, with one receiver that cannot be reached',
    absent: {},
    withoutLabel: {
      alertmanager_notifications_total: {
        labels: ['receiver_name'],
        reason: 'behind a feature flag in this release',
      },
      alertmanager_notifications_failed_total: {
        labels: ['receiver_name'],
        reason: 'behind a feature flag in this release',
      },
    },
    untyped: [],
  },
  blackbox: {
    program: 'blackbox_exporter',
    version: '0.26.0',
    against: 'its own page, probed over HTTP',
    absent: {
      probe_failed_due_to_cel: 'came with 0.27',
      probe_ssl_earliest_cert_expiry: 'only where the other side speaks TLS',
    },
    withoutLabel: {
      probe_success: relabelled,
      probe_duration_seconds: relabelled,
      probe_http_status_code: relabelled,
      probe_http_duration_seconds: relabelled,
      probe_failed_due_to_regex: relabelled,
    },
    untyped: [],
  },
  elasticsearch: {
    program: 'elasticsearch_exporter',
    version: '1.9.0',
    against: 'a stub with answers of the API of Elasticsearch',
    absent: {},
    withoutLabel: {},
    untyped: [],
  },
  mysql: {
    program: 'mysqld_exporter',
    version: '0.17.2',
    against: 'MariaDB 10.11 as a replica of another',
    absent: {
      mysql_slave_status_seconds_behind_source: 'MySQL 8.4 and later only',
      mysql_slave_status_replica_sql_running: 'MySQL 8.4 and later only',
      mysql_slave_status_replica_io_running: 'MySQL 8.4 and later only',
    },
    withoutLabel: {},
    untyped: [
      'mysql_global_status_aborted_connects',
      'mysql_global_status_innodb_buffer_pool_read_requests',
      'mysql_global_status_innodb_buffer_pool_reads',
      'mysql_global_status_questions',
      'mysql_global_status_slow_queries',
      'mysql_global_status_threads_connected',
      'mysql_global_status_threads_running',
      'mysql_slave_status_seconds_behind_master',
      'mysql_slave_status_slave_io_running',
      'mysql_slave_status_slave_sql_running',
    ],
  },
  nginx: {
    program: 'nginx_exporter',
    version: '1.4.1',
    against: 'nginx 1.22',
    absent: {},
    withoutLabel: {},
    untyped: [],
  },
  node: {
    program: 'node_exporter',
    version: '1.9.0',
    against: 'the machine of the test',
    absent: {},
    withoutLabel: {},
    untyped: [],
  },
  postgres: {
    program: 'postgres_exporter',
    version: '0.17.1',
    against: 'PostgreSQL 15',
    absent: {},
    withoutLabel: {},
    untyped: [],
  },
  processExporter: {
    program: 'process_exporter',
    version: '0.8.5',
    against: 'the machine of the test, without root',
    absent: {},
    withoutLabel: {},
    untyped: [],
  },
  prometheus: {
    program: 'prometheus',
    version: '2.53.3',
    against: 'itself, with one rule and an Alertmanager that cannot be reached',
    absent: {},
    withoutLabel: {},
    untyped: [],
  },
  pushgateway: {
    program: 'pushgateway',
    version: '1.11.0',
    against: 'one job that pushed',
    absent: {},
    withoutLabel: {},
    untyped: [],
  },
  redis: {
    program: 'redis_exporter',
    version: '1.69.0',
    against: 'Redis 7.0 as a replica without its primary',
    absent: {},
    withoutLabel: {},
    untyped: [],
  },
};
