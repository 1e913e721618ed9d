import { ports, workloads } from '../ir/conventions.ts';
import { peerOf } from '../ir/external-peer.ts';
import { endpointUrl, type Site } from '../ir/site.ts';
import type { Edge } from '../ir/workload.ts';
import type { Model } from './model.ts';

/** Where `from` asks for metrics: the stack's own Prometheus, unless the program names another storage. */
export const metricsUrl = (model: Model, site: Site, from: string): string =>
  model.prometheus.query ?? endpointUrl(site.connect(from, workloads.prometheus, ports.prometheus.name));

/** The connection that `metricsUrl` needs. */
export const metricsEdge = (model: Model, from: string): Edge => {
  const { query } = model.prometheus;
  return query === undefined
    ? { from, to: workloads.prometheus, port: ports.prometheus.name, purpose: 'query' }
    : { from, to: 'external', ...peerOf(query, 'http'), purpose: 'query' };
};
