import type { Shape, Shapes } from '../core/shape.ts';
import { boolean, duration, list, object, one, period, port, record, secret, text, texts, url } from './shape-parts.ts';

/**
 * The shapes of scraping: discoveries, relabeling, clients, jobs, and the Prometheus that does it.
 *
 * @module
 */

const count: Shape = { kind: 'number', minimum: 1, maximum: 2_147_483_647, whole: true };
const share: Shape = { kind: 'number', minimum: 0, maximum: 1 };
const label: Shape = {
  kind: 'text',
  pattern: /^[a-zA-Z_][a-zA-Z0-9_]*$/,
  expected: 'the name of a label: letters, digits and _',
};
const seriesName: Shape = {
  kind: 'text',
  pattern: /^[a-zA-Z_:][a-zA-Z0-9_:]*$/,
  expected: 'the name of a series such as http_requests_total',
};
const address: Shape = {
  kind: 'text',
  pattern: /^([A-Za-z0-9._-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?$/,
  expected: 'an address such as `db.example.com:9100`, without a scheme and a path',
};
const protocol = one('PrometheusProto', 'OpenMetricsText1.0.0', 'OpenMetricsText0.0.1', 'PrometheusText0.0.4');

const auth: Shape = {
  kind: 'kinds',
  of: {
    bearer: object({ token: secret }, { scheme: text }),
    basic: object({ username: text, password: secret }),
    oauth2: object(
      { clientId: text, clientSecret: secret, tokenUrl: url },
      { scopes: texts, parameters: record(text) },
    ),
  },
};
const tls = object(
  {},
  { ca: secret, certificate: secret, key: secret, serverName: text, minVersion: one('TLS12', 'TLS13') },
);
const client: Shapes = { auth, tls };

const discovery: Shape = {
  kind: 'kinds',
  of: {
    static: object({ addresses: list(address) }, { labels: record(text) }),
    file: object(
      {
        files: list({
          kind: 'text',
          pattern: /^\/[^*]*(\*[^/*]*)?\.(json|ya?ml)$/,
          expected: 'an absolute path that ends in .json, .yml or .yaml, with at most one * after the last slash',
        }),
      },
      { refresh: period },
    ),
    http: object({ url }, { refresh: period, ...client }),
    dns: object({ names: texts }, { type: one('SRV', 'A', 'AAAA', 'MX', 'NS'), port, refresh: period }),
    kubernetes: object(
      { role: one('pod', 'endpointslice', 'node', 'service', 'ingress') },
      {
        namespaces: list({
          kind: 'text',
          pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
          expected: 'the name of a namespace',
        }),
        selector: text,
        port: { kind: 'scalar' },
      },
    ),
    swarm: object(
      {
        role: one('tasks', 'services', 'nodes'),
        host: {
          kind: 'text',
          pattern: /^(tcp|https?):\/\/[^\s/]+$/,
          expected: 'the address of a manager such as tcp://manager:2376',
        },
      },
      { port, refresh: period, tls },
    ),
    consul: object(
      { server: address },
      { scheme: one('http', 'https'), datacenter: text, services: texts, filter: text, refresh: period, ...client },
    ),
    ec2: object({ region: text, port }, { filters: record(texts), roleArn: text, refresh: period }),
  },
};

const relabeling = object(
  {},
  {
    source_labels: list(label),
    separator: { kind: 'text', pattern: /^/ },
    regex: { kind: 'text', pattern: /^/ },
    modulus: count,
    target_label: text,
    replacement: { kind: 'text', pattern: /^/ },
    action: one(
      'replace',
      'keep',
      'drop',
      'keepequal',
      'dropequal',
      'hashmod',
      'labelmap',
      'labeldrop',
      'labelkeep',
      'lowercase',
      'uppercase',
    ),
  },
);

const pattern: Shape = { kind: 'text', pattern: /^/, expected: 'a pattern' };
const source = object({}, { label: text, annotation: text, meta: label, name: label });
const both = {
  set: object({ label, value: text }),
  rename: object({ from: label, to: label }),
  forget: object({ labels: list(label) }),
  raw: object({ step: relabeling }),
};
const targetStep: Shape = {
  kind: 'kinds',
  of: {
    keepWhere: object({ from: source, matches: pattern }),
    dropWhere: object({ from: source, matches: pattern }),
    take: object({ label, from: source }, { matches: pattern, value: pattern }),
    ...both,
  },
};
const sampleStep: Shape = {
  kind: 'kinds',
  of: {
    keepMetrics: object({ matches: pattern }),
    dropMetrics: object({ matches: pattern }),
    dropSeries: object({ where: record(pattern) }, { metrics: pattern }),
    ...both,
  },
};

const settings: Shapes = {
  job: text,
  path: { kind: 'text', pattern: /^\//, expected: 'a path that starts with /' },
  interval: period,
  timeout: period,
  scheme: one('http', 'https'),
  params: record(texts),
  limits: object(
    {},
    {
      samples: count,
      labels: count,
      labelName: count,
      labelValue: count,
      targets: count,
      keepDropped: count,
      bodySize: { kind: 'text', pattern: /^\d+([KMGT]i?)?B$/, expected: 'a size such as 10MB' },
    },
  ),
  ...client,
  protocols: list(protocol),
  fallbackProtocol: protocol,
  nativeHistograms: object({}, { keepClassic: boolean, bucketLimit: count }),
  honorLabels: boolean,
  honorTimestamps: boolean,
  relabel: list(targetStep),
  samples: list(sampleStep),
  cardinality: one('all', 'used'),
  alsoKeep: list(seriesName),
  expects: object({}, { targets: count, series: count }),
  keep: list(label),
  networks: list({
    kind: 'text',
    pattern: /^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*)\/[0-9]{1,3}$/,
    expected: 'an address range such as 10.0.0.0/16',
  }),
  ports: list(port),
};

/** `scrape` of a service. */
export const scrapeShape = object({}, { ...settings, port, discover: discovery });

/** A scrape job of its own. */
export const scrapeJobShape = object({ id: text, discover: discovery }, { ...settings, only: texts });

const remoteWrite = object(
  { id: text, url },
  {
    ...client,
    headers: record(text),
    timeout: period,
    queue: object(
      {},
      {
        capacity: count,
        maxShards: count,
        minShards: count,
        samplesPerSend: count,
        batchDeadline: period,
        minBackoff: period,
        maxBackoff: period,
        sampleAgeLimit: duration,
      },
    ),
    exemplars: boolean,
    nativeHistograms: boolean,
    relabel: list(targetStep),
  },
);

/** The Prometheus of the stack. */
export const prometheusShape = object(
  {},
  {
    mode: one('server', 'agent'),
    shards: { kind: 'number', minimum: 1, maximum: 100, whole: true },
    replicas: { kind: 'number', minimum: 1, maximum: 10, whole: true },
    replicaLabel: label,
    cardinality: one('all', 'used'),
    externalLabels: record({
      kind: 'text',
      pattern: /^[^$]+$/,
      // Prometheus would put an environment variable in its place.
      expected: 'a text without $',
    }),
    queryOffset: duration,
    remoteWrite: list(remoteWrite),
    remoteRead: list(
      object({ id: text, url }, { ...client, timeout: period, recent: boolean, requiredMatchers: record(text) }),
    ),
    query: url,
    queryKind: one('prometheus', 'thanos', 'mimir', 'cortex'),
    queryCost: object({}, { series: count, samples: count }),
    exemplars: count,
    outOfOrder: duration,
    tracing: object({ endpoint: address }, { protocol: one('grpc', 'http'), sampling: share, tls }),
  },
);
