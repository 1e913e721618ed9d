import type { SecretRef } from '../ir/secret.ts';
import { counter, gauge } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import type { Named } from './component-name.ts';
import { exporterPart, type Server, serverAddress } from './exporter.ts';
import { defineIntegration } from './integration.ts';

export interface MongodbOptions extends Named {
  /** DNS name of one server. A bare name is a neighbour of the services; a name with dots is anywhere else. */
  readonly host: string;
  /** Default 27017. */
  readonly port?: number;
  /** A PEM file with the client certificate and its key: the exporter takes no password from a file. */
  readonly certificate: SecretRef;
  /** A PEM file with the authority that signed the certificate of the server. */
  readonly authority: SecretRef;
}

const limits = { connections: 0.8, replicationLag: 30 } as const;

/** Labels of the topology that the exporter adds to what it reads. */
const topology = { cl_role: {}, cl_id: {}, rs_nm: {}, rs_state: {} } as const;
const members = {
  ...topology,
  member_idx: { cardinality: 5 },
  member_state: {
    values: [
      'PRIMARY',
      'SECONDARY',
      'ARBITER',
      'STARTUP',
      'STARTUP2',
      'RECOVERING',
      'ROLLBACK',
      'REMOVED',
      'UNKNOWN',
      'DOWN',
      '(not reachable/healthy)',
    ],
  },
} as const;

const address = ({ host, port = 27017 }: MongodbOptions): Server => ({ host, name: 'mongodb', port });

const connectionsUsed = (where: (...matchers: readonly string[]) => string): string =>
  `sum by (service, instance) (mongodb_ss_connections${where('conn_type="current"')}) / sum by (service, instance) (mongodb_ss_connections${where('conn_type=~"current|available"')})`;

/** Seconds; the exporter has milliseconds. */
const replicationLag = (where: (...matchers: readonly string[]) => string): string => {
  const newest = `max by (service, rs_nm) (mongodb_rs_members_optimeDate${where('member_state="PRIMARY"')})`;
  const behind = `max by (service, rs_nm, member_idx) (mongodb_rs_members_optimeDate${where('member_state="SECONDARY"')})`;
  return `(${newest} - on (service, rs_nm) group_right () ${behind}) / 1000`;
};

/** A MongoDB server through the exporter of Percona. */
export const mongodb = defineIntegration<MongodbOptions>()({
  kind: 'mongodb',
  scope: 'component',
  source:
    'percona/mongodb_exporter 0.47, exporter/general_collector.go, diagnostic_data_collector.go, metrics.go (names and labels), topology_info.go; values have no type',
  needs: [
    'A server that takes certificates of clients (authentication MONGODB-X509).',
    'A user in `$external` with `clusterMonitor`, and `read` on the database `local`.',
  ],
  options: {
    name: { kind: 'name' },
    host: { kind: 'text', required: true },
    port: { kind: 'number' },
    certificate: { kind: 'secret', required: true },
    authority: { kind: 'secret', required: true },
  },
  metrics: () => ({
    up: gauge('mongodb_up'),
    connections: gauge('mongodb_ss_connections', {
      labels: { ...topology, conn_type: { cardinality: 8 } },
    }),
    operations: counter('mongodb_ss_opcounters', {
      labels: {
        ...topology,
        legacy_op_type: { values: ['insert', 'query', 'update', 'delete', 'getmore', 'command'] },
      },
    }),
    cacheUsed: gauge('mongodb_ss_wt_cache_bytes_currently_in_the_cache', { unit: 'bytes', labels: topology }),
    cacheMax: gauge('mongodb_ss_wt_cache_maximum_bytes_configured', { unit: 'bytes', labels: topology }),
    memberHealth: gauge('mongodb_rs_members_health', { labels: members }),
    memberTime: gauge('mongodb_rs_members_optimeDate', { unit: 'milliseconds', labels: members }),
  }),
  alerts: {
    MongodbDown: {
      expr: at => `max by (service, instance) (mongodb_up${at.where()}) == 0 or absent(mongodb_up${at.where()})`,
      for: '1m',
      severity: 'critical',
      category: 'availability',
      summary: 'MongoDB of {{ $labels.service }} does not answer.',
      description: 'The exporter cannot log in, or is itself gone: the server is down or refuses the certificate.',
      action: 'Connect with mongosh and the certificate of the exporter: the error says what fails.',
      steps: [
        'mongosh with the certificate of the exporter, from where the exporter runs; note the error.',
        'Refused or timed out: is the server running, and does the network let the exporter reach it?',
        'An expired or unknown certificate: renew it, and restart the exporter.',
        'mongosh is content: the exporter is gone. Look at its log and at /targets in Prometheus.',
      ],
      source: 'ours: 1 minute is four scrapes at 15 s',
    },
    MongodbConnectionsHigh: {
      threshold: limits.connections,
      expr: at => `${connectionsUsed(at.where)} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      summary: 'MongoDB of {{ $labels.service }} runs out of connections.',
      description: '{{ $value | humanizePercentage }} of its connections are in use; at 100 % clients are refused.',
      action: 'db.currentOp({$all: true}): which client holds the connections?',
      steps: [
        'db.currentOp({$all: true}): count connections by client address and application name.',
        'One service holds most: its pool (maxPoolSize) times its replicas is too large, or it leaks.',
        'All grew at once: operations are slow and connections pile up; look for a missing index.',
      ],
      source: 'ours: 80 % leaves time to act',
    },
    MongodbMemberDown: {
      expr: at => `min by (service, rs_nm, member_idx) (mongodb_rs_members_health${at.where()}) == 0`,
      for: '2m',
      severity: 'critical',
      category: 'errors',
      summary: 'The member {{ $labels.member_idx }} of the replica set {{ $labels.rs_nm }} is down.',
      description: 'The others cannot reach it. One more, and the set may lose its majority and take no writes.',
      action: 'Look at the machine and the log of the member; rs.status() shows how the others see it.',
      steps: [
        'rs.status() on the primary: since when is it gone, and what was its last message?',
        'Is its process running, is its disk full, can the others reach its port?',
        'Down for longer than the oplog covers: it must copy everything again (initial sync).',
      ],
      source: 'MongoDB documentation, replSetGetStatus: health is 1 or 0; 2 minutes outlast a restart',
    },
    MongodbReplicationLagHigh: {
      threshold: limits.replicationLag,
      expr: at => `${replicationLag(at.where)} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'latency',
      summary: 'The member {{ $labels.member_idx }} of the replica set {{ $labels.rs_nm }} falls behind.',
      description: 'It is {{ $value | humanizeDuration }} behind: reads are stale, majority writes wait for it.',
      action: 'rs.printSecondaryReplicationInfo(), then compare disk and CPU of the member with the others.',
      steps: [
        'rs.printSecondaryReplicationInfo() on the primary: does the lag grow?',
        'A bulk load or an index build explains a passing lag.',
        'Otherwise the disk of the member is too slow, or it answers too many reads.',
      ],
      source: 'ours: 30 seconds of stale reads are noticed by people',
    },
  },
  rows: at => [
    {
      title: 'MongoDB',
      panels: [
        chart(
          'Connections',
          'Share of connections in use. At 100 % clients are refused.',
          'percentunit',
          [{ expr: connectionsUsed(at.where), legend: '{{instance}}' }],
          limitsOf('MongodbConnectionsHigh'),
        ),
        chart('Operations', 'Operations per second by kind.', 'ops', [
          {
            expr: `sum by (legacy_op_type) (rate(mongodb_ss_opcounters${at.where()}[$__rate_interval]))`,
            legend: '{{legacy_op_type}}',
          },
        ]),
        chart(
          'Cache',
          'Share of the WiredTiger cache in use. Above 95 % requests themselves evict pages.',
          'percentunit',
          [
            {
              expr: `max by (instance) (mongodb_ss_wt_cache_bytes_currently_in_the_cache${at.where()}) / max by (instance) (mongodb_ss_wt_cache_maximum_bytes_configured${at.where()})`,
              legend: '{{instance}}',
            },
          ],
        ),
        chart(
          'Replication lag',
          'How far each secondary is behind the primary.',
          's',
          [{ expr: replicationLag(at.where), legend: '{{rs_nm}} {{member_idx}}' }],
          limitsOf('MongodbReplicationLagHigh'),
        ),
      ],
    },
  ],
  emit: (options, context) => {
    const server = address(options);
    return exporterPart(
      {
        kind: 'mongodb',
        name: options.name,
        image: 'mongodb-exporter',
        port: 9216,
        server,
        args: ['--web.listen-address=:9216', '--collector.diagnosticdata'],
        env: {
          MONGODB_URI: [
            'mongodb://',
            serverAddress(server),
            '/?authMechanism=MONGODB-X509&authSource=%24external&tls=true&tlsCertificateKeyFile=',
            { secretFile: options.certificate },
            '&tlsCAFile=',
            { secretFile: options.authority },
          ],
        },
        secrets: [options.certificate, options.authority],
        samples: 20_000,
      },
      context,
    );
  },
  example: {
    host: 'app-documents',
    certificate: { secret: 'mongodb-monitor-certificate' },
    authority: { secret: 'mongodb-authority' },
  },
});
