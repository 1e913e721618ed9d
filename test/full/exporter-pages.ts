import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { freePorts, listenOnLoopback } from '../e2e/listen.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { tool } from '../external/tools.ts';
import { elasticsearchAnswers } from './elasticsearch-answers.ts';
import { answerOf, type Bench, startExporter } from './real-exporter.ts';

/** A page that holds some metrics, asked for until it does. */
const pageWith = (url: string, ...metrics: readonly string[]): Promise<string> =>
  waitFor(`${url} has ${metrics.join(', ')}`, 60, async () => {
    const page = await answerOf(url);
    return metrics.every(metric => new RegExp(`^${metric}[ {]`, 'm').test(page)) ? page : undefined;
  });

const loopback = '127.0.0.1';

/** Where a MariaDB that was unpacked and not installed has its messages. */
const mariadbFiles = (): readonly string[] => {
  const unpacked = resolve(tool('mariadbd'), '../../root/usr');
  return existsSync(join(unpacked, 'share/mysql')) ? [`--basedir=${unpacked}`] : [];
};

/** What each exporter exposes when it is run as it is deployed, against a real server where there is one. */
export const exporterPages: Readonly<Record<string, (at: Bench) => Promise<string>>> = {
  alertmanager: async at => {
    const [port = 0, gossip = 0] = await freePorts(2);
    const config = at.file(
      'alertmanager.yml',
      'route: {receiver: nobody, group_wait: 0s}\nreceivers: [{name: nobody, webhook_configs: [{url: "http://127.0.0.1:1/"}]}]\n',
    );
    at.start('alertmanager', [
      `--config.file=${config}`,
      `--storage.path=${at.folder('alertmanager-data')}`,
      `--cluster.listen-address=${loopback}:${gossip}`,
      `--web.listen-address=${loopback}:${port}`,
    ]);
    return pageWith(`http://${loopback}:${port}/metrics`, 'alertmanager_cluster_members');
  },
  blackbox: async at => {
    const [port] = await freePorts(1);
    const url = `http://${loopback}:${port}`;
    at.start('blackbox_exporter', [
      `--config.file=${at.file('blackbox.yml', 'modules: {page: {prober: http}}\n')}`,
      `--web.listen-address=${loopback}:${port}`,
    ]);
    const own = await answerOf(`${url}/metrics`);
    return `${own}\n${await answerOf(`${url}/probe?module=page&target=${encodeURIComponent(`${url}/`)}`)}`;
  },
  elasticsearch: async at => {
    const stub = await listenOnLoopback(
      createServer((request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(elasticsearchAnswers[request.url ?? '/'] ?? {}));
      }),
    );
    try {
      const url = await startExporter(at, {
        kind: 'elasticsearch',
        options: {},
        program: 'elasticsearch_exporter',
        server: stub.port,
        secrets: { 'elasticsearch-monitor-password': 'of no use here' },
      });
      return await pageWith(
        `${url}/metrics`,
        'elasticsearch_filesystem_data_available_bytes',
        'elasticsearch_cluster_health_status',
      );
    } finally {
      await stub.close();
    }
  },
  mysql: async at => {
    const [primary = 0, replica = 0] = await freePorts(2);
    const server = (id: number, port: number, more: readonly string[]) => {
      const data = at.folder(`mysql-${id}`);
      const args = [
        '--no-defaults',
        `--server-id=${id}`,
        `--datadir=${data}`,
        `--port=${port}`,
        `--bind-address=${loopback}`,
        `--socket=${data}/socket`,
        `--pid-file=${data}/pid`,
        ...mariadbFiles(),
        '--skip-grant-tables',
        '--skip-networking=0',
        ...more,
      ];
      at.start('mariadbd', args, { unprivileged: true });
    };
    // Without the tables of an installation this one is all that replication needs.
    const positions =
      'CREATE DATABASE mysql;\nCREATE TABLE mysql.gtid_slave_pos (domain_id INT UNSIGNED NOT NULL, sub_id BIGINT UNSIGNED NOT NULL, server_id INT UNSIGNED NOT NULL, seq_no BIGINT UNSIGNED NOT NULL, PRIMARY KEY (domain_id, sub_id));';
    const follow = `CHANGE MASTER TO MASTER_HOST='${loopback}', MASTER_PORT=${primary}, MASTER_USER='any', MASTER_CONNECT_RETRY=1;`;
    server(1, primary, ['--log-bin=log', `--init-file=${at.file('lead.sql', `${positions}\n`)}`]);
    server(2, replica, [`--init-file=${at.file('follow.sql', `${positions}\n${follow}\nSTART SLAVE;\n`)}`]);
    const url = await startExporter(at, {
      kind: 'mysql',
      options: { host: 'db', client: { secret: 'client' } },
      program: 'mysqld_exporter',
      server: replica,
      secrets: { client: '[client]\nuser = nobody\n' },
    });
    return pageWith(`${url}/metrics`, 'mysql_slave_status_seconds_behind_master');
  },
  nginx: async at => {
    const [port = 0] = await freePorts(1);
    const folder = at.folder('nginx-data');
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      name => `${name}_temp_path ${folder}/${name};`,
    );
    const config = at.file(
      'nginx.conf',
      [
        `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}`,
        `http { access_log off; ${temporary.join(' ')}`,
        `server { listen ${loopback}:${port}; location /stub_status { stub_status; } } }`,
      ].join('\n'),
    );
    at.start('nginx', ['-p', folder, '-c', config], { unprivileged: true });
    await answerOf(`http://${loopback}:${port}/stub_status`);
    const url = await startExporter(at, {
      kind: 'nginx',
      options: { host: 'proxy' },
      program: 'nginx_exporter',
      server: port,
    });
    return pageWith(`${url}/metrics`, 'nginx_connections_active');
  },
  node: async at => {
    const url = await startExporter(at, {
      kind: 'node',
      options: { network: true },
      program: 'node_exporter',
      // The root of this machine is its own.
      instead: { '--path.rootfs=': undefined },
    });
    return answerOf(`${url}/metrics`);
  },
  postgres: async at => {
    const [port = 0] = await freePorts(1);
    const data = at.folder('postgres');
    await at.start('initdb', ['--pgdata', data, '--auth=trust', '--username=postgres'], { unprivileged: true });
    at.start(
      'postgres',
      ['-D', data, '-p', String(port), '-c', `listen_addresses=${loopback}`, '-c', 'unix_socket_directories='],
      { unprivileged: true },
    );
    const url = await startExporter(at, {
      kind: 'postgres',
      options: {
        host: 'db',
        database: 'postgres',
        user: 'postgres',
        sslMode: 'disable',
        password: { secret: 'password' },
      },
      program: 'postgres_exporter',
      server: port,
      // Without a blank, which this exporter does not escape.
      secrets: { password: 'trusted' },
    });
    return pageWith(`${url}/metrics`, 'pg_stat_activity_max_tx_duration');
  },
  processExporter: async at => {
    const url = await startExporter(at, {
      kind: 'processExporter',
      // Its own name, as the kernel cuts it.
      options: { processes: ['process_exporte'] },
      program: 'process_exporter',
      instead: { '--procfs=': '--procfs=/proc' },
      unprivileged: true,
    });
    return pageWith(`${url}/metrics`, 'namedprocess_namegroup_num_procs');
  },
  prometheus: async at => {
    const [port] = await freePorts(1);
    const url = `http://${loopback}:${port}`;
    at.file('rules.yml', 'groups: [{name: g, rules: [{alert: Always, expr: vector(1)}]}]\n');
    const config = at.file(
      'prometheus.yml',
      [
        'global: {scrape_interval: 1s, evaluation_interval: 1s}',
        'rule_files: [rules.yml]',
        `alerting: {alertmanagers: [{static_configs: [{targets: ["${loopback}:1"]}]}]}`,
        `scrape_configs: [{job_name: self, static_configs: [{targets: ["${loopback}:${port}"]}]}]`,
      ].join('\n'),
    );
    at.start('prometheus', [
      `--config.file=${config}`,
      `--storage.tsdb.path=${at.folder('prometheus-data')}`,
      `--web.listen-address=${loopback}:${port}`,
    ]);
    return pageWith(
      `${url}/metrics`,
      'prometheus_notifications_errors_total',
      'prometheus_tsdb_head_samples_appended_total',
    );
  },
  pushgateway: async at => {
    const url = await startExporter(at, {
      kind: 'pushgateway',
      options: {},
      program: 'pushgateway',
      instead: { '--persistence.file=': `--persistence.file=${at.folder('pushgateway-data')}/pushed` },
    });
    await answerOf(`${url}/metrics`);
    await fetch(`${url}/metrics/job/nightly/instance/one`, { method: 'POST', body: 'rows_total 3\n' });
    return pageWith(`${url}/metrics`, 'push_time_seconds');
  },
  redis: async at => {
    const [port = 0] = await freePorts(1);
    at.start('redis-server', [
      '--port',
      String(port),
      '--bind',
      loopback,
      '--save',
      '',
      '--requirepass',
      'a password',
      '--replicaof',
      loopback,
      '1',
    ]);
    const url = await startExporter(at, {
      kind: 'redis',
      options: { host: 'cache', password: { secret: 'password' } },
      program: 'redis_exporter',
      server: port,
      secrets: { password: 'a password\n' },
    });
    return pageWith(`${url}/metrics`, 'redis_master_link_up');
  },
};
