import type { SecretRef } from '../ir/secret.ts';
import { withSecretEnvironment } from '../ir/secret-environment.ts';
import type { Text } from '../ir/workload.ts';
import { counter, gauge } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import type { Named } from './component-name.ts';
import { exporterPart, type Server, serverAddress } from './exporter.ts';
import { defineIntegration } from './integration.ts';
import { redisAlerts } from './redis-alerts.ts';
import { clientsUsed, hitRatio, memoryUsed } from './redis-series.ts';

export interface RedisOptions extends Named {
  /** DNS name of the server. A bare name is a neighbour of the services; a name with dots is anywhere else. */
  readonly host: string;
  /** Default 6379. */
  readonly port?: number;
  /** User of the access control list. Default: the default user. */
  readonly user?: string;
  /** Without one the server asks for none. */
  readonly password?: SecretRef;
  /** Speak TLS. Default false. */
  readonly tls?: boolean;
}

const address = ({ host, port = 6379 }: RedisOptions): Server => ({ host, name: 'redis', port });

const start = ({ user, password, tls = false }: RedisOptions, server: Server) => {
  const args: readonly Text[] = [
    '--web.listen-address=:9121',
    [`--redis.addr=${tls ? 'rediss' : 'redis'}://`, serverAddress(server)],
    ...(user === undefined ? [] : [`--redis.user=${user}`]),
  ];
  return password === undefined
    ? { args }
    : withSecretEnvironment(
        [{ variable: 'REDIS_PASSWORD', secret: password }],
        ['/bin/sh'],
        ['/redis_exporter', ...args],
      );
};

/** A Redis or Valkey server through redis_exporter. */
export const redis = defineIntegration<RedisOptions>()({
  kind: 'redis',
  scope: 'component',
  source: 'oliver006/redis_exporter 1.89, exporter/exporter.go: metricMapGauges, metricMapCounters',
  needs: ['A user that may call PING, INFO, CONFIG GET, CLIENT, SLOWLOG and LATENCY, when the server asks for one.'],
  options: {
    name: { kind: 'name' },
    host: { kind: 'text', required: true },
    port: { kind: 'number' },
    user: { kind: 'text' },
    password: { kind: 'secret' },
    tls: { kind: 'boolean' },
  },
  metrics: () => ({
    up: gauge('redis_up'),
    hits: counter('redis_keyspace_hits_total'),
    misses: counter('redis_keyspace_misses_total'),
    memoryUsed: gauge('redis_memory_used_bytes', { unit: 'bytes' }),
    memoryMax: gauge('redis_memory_max_bytes', { unit: 'bytes' }),
    clients: gauge('redis_connected_clients'),
    clientsMax: gauge('redis_config_maxclients'),
    clientsBlocked: gauge('redis_blocked_clients'),
    rejected: counter('redis_rejected_connections_total'),
    evicted: counter('redis_evicted_keys_total'),
    commands: counter('redis_commands_processed_total'),
    keys: gauge('redis_db_keys', { labels: { db: { cardinality: 16 } } }),
    linkToMaster: gauge('redis_master_link_up', { labels: { master_host: {}, master_port: {} } }),
    snapshotOk: gauge('redis_rdb_last_bgsave_status'),
    appendOk: gauge('redis_aof_last_write_status'),
  }),
  alerts: redisAlerts,
  rows: at => {
    const own = at.where();
    const perSecond = (metric: string) => `sum by (instance) (rate(${metric}${own}[$__rate_interval]))`;
    return [
      {
        title: 'Redis',
        panels: [
          chart(
            'Memory',
            'Share of maxmemory in use. Empty where there is no limit.',
            'percentunit',
            [{ expr: memoryUsed(own), legend: '{{instance}}' }],
            limitsOf('RedisMemoryHigh', 'RedisMemoryCritical'),
          ),
          chart(
            'Cache hits',
            'Share of reads that found their key.',
            'percentunit',
            [{ expr: hitRatio(own, '$__rate_interval'), legend: '{{instance}}' }],
            limitsOf('RedisHitsLow'),
          ),
          chart('Commands', 'Commands per second.', 'ops', [
            { expr: perSecond('redis_commands_processed_total'), legend: '{{instance}}' },
          ]),
          chart(
            'Clients',
            'Share of maxclients connected. At 100 % clients are refused.',
            'percentunit',
            [{ expr: clientsUsed(own), legend: '{{instance}}' }],
            limitsOf('RedisClientsHigh'),
          ),
          chart('Evicted keys', 'Keys per second that were thrown out to make room.', 'ops', [
            { expr: perSecond('redis_evicted_keys_total'), legend: '{{instance}}' },
          ]),
          chart('Keys', 'Keys by database. Endless growth means that something never expires.', 'short', [
            { expr: `max by (instance, db) (redis_db_keys${own})`, legend: '{{instance}} {{db}}' },
          ]),
          chart('Blocked clients', 'Clients that wait in a blocking command, such as workers of a queue.', 'short', [
            { expr: `max by (instance) (redis_blocked_clients${own})`, legend: '{{instance}}' },
          ]),
        ],
      },
    ];
  },
  emit: (options, context) => {
    const server = address(options);
    return exporterPart(
      {
        kind: 'redis',
        name: options.name,
        image: 'redis-exporter',
        port: 9121,
        server,
        ...start(options, server),
        secrets: options.password === undefined ? [] : [options.password],
      },
      context,
    );
  },
  example: { host: 'app-cache', password: { secret: 'redis-monitor-password' } },
});
