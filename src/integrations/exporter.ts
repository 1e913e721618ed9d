import { workloads } from '../ir/conventions.ts';
import type { ImageName } from '../ir/images.ts';
import type { PlanPart } from '../ir/plan.ts';
import { scrapeTimeout } from '../ir/scrape-timeout.ts';
import type { SecretRef } from '../ir/secret.ts';
import type { Piece, Text } from '../ir/workload.ts';
import { componentName } from './component-name.ts';
import type { IntegrationContext } from './integration.ts';

/** What an exporter asks. */
export interface Server {
  /** DNS name. A bare name is a neighbour of the services; a name with dots is anywhere else. */
  readonly host: string;
  /** Name of its port. */
  readonly name: string;
  readonly port: number;
}

/** One exporter beside a service, for something that the service uses. */
export interface Exporter {
  /** What it exports, as in its workload's name: `postgres`. */
  readonly kind: string;
  /** Which of several. */
  readonly name: string | undefined;
  readonly image: ImageName;
  /** Where it listens. */
  readonly port: number;
  readonly server: Server;
  readonly command?: readonly string[];
  readonly args: readonly Text[];
  readonly env?: Readonly<Record<string, Text>>;
  readonly secrets: readonly SecretRef[];
  /** Largest answer in samples. Default 10 000. */
  readonly samples?: number;
}

const isNeighbour = ({ host }: Server): boolean => !host.includes('.');

/** `host:port` of the server, as the exporter reaches it. */
export const serverAddress = (server: Server): Piece =>
  isNeighbour(server)
    ? { connect: server.host, port: String(server.port), bare: true }
    : `${server.host}:${server.port}`;

/** The workload of an exporter, its scrape, and the ways that both need. */
export const exporterPart = (exporter: Exporter, context: IntegrationContext): PlanPart => {
  const { kind, server } = exporter;
  const { path, service, team, env, tier, scrapeInterval } = context;
  const component = componentName(service, kind, exporter.name);
  const id = `${component}-exporter`;
  const port = { name: 'metrics', port: exporter.port };
  return {
    workloads: [
      {
        id,
        kind: 'stateless',
        image: exporter.image,
        replicas: 1,
        ...(exporter.command === undefined ? {} : { command: exporter.command }),
        args: exporter.args,
        env: exporter.env ?? {},
        ports: [{ ...port, protocol: 'TCP', audience: 'inside' }],
        storage: [],
        secrets: exporter.secrets,
        readiness: { kind: 'http', path: '/', port: port.name },
        liveness: { kind: 'http', path: '/', port: port.name },
        cpu: '50m',
        memory: '32Mi',
        memoryLimit: '64Mi',
        path,
      },
    ],
    jobs: [
      {
        id: component,
        interval: scrapeInterval,
        timeout: scrapeTimeout(scrapeInterval),
        scheme: 'http',
        metricsPath: '/metrics',
        targets: { kind: 'workload', workload: id, port: port.name },
        labels: { service, team, env, tier },
        keep: [],
        limits: { samples: exporter.samples ?? 10_000 },
        metricRelabel: [],
        path,
      },
    ],
    edges: [
      { from: workloads.prometheus, to: id, port: port.name, purpose: 'scrape' },
      isNeighbour(server)
        ? { from: id, to: server.host, port: String(server.port), purpose: 'query' }
        : {
            from: id,
            to: 'external',
            port: String(server.port),
            purpose: 'query',
            address: `${server.host}:${server.port}`,
          },
    ],
    services: isNeighbour(server) ? [{ id: server.host, ports: [{ name: server.name, port: server.port }], path }] : [],
  };
};
