import type { Catalogue, SuppressionEntry } from '../catalogue/catalogue.ts';
import { childPath, siblingPaths } from '../catalogue/paths.ts';
import type { RuleGroupEntry } from '../catalogue/rule-group.ts';
import { isDnsLabel } from '../core/names.ts';
import type { Adoptable } from './adopt.ts';
import { externalMetrics } from './external-metrics.ts';
import type { Place } from './finding.ts';
import type { CarriedRule, SourceGroup } from './rule-source.ts';

/** A team that rules name in their `team` label, or the one that owns the platform when none does. */
export interface ImportedTeam {
  readonly id: string;
  readonly path: string;
  /** The first rule that names it. */
  readonly place: Place | undefined;
}

export interface ImportedGroup {
  readonly id: string;
  readonly path: string;
  readonly source: SourceGroup;
  readonly carried: readonly (CarriedRule & { readonly path: string })[];
}

/** What the files become, before it is printed as a program. */
export interface ImportedStack {
  readonly org: string;
  readonly environment: string;
  /** Names of the files. */
  readonly files: readonly string[];
  readonly teams: readonly [ImportedTeam, ...ImportedTeam[]];
  /** Metrics that the rules read and do not record. */
  readonly external: readonly string[];
  readonly groups: readonly ImportedGroup[];
}

const org = 'imported';
const environment = 'production';
/** Nobody can know it from rules; it only matters once the team has business hours. */
const timezone = 'UTC';

/** One stack of the groups of all files. Groups of which no rule is left stand in it for their comments. */
export const importedStack = (files: readonly string[], groups: readonly SourceGroup[]): ImportedStack => {
  const teams = teamsOf(groups);
  const taken = new Set(teams.map(({ id }) => id));
  const separate = separateFiles(groups);
  return {
    org,
    environment,
    files,
    teams,
    external: readButNotRecorded(groups),
    groups: separate.map(source => {
      const id = freeId(source, taken);
      const path = childPath(org, id);
      const carried = source.rules.flatMap(rule => (rule.kind === 'carried' ? [rule] : []));
      const paths = siblingPaths(
        path,
        carried.map(({ entry }) => (entry.kind === 'alert' ? entry.alert : entry.record)),
      );
      return { id, path, source, carried: carried.map((rule, i) => ({ ...rule, path: paths[i] ?? path })) };
    }),
  };
};

/** The group as the catalogue has it. */
export const groupEntry = ({ id, source, carried }: ImportedGroup): RuleGroupEntry => ({
  id,
  ...(source.name === id ? {} : { name: source.name }),
  file: source.file,
  ...(source.interval === undefined ? {} : { interval: source.interval }),
  ...(source.limit === undefined ? {} : { limit: source.limit }),
  ...(source.queryOffset === undefined ? {} : { queryOffset: source.queryOffset }),
  rules: carried.map(({ entry }) => entry),
});

/** The catalogue that the printed program gives. */
export const importedCatalogue = (
  { teams, external, groups }: ImportedStack,
  suppressions: readonly SuppressionEntry[] = [],
): Catalogue => ({
  org,
  environment,
  ...(external.length === 0 ? {} : { external: external.map(name => ({ name })) }),
  owner: teams[0].id,
  teams: teams.map(({ id }) => ({ id, timezone })),
  scrapeJobs: [],
  services: [],
  dashboards: [],
  runbooks: [],
  receivers: [],
  ruleGroups: groups.filter(({ carried }) => carried.length > 0).map(groupEntry),
  suppressions,
  patches: [],
});

/** What is adopted one by one: teams and groups. */
export const adoptableParts = ({ org, teams, groups }: ImportedStack): Adoptable => ({
  org,
  parts: [...teams, ...groups].map(({ path }) => path),
});

/** Where in the files something of the stack comes from. */
export const locateImported = ({ teams, groups }: ImportedStack): ((path: string) => Place | undefined) => {
  const places = new Map<string, Place>();
  for (const { path, place } of teams) if (place !== undefined) places.set(path, place);
  for (const { path, source, carried } of groups) {
    places.set(path, { file: source.source, line: source.line });
    for (const rule of carried) places.set(rule.path, { file: source.source, line: rule.line });
  }
  return path => places.get(path);
};

const teamsOf = (groups: readonly SourceGroup[]): readonly [ImportedTeam, ...ImportedTeam[]] => {
  const found = new Map<string, Place>();
  for (const { source, rules } of groups)
    for (const rule of rules) {
      const team = rule.kind === 'carried' ? rule.entry.labels?.['team'] : undefined;
      if (team !== undefined && isDnsLabel(team) && !found.has(team))
        found.set(team, { file: source, line: rule.line });
    }
  const team = (id: string, place: Place | undefined): ImportedTeam => ({ id, path: childPath(org, id), place });
  const [first, ...others] = [...found].map(([id, place]) => team(id, place));
  return first === undefined ? [team('platform', undefined)] : [first, ...others];
};

/** Groups of one name come from files of one name: each of those files gets a name of its own. */
const separateFiles = (groups: readonly SourceGroup[]): readonly SourceGroup[] => {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  return groups.map(group => {
    const key = JSON.stringify([group.source, group.file]);
    const known = names.get(key) ?? free(group.file, taken);
    names.set(key, known);
    taken.add(known);
    return known === group.file ? group : { ...group, file: known };
  });
};

const freeId = ({ name, file }: SourceGroup, taken: Set<string>): string => {
  const plain = name.replaceAll('/', '-');
  const id = taken.has(plain) ? free(`${file}-${plain}`, taken) : plain;
  taken.add(id);
  return id;
};

const free = (name: string, taken: ReadonlySet<string>): string => {
  let id = name;
  for (let n = 2; taken.has(id); n++) id = `${name}-${n}`;
  return id;
};

const readButNotRecorded = (groups: readonly SourceGroup[]): readonly string[] => {
  const rules = groups.flatMap(group => group.rules.flatMap(rule => (rule.kind === 'carried' ? [rule] : [])));
  const recorded = new Set(rules.flatMap(({ entry }) => (entry.kind === 'record' ? [entry.record] : [])));
  return externalMetrics(rules.map(({ tree }) => tree)).filter(name => !recorded.has(name));
};
