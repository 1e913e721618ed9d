import { kebabCase } from '../core/names.ts';
import { componentName } from '../integrations/component-name.ts';
import { integrations } from '../integrations/registry.ts';
import { integrationDashboardUid, ports, serviceDashboardUid, workloads } from '../ir/conventions.ts';
import { joinParts, type PlanPart } from '../ir/plan.ts';
import type { Edge } from '../ir/workload.ts';
import type { Model, ServiceModel, UseModel } from '../model/model.ts';
import { platformJob } from '../model/platform-job.ts';
import { channelTestRules } from './channel-test-rules.ts';
import { storageEdges } from './discovery-edges.ts';
import { importedRules } from './imported-rules.ts';
import { integrationRules, type RuleOwner } from './integration-rules.ts';
import { serviceJobs, servicePorts, stackJobs } from './jobs.ts';
import { platformRules } from './platform-rules.ts';
import { serviceRules } from './service-rules.ts';
import { prometheusWorkload } from './workload.ts';

/** Prometheus itself, the scrape of every service, and what the integrations in use bring along. */
export const emitPrometheus = (model: Model): PlanPart => {
  const own = platformJob(model, { id: 'prometheus', workload: workloads.prometheus, port: ports.prometheus.name });
  return joinParts([
    {
      workloads: [prometheusWorkload(model)],
      jobs: [own.job],
      edges: [own.edge, ...(model.prometheus.mode === 'agent' ? [] : [notify]), ...storageEdges(model.prometheus)],
      groups: [...platformRules(model), ...channelTestRules(model), ...importedRules(model)],
      services: model.services.map(service => ({ id: service.id, ports: servicePorts(service), path: service.path })),
    },
    ...model.services.map(service => servicePart(model, service)),
    ...stackJobs(model),
    ...model.uses.map(use => platformPart(model, use, kebabCase(use.kind))),
    ...model.parts.map(use => platformPart(model, use, 'platform')),
  ]);
};

const notify: Edge = {
  from: workloads.prometheus,
  to: workloads.alertmanager,
  port: ports.alertmanager.name,
  purpose: 'notify',
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
  (integrations.get(use.kind)?.rowsOf(use.options, use.watched) ?? []).length > 0;

/** Machines, the cluster and the stack itself are watched by the platform's owner. */
const platformPart = (model: Model, use: UseModel, file: string): PlanPart =>
  usePart(model, use, {
    ...use.watched,
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
    team: service.owner,
    tier: service.tier,
    path: service.path,
    dashboard: serviceDashboardUid(service.id),
    interval: service.evaluation,
  };
  return joinParts([
    { groups: serviceRules(model, service) },
    ...serviceJobs(model, service),
    ...service.uses.map(use => {
      const name = componentName(service.id, kebabCase(use.kind), use.watched.name);
      return usePart(model, use, { ...owner, ...use.watched, group: name, file: name });
    }),
  ]);
};
