import { workloads } from '../ir/conventions.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { JobTargets, ScrapeJob } from '../ir/scrape-job.ts';
import type { Model, ServiceModel } from '../model/model.ts';
import { platformLabels } from '../model/platform-job.ts';
import { addedLabels, sampleSteps, targetSteps } from '../model/relabel-steps.ts';
import type { ScrapeJobModel, ScrapeModel } from '../model/scrape-model.ts';
import { discoveryEdges, tokenEdges } from './discovery-edges.ts';

/** Where the targets of a job are, and whose they are. */
interface Whose {
  readonly targets: JobTargets;
  readonly labels: ScrapeJob['labels'];
  readonly path: string;
}

/** Labels that every target has: naming them again adds nothing. */
const contract = new Set(['job', 'instance', 'service', 'team', 'env', 'tier', 'node']);

const jobOf = (scrape: ScrapeModel, { targets, labels, path }: Whose): ScrapeJob => {
  const { settings, discover } = scrape;
  const { auth, tls } = settings;
  const listed = discover?.kind === 'static' ? Object.keys(discover.labels ?? {}) : [];
  const keep = [...(settings.keep ?? []), ...addedLabels(settings.relabel), ...listed];
  return {
    id: scrape.job,
    interval: scrape.interval,
    timeout: scrape.timeout,
    scheme: scrape.scheme,
    metricsPath: scrape.metricsPath,
    targets,
    labels,
    keep: [...new Set(keep)].filter(label => !contract.has(label)).toSorted(),
    limits: scrape.limits,
    relabel: targetSteps(settings.relabel, discover),
    metricRelabel: sampleSteps(settings.samples),
    cardinality: settings.cardinality,
    alsoKeep: settings.alsoKeep,
    expects: settings.expects,
    client: { ...(auth === undefined ? {} : { auth }), ...(tls === undefined ? {} : { tls }) },
    params: settings.params,
    protocols: settings.protocols,
    fallbackProtocol: settings.fallbackProtocol,
    nativeHistograms: settings.nativeHistograms,
    honorLabels: settings.honorLabels,
    honorTimestamps: settings.honorTimestamps,
    path,
  };
};

const serviceLabels = (model: Model, service: ServiceModel): ScrapeJob['labels'] => ({
  service: service.id,
  team: service.owner,
  env: model.environment,
  tier: String(service.tier),
});

/** The metrics port has a name of its own when it is not the service's HTTP port. */
const metricsPort = (service: ServiceModel): string => (service.scrape?.port === service.port ? 'http' : 'metrics');

/** Ports of a service that somebody connects to. */
export const servicePorts = (service: ServiceModel): readonly { readonly name: string; readonly port: number }[] => {
  const metrics = service.scrape?.port;
  return [
    ...(service.port === undefined ? [] : [{ name: 'http', port: service.port }]),
    ...(metrics === undefined || metrics === service.port ? [] : [{ name: 'metrics', port: metrics }]),
  ];
};

const ownJob = (model: Model, service: ServiceModel): PlanPart => {
  const { scrape } = service;
  if (scrape === undefined) return {};
  const whose = { labels: serviceLabels(model, service), path: service.path };
  if (scrape.discover !== undefined)
    return {
      jobs: [jobOf(scrape, { ...whose, targets: { kind: 'discovered', discovery: scrape.discover } })],
      edges: discoveryEdges(scrape.discover, scrape),
    };
  const port = metricsPort(service);
  return {
    jobs: [jobOf(scrape, { ...whose, targets: { kind: 'workload', workload: service.id, port } })],
    edges: [{ from: workloads.prometheus, to: service.id, port, purpose: 'scrape' }, ...tokenEdges(scrape.settings)],
  };
};

const furtherJob = (scrape: ScrapeJobModel, labels: ScrapeJob['labels']): PlanPart => ({
  jobs: [
    {
      ...jobOf(scrape, { labels, path: scrape.path, targets: { kind: 'discovered', discovery: scrape.discover } }),
      ...(scrape.only === undefined ? {} : { only: scrape.only }),
    },
  ],
  edges: discoveryEdges(scrape.discover, scrape).map(edge =>
    scrape.only === undefined ? edge : { ...edge, only: scrape.only },
  ),
});

/** How a service is scraped, and what else belongs to it. */
export const serviceJobs = (model: Model, service: ServiceModel): readonly PlanPart[] => [
  ownJob(model, service),
  ...service.scrapeJobs.map(job => furtherJob(job, serviceLabels(model, service))),
];

/** Targets that belong to no service. */
export const stackJobs = (model: Model): readonly PlanPart[] =>
  model.scrapeJobs.map(job => furtherJob(job, platformLabels(model, job.id)));
