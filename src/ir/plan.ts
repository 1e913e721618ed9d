import type { Document } from './artefact.ts';
import type { DashboardPlan } from './dashboard.ts';
import type { ProbePlan } from './probe.ts';
import type { Routing } from './routing.ts';
import type { RuleGroup } from './rule-group.ts';
import type { ScrapeJob } from './scrape-job.ts';
import type { Edge, WatchedService, Workload } from './workload.ts';

/** Everything that is to exist, free of any deploy target. Each item carries the construct path it came from. */
export interface Plan {
  readonly groups: readonly RuleGroup[];
  readonly dashboards: readonly DashboardPlan[];
  readonly jobs: readonly ScrapeJob[];
  readonly probes: readonly ProbePlan[];
  readonly routing: Routing;
  readonly workloads: readonly Workload[];
  readonly services: readonly WatchedService[];
  readonly edges: readonly Edge[];
  readonly documents: readonly Document[];
}

/** What one emitter adds to the plan. Routing has one owner and is not joined. */
export type PlanPart = Partial<Omit<Plan, 'routing'>>;

/** Joins parts in the given order, routing aside. */
export const joinParts = (parts: readonly PlanPart[]): Omit<Plan, 'routing'> => ({
  groups: parts.flatMap(part => part.groups ?? []),
  dashboards: parts.flatMap(part => part.dashboards ?? []),
  jobs: parts.flatMap(part => part.jobs ?? []),
  probes: parts.flatMap(part => part.probes ?? []),
  workloads: parts.flatMap(part => part.workloads ?? []),
  services: merged(parts.flatMap(part => part.services ?? [])),
  edges: parts.flatMap(part => part.edges ?? []),
  documents: parts.flatMap(part => part.documents ?? []),
});

/** One entry per service: two integrations may know different ports of one neighbour. */
const merged = (services: readonly WatchedService[]): readonly WatchedService[] => {
  const byId = new Map<string, WatchedService>();
  for (const service of services) {
    const known = byId.get(service.id);
    const names = new Set(known?.ports.map(({ name }) => name));
    byId.set(
      service.id,
      known === undefined
        ? service
        : { ...known, ports: [...known.ports, ...service.ports.filter(({ name }) => !names.has(name))] },
    );
  }
  return [...byId.values()];
};
