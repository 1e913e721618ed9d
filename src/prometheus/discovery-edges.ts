import { workloads } from '../ir/conventions.ts';
import { discoveryClient, type TargetDiscovery } from '../ir/discovery.ts';
import { type ExternalPeer, peerOf } from '../ir/external-peer.ts';
import type { HttpClient } from '../ir/http-client.ts';
import { anyPort, type Edge } from '../ir/workload.ts';
import type { PrometheusModel, ScrapeModel } from '../model/scrape-model.ts';

/** Every address, IPv4 and IPv6: where targets are when nobody says where. */
const everywhere = ['0.0.0.0/0', '::/0'];

const edge = (
  { address, port }: ExternalPeer,
  purpose: Edge['purpose'],
  from: string = workloads.prometheus,
): Edge => ({
  from,
  to: 'external',
  port,
  address,
  purpose,
});

/** Who answers the question for targets. */
const sources = (discovery: TargetDiscovery): readonly ExternalPeer[] => {
  switch (discovery.kind) {
    case 'http':
      return [peerOf(discovery.url, 'http')];
    case 'consul':
      return [peerOf(discovery.server, discovery.scheme ?? 'http')];
    case 'swarm':
      return [peerOf(discovery.host, 'http')];
    case 'ec2':
      return [peerOf(`https://ec2.${discovery.region}.amazonaws.com`, 'https')];
    default:
      return [];
  }
};

/** Ports that the discovery itself names. */
const knownPorts = (discovery: TargetDiscovery): readonly string[] =>
  'port' in discovery && typeof discovery.port === 'number' ? [String(discovery.port)] : [];

/** Addresses that the discovery itself names. */
const knownNetworks = (discovery: TargetDiscovery): readonly string[] => {
  if (discovery.kind !== 'kubernetes' || discovery.role === 'node' || discovery.role === 'ingress') return everywhere;
  return discovery.namespaces?.map(namespace => `targets.${namespace}.svc`) ?? ['*.svc'];
};

/** A name may stand for an address inside one of the ranges: names mean the internet otherwise. */
const within = (peer: ExternalPeer, networks: readonly string[] = []): readonly ExternalPeer[] => [
  peer,
  ...networks.map(address => ({ address, port: peer.port })),
];

const targets = (discovery: TargetDiscovery, { settings, scheme }: ScrapeModel): readonly ExternalPeer[] => {
  if (discovery.kind === 'static')
    return discovery.addresses.map(address => peerOf(address, scheme)).flatMap(peer => within(peer, settings.networks));
  const ports = settings.ports?.map(String) ?? knownPorts(discovery);
  const networks = settings.networks ?? knownNetworks(discovery);
  return networks.flatMap(address => (ports.length === 0 ? [anyPort] : ports).map(port => ({ address, port })));
};

/** Where a client fetches its token, if it needs one. */
export const tokenEdges = ({ auth }: HttpClient, from: string = workloads.prometheus): readonly Edge[] =>
  auth?.kind === 'oauth2' ? [edge(peerOf(auth.tokenUrl, 'https'), 'query', from)] : [];

/** Every connection that a discovered job needs: to who lists its targets, to the targets, to who hands out tokens. */
export const discoveryEdges = (discovery: TargetDiscovery, scrape: ScrapeModel): readonly Edge[] => [
  ...sources(discovery)
    .flatMap(peer => within(peer, scrape.settings.networks))
    .map(peer => edge(peer, 'query')),
  ...targets(discovery, scrape).map(peer => edge(peer, 'scrape')),
  ...tokenEdges(scrape.settings),
  ...tokenEdges(discoveryClient(discovery)),
];

/** Connections to storages outside of the stack, and to who receives Prometheus' own spans. */
export const storageEdges = ({ remoteWrite, remoteRead, tracing }: PrometheusModel): readonly Edge[] => [
  ...remoteWrite.flatMap(entry => [edge(peerOf(entry.url, 'http'), 'send'), ...tokenEdges(entry)]),
  ...remoteRead.flatMap(entry => [edge(peerOf(entry.url, 'http'), 'query'), ...tokenEdges(entry)]),
  ...(tracing === undefined ? [] : [edge(peerOf(tracing.endpoint, 'http'), 'send')]),
];
