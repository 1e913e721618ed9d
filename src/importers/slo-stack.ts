import type { Catalogue, ServiceEntry, SuppressionEntry } from '../catalogue/catalogue.ts';
import { childPath } from '../catalogue/paths.ts';
import type { SloEntry } from '../catalogue/slo.ts';
import { sloLabel } from '../catalogue/slo-label.ts';
import { kebabCase } from '../core/names.ts';
import type { Adoptable } from './adopt.ts';
import { externalMetrics } from './external-metrics.ts';
import type { Place } from './finding.ts';
import type { SourceService } from './read-openslo.ts';
import { freeName, serviceName, sloName } from './slo-names.ts';
import type { CarriedSlo, RefusedSlo, SourceSlo } from './slo-source.ts';

/** An objective in its place. */
export interface ImportedSlo {
  readonly id: string;
  readonly path: string;
  readonly source: CarriedSlo;
  readonly entry: SloEntry;
}

/** A page that the alerts of a service link to. */
export interface ImportedRunbook {
  readonly id: string;
  readonly url: string;
}

export interface ImportedService {
  readonly id: string;
  readonly path: string;
  /** As its files call it. */
  readonly name: string;
  readonly team: string;
  readonly comments: readonly string[];
  readonly runbooks: readonly ImportedRunbook[];
  readonly slos: readonly ImportedSlo[];
  readonly refused: readonly RefusedSlo[];
  readonly place: Place;
}

/** What the files become, before it is printed as a program. */
export interface ImportedSloStack {
  readonly org: string;
  readonly environment: string;
  readonly files: readonly string[];
  readonly teams: readonly { readonly id: string; readonly path: string }[];
  /** Metrics that objectives read and no service declares. */
  readonly external: readonly string[];
  readonly services: readonly ImportedService[];
  /** Objectives of services of which nothing is left, or of none. */
  readonly refused: readonly RefusedSlo[];
}

const org = 'imported';
const environment = 'production';
/** The page for objectives that link to none. */
export const commonRunbook = {
  id: 'error-budget',
  title: 'An error budget burns',
  steps: [
    'Open the dashboard of the service: it shows which objective burns, and since when.',
    'Ask what changed then: a deployment, a configuration, a dependency, the traffic.',
    'Undo the change, or move the traffic away from what fails.',
  ],
} as const;
/** What stands behind the link of a page that exists elsewhere. */
export const linkedSteps = ['Follow the linked page.'] as const;
const fallbackTeam = 'platform';

/** One stack of the objectives of all files. */
export const importedSloStack = (
  files: readonly string[],
  slos: readonly SourceSlo[],
  described: readonly SourceService[],
): ImportedSloStack => {
  const taken = new Set<string>([commonRunbook.id]);
  // A service of which nothing is left is none.
  const names = [...new Set(slos.flatMap(slo => (slo.kind === 'carried' ? [slo.service] : [])))];
  const wanted = names.map(name => {
    const own = slos.filter(({ service }) => service === name);
    const about = described.find(service => service.name === name);
    const teams = [about?.team, ...own.map(slo => (slo.kind === 'carried' ? slo.team : undefined))];
    return { name, own, about, team: kebabCase(teams.find(team => team !== undefined) ?? '') || fallbackTeam };
  });
  const teams = [...new Set(wanted.map(({ team }) => team))].sort();
  for (const team of teams) taken.add(team);
  const services = wanted.map(({ name, own, about, team }): ImportedService => {
    const id = freeName(serviceName(name), taken);
    const place = own[0]?.place ?? { file: files[0] ?? '', line: 1 };
    return { ...serviceOf(id, own), name, team, comments: about?.comments ?? [], place };
  });
  return {
    org,
    environment,
    files,
    teams: (teams.length === 0 ? [fallbackTeam] : teams).map(id => ({ id, path: childPath(org, id) })),
    external: externalMetrics(services.flatMap(({ slos: all }) => all.flatMap(({ source }) => source.indicator.reads))),
    services,
    refused: slos.flatMap(slo =>
      slo.kind === 'refused' && (slo.service === undefined || !names.includes(slo.service)) ? [slo] : [],
    ),
  };
};

const serviceOf = (
  id: string,
  own: readonly SourceSlo[],
): Pick<ImportedService, 'id' | 'path' | 'runbooks' | 'slos' | 'refused'> => {
  const path = childPath(org, id);
  const carried = own.flatMap(slo => (slo.kind === 'carried' ? [slo] : []));
  const taken = new Set<string>();
  const ids = new Map(carried.map(slo => [slo, freeName(sloName(slo.name), taken)]));
  const urls = [...new Set(carried.flatMap(({ runbook }) => (runbook === undefined ? [] : [runbook])))];
  const runbooks = urls.map(url => ({ id: freeName('runbook', taken), url }));
  return {
    id,
    path,
    runbooks,
    slos: carried.map(source => {
      const own = ids.get(source) ?? source.name;
      const runbook = runbooks.find(({ url }) => url === source.runbook)?.id ?? commonRunbook.id;
      return { id: own, path: childPath(path, own), source, entry: sloEntry(id, own, source, runbook, ids) };
    }),
    refused: own.flatMap(slo => (slo.kind === 'refused' ? [slo] : [])),
  };
};

const sloEntry = (
  service: string,
  id: string,
  { promise, indicator: { sli, groupBy } }: CarriedSlo,
  runbook: string,
  ids: ReadonlyMap<CarriedSlo, string>,
): SloEntry => ({
  id,
  ...promise,
  sli:
    sli.kind === 'composite'
      ? {
          kind: 'composite',
          of: sli.of.map(({ part, weight }) => ({
            slo: sloLabel(service, ids.get(part) ?? part.name),
            ...(weight === 1 ? {} : { weight }),
          })),
          combine: 'weighted',
        }
      : sli,
  ...(groupBy.length === 0 ? {} : { groupBy }),
  runbook,
});

/** The catalogue that the printed program gives. */
export const importedSloCatalogue = (
  { teams, external, services }: ImportedSloStack,
  suppressions: readonly SuppressionEntry[] = [],
): Catalogue => ({
  org,
  environment,
  ...(external.length === 0 ? {} : { external: external.map(name => ({ name })) }),
  owner: teams[0]?.id ?? fallbackTeam,
  teams: teams.map(({ id }) => ({ id, timezone: 'UTC' })),
  scrapeJobs: [],
  services: services.map(serviceEntry),
  dashboards: [],
  runbooks: [commonRunbook],
  receivers: [],
  ruleGroups: [],
  suppressions,
  patches: [],
});

const serviceEntry = ({ id, team, runbooks, slos }: ImportedService): ServiceEntry => ({
  id,
  owner: team,
  slos: slos.map(({ entry }) => entry),
  runbooks: runbooks.map(runbook => ({
    id: runbook.id,
    title: runbookTitle(id),
    steps: linkedSteps,
    links: [{ title: 'Runbook', url: runbook.url }],
  })),
});

/** Title of a page that exists elsewhere. */
export const runbookTitle = (service: string): string => `An error budget of ${service} burns`;

/** What is adopted one by one: teams and services. */
export const sloParts = ({ org, teams, services }: ImportedSloStack): Adoptable => ({
  org,
  parts: [...teams, ...services].map(({ path }) => path),
});

/** Where in the files something of the stack comes from: its own place, or that of what it stands in. */
export const locateImportedSlo = ({ services }: ImportedSloStack): ((path: string) => Place | undefined) => {
  const places = new Map<string, Place>();
  for (const { path, place, slos } of services) {
    places.set(path, place);
    for (const slo of slos) places.set(slo.path, slo.source.place);
  }
  return path => {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const place = places.get(at);
      if (place !== undefined) return place;
    }
    return undefined;
  };
};
