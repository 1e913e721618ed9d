import type { Catalogue, SuppressionEntry } from '../catalogue/catalogue.ts';
import { childPath } from '../catalogue/paths.ts';
import type { Adoptable } from './adopt.ts';
import type { Place } from './finding.ts';
import type { ImportedDashboards } from './import-dashboards.ts';

/** The catalogue that the printed program gives. */
export const importedDashboardCatalogue = (
  { org, environment, team, external, dashboards }: ImportedDashboards,
  suppressions: readonly SuppressionEntry[] = [],
): Catalogue => ({
  org,
  environment,
  ...(external.length === 0 ? {} : { external: external.map(name => ({ name })) }),
  owner: team,
  teams: [{ id: team, timezone: 'UTC' }],
  services: [],
  dashboards: dashboards.map(({ entry }) => entry),
  suppressions,
});

/** What is adopted one by one. */
export const dashboardParts = ({ org, team, dashboards }: ImportedDashboards): Adoptable => ({
  org,
  parts: [childPath(org, team), ...dashboards.map(({ path }) => path)],
});

/** Where in the files something of the stack comes from. */
export const locateImportedDashboard = ({ dashboards }: ImportedDashboards): ((path: string) => Place | undefined) => {
  const places = new Map(dashboards.map(({ path, place }) => [path, place]));
  return path => places.get(path);
};
