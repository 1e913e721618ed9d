import { integrations } from '../integrations/registry.ts';
import type { CapacityConstants } from '../ir/capacity.ts';
import { workloads } from '../ir/conventions.ts';
import type { Plan } from '../ir/plan.ts';
import type { ScrapeJob } from '../ir/scrape-job.ts';
import type { Model, ServiceModel, UseModel } from '../model/model.ts';
import { partService } from '../model/platform-uses.ts';
import type { MetricDeclaration } from '../promql/metric.ts';

/** What one target of a job exposes, and how many targets there are. */
export interface JobExposure {
  readonly job: ScrapeJob;
  readonly targets: number;
  /** Why the number of targets is what it is. */
  readonly because: string;
  readonly metrics: readonly MetricDeclaration[];
  /** Series of one target beyond those that are declared: what nobody modelled. */
  readonly undeclared: number;
  /** Whether anybody said what a target exposes; of a job of the author's own, nobody has. */
  readonly isModelled: boolean;
}

/** Combinations of a metric's label values on one target; a label of unknown size counts as one value. */
export const declaredCombinations = (metric: MetricDeclaration): number =>
  Object.values(metric.labels).reduce((product, { cardinality, values }) => {
    const size = typeof cardinality === 'number' ? cardinality : values?.length;
    return product * (size ?? 1);
  }, 1);

/** Series of one target by one metric: a classic histogram has its bounds, the infinite one, a sum and a count. */
const declaredSeries = (metric: MetricDeclaration): number =>
  declaredCombinations(metric) * (metric.kind === 'histogram' ? (metric.buckets?.length ?? 0) + 3 : 1);

/** Every job with what it brings in. */
export const jobExposures = (model: Model, plan: Plan): readonly JobExposure[] => {
  const exposed = exposedByJob(model);
  return plan.jobs.map(job => {
    const known = exposed.get(job.id) ?? ofPart(model, job);
    const { metrics, footprint } = known ?? none;
    const declared = metrics.reduce((sum, metric) => sum + declaredSeries(metric), 0);
    const undeclared = Math.max(0, (job.expects?.series ?? footprint) - declared);
    return { job, ...targetsOf(model, plan, job), metrics, undeclared, isModelled: known !== undefined };
  });
};

interface Exposed {
  readonly metrics: readonly MetricDeclaration[];
  readonly footprint: number;
}

const exposedOf = ({ kind, options }: UseModel): Exposed => {
  const integration = integrations.get(kind);
  return {
    metrics: Object.values(integration?.metricsOf(options) ?? {}),
    footprint: integration?.definition.footprint?.series ?? 0,
  };
};

const joined = (parts: readonly Exposed[]): Exposed => ({
  metrics: parts.flatMap(({ metrics }) => metrics),
  footprint: parts.reduce((sum, { footprint }) => sum + footprint, 0),
});

/** Metrics by the job that scrapes them, for jobs whose integration says so. */
const exposedByJob = (model: Model): ReadonlyMap<string, Exposed> => {
  const exposed = new Map<string, Exposed>();
  const context = { env: model.environment, scrapeInterval: model.intervals.scrape, path: '', team: '', tier: '' };
  const add = (use: UseModel, service: string): void => {
    for (const job of integrations.get(use.kind)?.partOf(use.options, { ...context, service }).jobs ?? [])
      exposed.set(job.id, joined([...(exposed.has(job.id) ? [exposed.get(job.id) ?? none] : []), exposedOf(use)]));
  };
  for (const service of model.services) {
    if (service.scrape !== undefined) exposed.set(service.scrape.job, ownMetrics(service));
    for (const use of service.uses) add(use, service.id);
  }
  for (const use of model.uses) add(use, partService(use.kind));
  return exposed;
};

const none: Exposed = { metrics: [], footprint: 0 };

/** What the service's own process exposes: everything but its components, which have exporters of their own. */
const ownMetrics = (service: ServiceModel): Exposed => {
  const components = new Set(
    service.uses
      .filter(({ kind }) => integrations.get(kind)?.definition.scope === 'component')
      .flatMap(use => exposedOf(use).metrics.map(({ name }) => name)),
  );
  return {
    metrics: [...service.metrics.values()].filter(({ name }) => !components.has(name)),
    footprint: 0,
  };
};

/** The page of the prober itself: what it returns for a probe is not on it. */
const ownPage = (prober: UseModel): Exposed => ({
  metrics: exposedOf(prober).metrics.filter(({ labels }) => labels['probe'] === undefined),
  footprint: 0,
});

/** A part of the stack is known by the `service` label of its job. */
const ofPart = (model: Model, { labels, targets }: ScrapeJob): Exposed | undefined => {
  const prober = model.parts.find(({ kind }) => kind === 'blackbox');
  if (targets.kind === 'probe') return prober === undefined ? undefined : exposedOf(prober);
  if (targets.kind === 'workload' && targets.workload === workloads.blackbox)
    return prober === undefined ? undefined : ownPage(prober);
  const parts = model.parts.filter(
    ({ kind }) => integrations.get(kind)?.definition.part?.service === labels['service'],
  );
  return parts.length === 0 ? undefined : joined(parts.map(exposedOf));
};

/** How many targets a job has, and why. */
const targetsOf = (
  model: Model,
  plan: Plan,
  { targets, expects }: ScrapeJob,
): { readonly targets: number; readonly because: string } => {
  const { nodes, constants } = model.capacity;
  switch (targets.kind) {
    case 'workload': {
      const workload = plan.workloads.find(({ id }) => id === targets.workload);
      if (workload !== undefined)
        return workload.kind === 'daemon'
          ? { targets: nodes, because: 'one per machine' }
          : { targets: workload.replicas, because: 'its replicas' };
      const service = model.services.find(({ id }) => id === targets.workload);
      return { targets: service?.replicas ?? model.capacity.replicas, because: 'its processes' };
    }
    case 'host':
      return { targets: nodes, because: 'one per machine' };
    case 'static':
      return { targets: targets.addresses.length, because: 'its addresses' };
    case 'probe':
      return { targets: targets.probes.length, because: 'its probes' };
    case 'discovered':
      return expects?.targets === undefined
        ? discovered(constants, targets.discovery)
        : { targets: expects.targets, because: 'as the job expects' };
  }
};

const discovered = (
  constants: CapacityConstants,
  discovery: { readonly kind: string; readonly addresses?: unknown },
): { readonly targets: number; readonly because: string } =>
  Array.isArray(discovery.addresses)
    ? { targets: discovery.addresses.length, because: 'its addresses' }
    : { targets: constants.targetsPerDiscovery, because: 'an assumption: a discovery finds what is there' };
