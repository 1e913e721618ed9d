import type { PatchEntry } from '../catalogue/catalogue.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import { queriesOfAnnotations, queriesOfPanel } from '../grafana/found-queries.ts';
import type { Artefact } from '../ir/artefact.ts';
import { dashboardMount, mounts, workloads } from '../ir/conventions.ts';
import { type DashboardPlan, type DashboardQuery, panelsOf } from '../ir/dashboard.ts';
import { applyPatches } from './patch.ts';

/** Dashboards with the patches of their files in them. */
export interface PatchedDashboards {
  readonly dashboards: readonly DashboardPlan[];
  /** The patches of all other files. */
  readonly others: readonly PatchEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Applies the author's patches of dashboards to the dashboards themselves: they are the same on every target, so that
 * every check, and whoever takes `dashboards/` alone, sees them as they are deployed.
 */
export const patchDashboards = (
  dashboards: readonly DashboardPlan[],
  patches: readonly PatchEntry[],
  path: string,
): PatchedDashboards => {
  const isOurs = ({ reader, mount }: PatchEntry): boolean =>
    reader === workloads.grafana && mount.startsWith(`${mounts.dashboards}/`);
  const own = patches.filter(isOurs);
  if (own.length === 0) return { dashboards, others: patches, diagnostics: [] };
  const files = dashboards.map(
    (dashboard): Artefact => ({
      reader: workloads.grafana,
      mount: dashboardMount(dashboard.folder, dashboard.uid),
      format: 'json',
      body: dashboard.body,
      origins: {},
    }),
  );
  const { artefacts, diagnostics } = applyPatches(files, own, path);
  return {
    dashboards: dashboards.map((dashboard, index) => {
      const body = artefacts[index]?.body;
      return isJsonObject(body) && body !== dashboard.body
        ? { ...dashboard, body, queries: queriesOf(body) }
        : dashboard;
    }),
    others: patches.filter(patch => !isOurs(patch)),
    diagnostics,
  };
};

/** Every query of a dashboard, found in its JSON. */
const queriesOf = (body: JsonObject): readonly DashboardQuery[] => [
  ...queriesOfAnnotations(body),
  ...panelsOf(body).flatMap(({ panel, pointer }) => queriesOfPanel(panel, pointer)),
];
