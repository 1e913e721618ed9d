import { counter, gauge } from '../promql/declare.ts';
import { above, chart } from './chart.ts';
import type { Named } from './component-name.ts';
import { exporterPart, type Server, serverAddress } from './exporter.ts';
import { defineIntegration } from './integration.ts';

export interface NginxOptions extends Named {
  /** DNS name of the server. A bare name is a neighbour of the services; a name with dots is anywhere else. */
  readonly host: string;
  /** Port of the page of `stub_status`. Default 8080. */
  readonly port?: number;
  /** Where the page is. Default `/stub_status`. */
  readonly path?: string;
  /** `worker_processes` times `worker_connections`: nginx itself does not say. Without it nothing compares with it. */
  readonly maxConnections?: number;
}

const limits = { connections: 0.8 } as const;

const address = ({ host, port = 8080 }: NginxOptions): Server => ({ host, name: 'stub-status', port });

const dropped = (own: string, window = '5m'): string =>
  `sum by (service, instance) (rate(nginx_connections_accepted${own}[${window}]) - rate(nginx_connections_handled${own}[${window}]))`;

/** An nginx server through the exporter of NGINX. */
export const nginx = defineIntegration<NginxOptions>()({
  kind: 'nginx',
  scope: 'component',
  source: 'nginx/nginx-prometheus-exporter 1.4, collector/nginx.go',
  needs: ['A location with `stub_status` that the exporter may read and the internet may not.'],
  options: {
    name: { kind: 'name' },
    host: { kind: 'text', required: true },
    port: { kind: 'number' },
    path: { kind: 'text' },
    maxConnections: { kind: 'number' },
  },
  validate: ({ path, maxConnections }) => [
    ...(path === undefined || path.startsWith('/')
      ? []
      : [{ kind: 'value' as const, message: '`path` of nginx() must begin with a slash.', hint: `Write '/${path}'.` }]),
    ...(maxConnections === undefined || maxConnections > 0
      ? []
      : [{ kind: 'value' as const, message: '`maxConnections` of nginx() must be above 0.' }]),
  ],
  metrics: () => ({
    up: gauge('nginx_up'),
    requests: counter('nginx_http_requests_total'),
    accepted: counter('nginx_connections_accepted'),
    handled: counter('nginx_connections_handled'),
    active: gauge('nginx_connections_active'),
    reading: gauge('nginx_connections_reading'),
    writing: gauge('nginx_connections_writing'),
    waiting: gauge('nginx_connections_waiting'),
  }),
  alerts: {
    NginxDown: {
      expr: at => `max by (service, instance) (nginx_up${at.where()}) == 0 or absent(nginx_up${at.where()})`,
      for: '1m',
      severity: 'critical',
      category: 'availability',
      summary: 'nginx of {{ $labels.service }} does not answer.',
      description: 'Its status page cannot be read, or the exporter is gone: users behind it get nothing.',
      action: 'Ask the status page with curl from the host of the exporter, then read the error log of nginx.',
      steps: [
        'curl the status page from where the exporter runs; note the answer.',
        'Refused: is nginx running? `nginx -t` tells of a broken configuration.',
        '403 or 404: the location of stub_status changed; the server itself is fine.',
        'curl is content: the exporter is gone. Look at its log and at /targets in Prometheus.',
      ],
      source: 'ours: 1 minute is four scrapes at 15 s',
    },
    NginxConnectionsDropped: {
      threshold: 0,
      expr: at => `${dropped(at.where())} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'errors',
      summary: 'nginx of {{ $labels.service }} drops connections.',
      description: '{{ $value | humanize }} connections per second are accepted and not handled: a limit is reached.',
      action: 'Read the error log for "worker_connections are not enough", then raise the limit.',
      steps: [
        'Error log: "worker_connections are not enough" or "Too many open files" name the limit.',
        'Raise worker_connections and worker_rlimit_nofile together, then reload.',
        'A flood of one address: limit it with limit_conn, or upstream of nginx.',
      ],
      source: 'nginx documentation, ngx_http_stub_status_module: handled equals accepts unless a limit is reached',
    },
    NginxConnectionsHigh: {
      threshold: limits.connections,
      when: ({ maxConnections }) => maxConnections !== undefined,
      expr: at =>
        `max by (service, instance) (nginx_connections_active${at.where()}) / ${at.options.maxConnections} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'saturation',
      summary: 'nginx of {{ $labels.service }} runs out of connections.',
      description: '{{ $value | humanizePercentage }} of its connections are in use; at 100 % it drops new ones.',
      action: 'Are they waiting (keep-alive) or writing (slow backends)? The dashboard shows which.',
      steps: [
        'Mostly waiting: shorten keepalive_timeout.',
        'Mostly writing: a backend is slow; look at the latency of the service.',
        'Real traffic: raise worker_connections, or add an instance.',
      ],
      source: 'ours: 80 % leaves time to act',
    },
  },
  rows: at => {
    const own = at.where();
    const now = (state: string) => `max by (instance) (nginx_connections_${state}${own})`;
    return [
      {
        title: 'nginx',
        panels: [
          chart('Requests', 'Requests per second, all virtual servers together.', 'reqps', [
            {
              expr: `sum by (instance) (rate(nginx_http_requests_total${own}[$__rate_interval]))`,
              legend: '{{instance}}',
            },
          ]),
          chart(
            'Connections',
            'Connections by what they do. Many that write: a backend is slow.',
            'short',
            ['reading', 'writing', 'waiting'].map(state => ({ expr: now(state), legend: `${state} {{instance}}` })),
          ),
          chart(
            'Dropped connections',
            'Connections per second that were accepted and not handled. Anything above 0 is a limit.',
            'ops',
            [{ expr: dropped(own, '$__rate_interval'), legend: '{{instance}}' }],
            above({ warning: 0.001 }),
          ),
        ],
      },
    ];
  },
  emit: (options, context) => {
    const server = address(options);
    return exporterPart(
      {
        kind: 'nginx',
        name: options.name,
        image: 'nginx-exporter',
        port: 9113,
        server,
        args: [
          '--web.listen-address=:9113',
          ['--nginx.scrape-uri=http://', serverAddress(server), options.path ?? '/stub_status'],
        ],
        secrets: [],
        samples: 1_000,
      },
      context,
    );
  },
  example: { host: 'app-proxy', maxConnections: 4096 },
});
