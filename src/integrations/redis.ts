import type { SecretRef } from '../ir/secret.ts';
import { withSecretEnvironment } from '../ir/secret-environment.ts';
import type { Text } from '../ir/workload.ts';
import { counter, gauge } from '../promql/declare.ts';
import { above, below, chart } from './chart.ts';
import { exporterPart, type Server, serverAddress } from './exporter.ts';
import { defineIntegration } from './integration.ts';

export interface RedisOptions {
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

const limits = {
  memory: { warning: 0.85, critical: 0.95 },
  clients: 0.8,
  hits: 0.8,
} as const;

const address = ({ host, port = 6379 }: RedisOptions): Server => ({ host, name: 'redis', port });

/** Without a limit (0) there is no share of it. */
const memoryUsed = (own: string): string =>
  `max by (service, instance) (redis_memory_used_bytes${own}) / (max by (service, instance) (redis_memory_max_bytes${own}) > 0)`;

const clientsUsed = (own: string): string =>
  `max by (service, instance) (redis_connected_clients${own}) / max by (service, instance) (redis_config_maxclients${own})`;

const hitRatio = (own: string, window = '5m'): string => {
  const per = (metric: string) => `sum by (service, instance) (rate(${metric}${own}[${window}]))`;
  const hits = per('redis_keyspace_hits_total');
  return `${hits} / (${hits} + ${per('redis_keyspace_misses_total')} > 0)`;
};

const memorySteps = [
  'INFO memory: is it data (used_memory_dataset) or overhead (client buffers, replication backlog, fragmentation)?',
  'Data: look for keys without an expiry; redis-cli --bigkeys and INFO keyspace name them.',
  'Buffers: CLIENT LIST shows a client that reads too slowly; disconnect it.',
  'Nothing wrong: raise maxmemory together with the memory of the container, or choose an eviction policy.',
] as const;

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
  alerts: {
    RedisDown: {
      expr: at => `max by (service, instance) (redis_up${at.where()}) == 0 or absent(redis_up${at.where()})`,
      for: '1m',
      severity: 'critical',
      category: 'availability',
      summary: 'Redis of {{ $labels.service }} does not answer.',
      description:
        'redis_exporter gets no answer, or is itself gone: sessions, caches and queues in it are out of reach.',
      action: 'redis-cli PING from the host of the service: the error says whether server, network or password fails.',
      steps: [
        'redis-cli -h <host> PING from where the exporter runs; note the error.',
        '"LOADING": the server reads its data back after a restart; wait, and find out why it restarted.',
        '"NOAUTH" or "WRONGPASS": the secret and the server differ.',
        'Refused: look for an out-of-memory kill in the log of the container or of the machine.',
      ],
      source: 'redis-mixin RedisDown; 1 minute is four scrapes at 15 s',
    },
    RedisMemoryHigh: {
      threshold: limits.memory.warning,
      expr: at => `${memoryUsed(at.where())} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      group: 'redis-memory',
      summary: 'Redis of {{ $labels.service }} runs out of memory.',
      description:
        '{{ $value | humanizePercentage }} of maxmemory are used. At 100 % it evicts keys, or refuses writes.',
      action: 'INFO memory: is it data or overhead? Then look for keys without an expiry.',
      steps: memorySteps,
      source: 'ours: at 85 % there are usually hours left',
    },
    RedisMemoryCritical: {
      threshold: limits.memory.critical,
      expr: at => `${memoryUsed(at.where())} > ${at.threshold}`,
      for: '2m',
      severity: 'critical',
      category: 'saturation',
      group: 'redis-memory',
      summary: 'Redis of {{ $labels.service }} is about to evict keys or refuse writes.',
      description: '{{ $value | humanizePercentage }} of maxmemory are used.',
      action: 'Raise maxmemory if the machine has it, or delete what may go; then find what grew.',
      steps: memorySteps,
      source: 'ours: what is left at 95 % does not outlast a burst',
    },
    RedisClientsHigh: {
      threshold: limits.clients,
      expr: at => `${clientsUsed(at.where())} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      group: 'redis-clients',
      summary: 'Redis of {{ $labels.service }} runs out of connections.',
      description: '{{ $value | humanizePercentage }} of maxclients are connected; at 100 % clients are refused.',
      action: 'CLIENT LIST: which address holds the connections, and how long have they been idle?',
      steps: [
        'CLIENT LIST: count connections by address, and look at their idle time.',
        'Many idle ones of one service: its pool leaks; restart it, and set `timeout` in the server.',
        'Evenly many: pools times replicas exceed maxclients; shrink the pools.',
      ],
      source: 'ours: 80 % leaves time to act',
    },
    RedisClientsRejected: {
      expr: at => `sum by (service, instance) (increase(redis_rejected_connections_total${at.where()}[5m])) > 0`,
      severity: 'critical',
      category: 'errors',
      group: 'redis-clients',
      summary: 'Redis of {{ $labels.service }} refuses clients.',
      description: 'In 5 minutes {{ $value | humanize }} connections were refused, because maxclients is reached.',
      action: 'Close idle connections with CLIENT KILL, then raise maxclients or shrink the pools.',
      steps: [
        'CLIENT LIST, then CLIENT KILL TYPE normal MAXAGE <seconds> (Redis 7.4) or by address.',
        'CONFIG SET maxclients for now, if the limit of open files allows it.',
        'Find the pool that grew: compare with the last release and the number of replicas.',
      ],
      source: 'redis-mixin RedisRejectedConnections: any',
    },
    RedisHitsLow: {
      threshold: limits.hits,
      expr: at => `${hitRatio(at.where())} < ${at.threshold}`,
      for: '30m',
      severity: 'info',
      category: 'saturation',
      summary: 'The cache in Redis of {{ $labels.service }} answers few reads.',
      description: 'Only {{ $value | humanizePercentage }} of the reads found their key for half an hour.',
      action: 'Look at evictions and expiries: a cache that is too small, or keys that changed with a release.',
      steps: [
        'Evictions as well? The cache is too small for what is asked: give it memory.',
        'Since a release? The names of the keys or their expiry changed.',
        'A store that is no cache: switch this alert off for it.',
      ],
      source: 'ours: below 80 % a cache costs more than it saves',
    },
    RedisReplicationBroken: {
      expr: at => `min by (service, instance) (redis_master_link_up${at.where()}) == 0`,
      for: '2m',
      severity: 'critical',
      category: 'errors',
      summary: 'A Redis replica of {{ $labels.service }} has lost its primary.',
      description: 'It copies nothing any more: its reads are stale, and a failover to it would lose data.',
      action: 'INFO replication on both: is the primary up, and does the backlog cover the break?',
      steps: [
        'INFO replication on the replica: master_link_down_since_seconds, and the address it asks.',
        'Is the primary up, and reachable from the replica?',
        'Full resynchronisations again and again: repl-backlog-size is too small for the traffic.',
      ],
      source: 'redis-mixin RedisDisconnectedSlaves in the view of the replica; 2 minutes outlast a failover',
    },
    RedisPersistenceFailing: {
      expr: at =>
        `min by (service, instance) (redis_rdb_last_bgsave_status${at.where()}) == 0 or min by (service, instance) (redis_aof_last_write_status${at.where()}) == 0`,
      for: '5m',
      severity: 'critical',
      category: 'errors',
      summary: 'Redis of {{ $labels.service }} cannot save its data.',
      description:
        'The last snapshot or append failed: a restart would lose what was written since, and writes may be refused.',
      action: 'Read the log of Redis: a full disk or no memory for the fork are the usual causes.',
      steps: [
        'Read the log of Redis for "Can\'t save in background" or "Short write".',
        'A full disk: free space, then BGSAVE.',
        '"Cannot allocate memory": vm.overcommit_memory = 1 on the machine, or more memory.',
      ],
      source: 'Redis documentation, persistence: with stop-writes-on-bgsave-error a failed snapshot stops writes',
    },
  },
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
            above(limits.memory),
          ),
          chart(
            'Cache hits',
            'Share of reads that found their key.',
            'percentunit',
            [{ expr: hitRatio(own, '$__rate_interval'), legend: '{{instance}}' }],
            below(limits.hits),
          ),
          chart('Commands', 'Commands per second.', 'ops', [
            { expr: perSecond('redis_commands_processed_total'), legend: '{{instance}}' },
          ]),
          chart(
            'Clients',
            'Share of maxclients connected. At 100 % clients are refused.',
            'percentunit',
            [{ expr: clientsUsed(own), legend: '{{instance}}' }],
            above({ warning: limits.clients }),
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
