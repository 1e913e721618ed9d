import type { Catalogue, ServiceEntry } from '../catalogue/catalogue.ts';
import type { KindUse } from '../catalogue/kind-use.ts';
import { compareText } from '../core/diagnostic.ts';
import { nameIn } from '../integrations/component-name.ts';
import { inDependencyOrder } from './record-order.ts';

interface Identified {
  readonly id: string;
}

/** In the order of their ids: what a program says must not depend on where in its files it is said. */
const byId = <T extends Identified>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => compareText(a.id, b.id));

const byKindAndName = (uses: readonly KindUse[]): readonly KindUse[] =>
  uses.toSorted((a, b) => compareText(a.kind, b.kind) || compareText(nameIn(a.options) ?? '', nameIn(b.options) ?? ''));

const orderedService = (entry: ServiceEntry): ServiceEntry => ({
  ...entry,
  uses: byKindAndName(entry.uses ?? []),
  slos: byId(entry.slos ?? []),
  performance: byId(entry.performance ?? []),
  probes: byId(entry.probes ?? []),
  alerts: byId(entry.alerts ?? []),
  records: inDependencyOrder(byId(entry.records ?? [])),
  logs: byId(entry.logs ?? []),
  traces: byId(entry.traces ?? []),
  dashboards: byId(entry.dashboards ?? []),
  runbooks: byId(entry.runbooks ?? []),
  scrapeJobs: byId(entry.scrapeJobs ?? []),
});

/** The catalogue with its constructs in one order, whatever order they were written in. */
export const ordered = (catalogue: Catalogue): Catalogue => ({
  ...catalogue,
  uses: byKindAndName(catalogue.uses ?? []),
  teams: byId(catalogue.teams),
  services: byId(catalogue.services).map(orderedService),
  receivers: byId(catalogue.receivers ?? []),
  routes: byId(catalogue.routes ?? []),
  importedRoutes: byId(catalogue.importedRoutes ?? []),
  hours: byId(catalogue.hours ?? []),
  maintenance: byId(catalogue.maintenance ?? []),
  inhibitions: byId(catalogue.inhibitions ?? []),
  silences: byId(catalogue.silences ?? []),
  dashboards: byId(catalogue.dashboards ?? []),
  runbooks: byId(catalogue.runbooks ?? []),
  scrapeJobs: byId(catalogue.scrapeJobs ?? []),
});
