import { kebabCase } from '../core/names.ts';
import { integrations } from '../integrations/registry.ts';
import { integrationDashboardUid, mounts, ports, serviceDashboardUid, workloads } from '../ir/conventions.ts';
import { joinParts, type PlanPart } from '../ir/plan.ts';
import type { ScrapeJob } from '../ir/scrape-job.ts';
import type { Workload } from '../ir/workload.ts';
import type { Model, ServiceModel, UseModel } from '../model/model.ts';
import { platformJob } from '../model/platform-job.ts';
import { partService } from '../model/platform-uses.ts';
import { importedRules } from './imported-rules.ts';
import { integrationRules, type RuleOwner } from './integration-rules.ts';
import { platformRules } from './platform-rules.ts';
import { serviceRules } from './service-rules.ts';

/** Prometheus itself, the scrape of every service, and what the integrations in use bring along. */
export const emitPrometheus = (model: Model): PlanPart => {
  const own = platformJob(model, { id: 'prometheus', workload: workloads.prometheus, port: ports.prometheus.name });
  return joinParts([
    {
      workloads: [prometheusWorkload(model)],
      jobs: [own.job],
      edges: [
        own.edge,
        { from: workloads.prometheus, to: workloads.alertmanager, port: ports.alertmanager.name, purpose: 'notify' },
      ],
      groups: [platformRules(model), ...importedRules(model)],
      services: model.services.map(service => ({ id: service.id, ports: servicePorts(service), path: service.path })),
    },
    ...model.services.map(service => servicePart(model, service)),
    ...model.uses.map(use => platformPart(model, use, use.kind, kebabCase(use.kind))),
    ...model.parts.map(use => platformPart(model, use, partService(use.kind), 'platform')),
  ]);
};

/** What an integration adds: its exporter and job, its records and alerts. */
const usePart = (model: Model, use: UseModel, owner: RuleOwner): PlanPart => {
  const { service, team, tier, path } = owner;
  const context = { service, team, tier: String(tier), path };
  return joinParts([
    integrations
      .get(use.kind)
      ?.partOf(use.options, { ...context, env: model.environment, scrapeInterval: model.intervals.scrape }) ?? {},
    { groups: integrationRules(model, use, owner) },
  ]);
};

const hasPage = (use: UseModel): boolean =>
  (integrations.get(use.kind)?.rowsOf(use.options, { service: use.kind, job: use.kind }) ?? []).length > 0;

/** Machines, the cluster and the stack itself are watched by the platform's owner. */
const platformPart = (model: Model, use: UseModel, service: string, file: string): PlanPart =>
  usePart(model, use, {
    service,
    job: service,
    team: model.owner,
    tier: 1,
    path: model.path,
    dashboard: hasPage(use) ? integrationDashboardUid(use.kind) : 'meta-monitoring',
    group: kebabCase(use.kind),
    file,
    interval: model.intervals.evaluation,
  });

const servicePart = (model: Model, service: ServiceModel): PlanPart => {
  const owner = {
    service: service.id,
    job: service.scrape?.job ?? service.id,
    team: service.owner,
    tier: service.tier,
    path: service.path,
    dashboard: serviceDashboardUid(service.id),
    interval: service.evaluation,
  };
  const job = serviceJob(model, service);
  return joinParts([
    {
      groups: serviceRules(model, service),
      jobs: job === undefined ? [] : [job],
      edges:
        job === undefined
          ? []
          : [{ from: workloads.prometheus, to: service.id, port: metricsPort(service), purpose: 'scrape' }],
    },
    ...service.uses.map(use => {
      const name = `${service.id}-${kebabCase(use.kind)}`;
      return usePart(model, use, { ...owner, group: name, file: name });
    }),
  ]);
};

/** The metrics port has a name of its own when it is not the service's HTTP port. */
const metricsPort = (service: ServiceModel): string => (service.scrape?.port === service.port ? 'http' : 'metrics');

const servicePorts = (service: ServiceModel): readonly { readonly name: string; readonly port: number }[] => [
  ...(service.port === undefined ? [] : [{ name: 'http', port: service.port }]),
  ...(service.scrape === undefined || service.scrape.port === service.port
    ? []
    : [{ name: 'metrics', port: service.scrape.port }]),
];

const serviceJob = (model: Model, service: ServiceModel): ScrapeJob | undefined => {
  if (service.scrape === undefined) return undefined;
  const { job, interval, timeout, path, limits } = service.scrape;
  return {
    id: job,
    interval,
    timeout,
    scheme: 'http',
    metricsPath: path,
    targets: { kind: 'workload', workload: service.id, port: metricsPort(service) },
    labels: { service: service.id, team: service.owner, env: model.environment, tier: String(service.tier) },
    keep: [],
    limits,
    metricRelabel: [],
    path: service.path,
  };
};

const prometheusWorkload = (model: Model): Workload => ({
  id: workloads.prometheus,
  kind: 'stateful',
  image: 'prometheus',
  replicas: 1,
  args: [
    `--config.file=${mounts.prometheusConfig}`,
    '--storage.tsdb.path=/prometheus',
    `--storage.tsdb.retention.time=${model.retention.metrics}`,
    '--storage.tsdb.retention.size=16GB',
    ['--web.external-url=', { externalUrl: workloads.prometheus }],
    '--query.max-concurrency=20',
    '--query.max-samples=50000000',
  ],
  env: {},
  ports: [{ ...ports.prometheus, protocol: 'TCP', audience: 'people' }],
  storage: [{ name: 'data', mountPath: '/prometheus', size: '20Gi' }],
  secrets: [],
  readiness: { kind: 'http', path: '/-/ready', port: ports.prometheus.name },
  liveness: { kind: 'http', path: '/-/healthy', port: ports.prometheus.name },
  startupSeconds: 900,
  cpu: '250m',
  memory: '1Gi',
  memoryLimit: '2Gi',
  api: 'discover-targets',
  reload: { port: ports.prometheus.name, path: '/-/reload', argument: '--web.enable-lifecycle' },
  path: model.path,
});
