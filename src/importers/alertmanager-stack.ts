import type { Catalogue, SuppressionEntry } from '../catalogue/catalogue.ts';
import { childPath } from '../catalogue/paths.ts';
import type { Adoptable } from './adopt.ts';
import type { Place } from './finding.ts';
import type { ReadAlertmanager } from './read-alertmanager.ts';

/** What the configuration becomes, before it is printed as a program. */
export interface ImportedAlerting extends ReadAlertmanager {
  readonly org: string;
  readonly environment: string;
  /** Name of the file. */
  readonly file: string;
  /** The one team: the file does not say who works with its receivers. */
  readonly team: string;
}

const org = 'imported';
const environment = 'production';

export const importedAlerting = (file: string, read: ReadAlertmanager): ImportedAlerting => ({
  ...read,
  org,
  environment,
  file,
  team: 'platform',
});

/** The catalogue that the printed program gives. */
export const importedAlertingCatalogue = (
  { team, receivers, hours, tree }: ImportedAlerting,
  suppressions: readonly SuppressionEntry[] = [],
): Catalogue => ({
  org,
  environment,
  owner: team,
  teams: [{ id: team, timezone: 'UTC' }],
  services: [],
  receivers: receivers.map(({ entry }) => entry),
  hours: hours.map(({ entry }) => entry),
  importedRoutes: [tree],
  suppressions,
});

/** What is adopted one by one. */
export const alertingParts = ({ team, receivers, hours, tree }: ImportedAlerting): Adoptable => ({
  org,
  parts: [team, ...[...hours, ...receivers].map(({ entry }) => entry.id), tree.id].map(id => childPath(org, id)),
});

/** Where in the file something of the stack comes from. */
export const locateImportedAlerting = ({
  receivers,
  hours,
  tree,
  places,
}: ImportedAlerting): ((path: string) => Place | undefined) => {
  const found = new Map<string, Place>([
    ...[...hours, ...receivers].map(({ entry, place }): [string, Place] => [childPath(org, entry.id), place]),
    ...[...places].map(([end, place]): [string, Place] => [`${childPath(org, tree.id)}${end}`, place]),
  ]);
  return path => found.get(path);
};
