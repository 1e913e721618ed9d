import { configureElastic } from '../../src/elastic/configure.ts';
import { emitElastic } from '../../src/elastic/emit.ts';
import type { Artefact } from '../../src/ir/artefact.ts';
import { capacityConstants } from '../../src/ir/capacity.ts';
import { ports, workloads } from '../../src/ir/conventions.ts';
import { joinParts, type Plan } from '../../src/ir/plan.ts';
import type { Site } from '../../src/ir/site.ts';
import { latestVersions } from '../../src/ir/versions.ts';
import { configureJaeger } from '../../src/jaeger/configure.ts';
import { emitJaeger } from '../../src/jaeger/emit.ts';
import type { LogModel, Model, ServiceModel, SloModel, TraceModel } from '../../src/model/model.ts';
import { resolvePrometheus } from '../../src/model/resolve-scrape.ts';
import { resolveSlo } from '../../src/model/resolve-slo.ts';

export const log = (own: Partial<LogModel>): LogModel => ({
  id: 'app',
  path: 'fair/tickets/app',
  dataset: 'tickets.app',
  inputs: [{ kind: 'tcp' }],
  fields: {},
  timestamp: 'timestamp',
  personal: [],
  counts: [],
  ...own,
});

export const trace = (own: Partial<TraceModel>): TraceModel => ({
  id: 'spans',
  path: 'fair/tickets/spans',
  slowerThan: '750ms',
  baseline: 0.1,
  attributes: {},
  ...own,
});

/** A promise about speed, in seconds. */
export const latency = (within: number): SloModel =>
  resolveSlo(
    {
      id: 'latency',
      objective: '95%',
      sli: { kind: 'latency', histogram: 'http_request_duration_seconds', within: `${within * 1_000}ms` },
      runbook: 'latency',
    },
    'tickets',
    'fair/tickets',
    new Map(),
  );

export const service = (own: Partial<ServiceModel>): ServiceModel => ({
  id: 'tickets',
  path: 'fair/tickets',
  owner: 'booths',
  tier: 1,
  port: 8080,
  scrape: undefined,
  scrapeJobs: [],
  evaluation: '30s',
  ruleLimit: undefined,
  queryOffset: undefined,
  uses: [],
  metrics: new Map(),
  slos: [],
  performance: [],
  replicas: undefined,
  exposure: { requestsPerSecond: 1, eventsPerRequest: 2, spansPerRequest: 5 },
  probes: [],
  alerts: [],
  records: [],
  logs: [],
  traces: [],
  ...own,
});

export const model = (own: Partial<Model>): Model => ({
  org: 'fair',
  path: 'fair',
  environment: 'staging',
  profile: 'local',
  owner: 'grounds',
  versions: latestVersions,
  intervals: { scrape: '15s', evaluation: '15s' },
  objectives: { longWindows: 'prometheus' },
  retention: { metrics: '45d', logsHot: '7d', logsDelete: '30d', traces: '3d' },
  runbookBase: 'dist/runbooks',
  alerting: { groupWait: '10s', groupInterval: '5m' },
  grafanaBase: 'http://localhost:3000',
  capacity: { nodes: 3, replicas: 2, metricsVolume: undefined, constants: capacityConstants },
  heartbeat: undefined,
  receivers: [],
  routing: { routes: [], intervals: [], maintenance: [], inhibitions: [], silences: [] },
  uses: [],
  parts: [],
  teams: [],
  services: [],
  dashboards: [],
  runbooks: [],
  ruleGroups: [],
  scrapeJobs: [],
  prometheus: resolvePrometheus({ org: 'acme', environment: 'test', owner: 'platform', teams: [], services: [] }),
  external: [],
  patches: [],
  ...own,
});

/** The ports that the two rooms connect to. */
const numbers: ReadonlyMap<string, number> = new Map([
  [`${workloads.elasticsearch}/${ports.elasticsearch.name}`, 9200],
  [`${workloads.prometheus}/${ports.prometheus.name}`, 9090],
  [`${workloads.jaeger}/${ports.otlpGrpc.name}`, 4317],
]);

/** A target on which every workload is reached under its own name. */
export const site = (own: Partial<Site>): Site => ({
  connect: (_from, to, port) => ({ scheme: 'http', host: to, port: numbers.get(`${to}/${port}`) ?? 0 }),
  peers: (_from, to) => [`${to}:0`],
  discover: () => ({ sd: {}, relabel: [] }),
  secretFile: (reader, { secret }) => `/secrets/${reader}/${secret}`,
  file: (_reader, mount) => mount,
  externalUrl: workload => `http://${workload}.test`,
  hostLogs: true,
  ...own,
});

export const plan = (of: Model): Plan => ({
  ...joinParts([emitElastic(of), emitJaeger(of)]),
  routing: {
    receivers: [],
    root: { receiver: 'nobody', matchers: [], routes: [], path: of.path },
    inhibitions: [],
    timeIntervals: [],
    rateLimits: [],
  },
});

/** Every configuration file of both rooms. */
export const artefacts = (of: Model, on: Site): readonly Artefact[] => [
  ...configureElastic(of, plan(of), on),
  ...configureJaeger(of, plan(of), on),
];

/** The body of the one file at that mount. */
export const body = (files: readonly Artefact[], mount: string): Artefact['body'] => {
  const found = files.filter(file => file.mount === mount);
  if (found.length !== 1) throw new Error(`${found.length} files at ${mount}`);
  return found[0]?.body ?? null;
};

/** Two services with logs, one of them with personal fields and files, and one that is traced. */
export const fair: Model = model({
  services: [
    service({
      logs: [
        log({
          inputs: [{ kind: 'tcp' }, { kind: 'file', path: '/var/log/tickets/*.log' }],
          fields: { visitor: 'long', price: 'double', event: 'keyword' },
          personal: ['visitor', 'card.holder'],
        }),
      ],
      traces: [trace({})],
      slos: [latency(0.3), latency(2.5)],
    }),
    service({
      id: 'carousel',
      path: 'fair/carousel',
      logs: [log({ path: 'fair/carousel/motor', dataset: 'carousel.motor', timestamp: '@timestamp' })],
    }),
  ],
});
