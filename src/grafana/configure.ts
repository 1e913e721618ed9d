import type { JsonObject } from '../core/json.ts';
import type { Artefact } from '../ir/artefact.ts';
import { dashboardMount, mounts, workloads } from '../ir/conventions.ts';
import type { Plan } from '../ir/plan.ts';
import type { Site } from '../ir/site.ts';
import type { Model } from '../model/model.ts';
import { datasourceProvisioning } from './datasources.ts';

/** Dashboards are read from files and cannot be changed in the browser: the program is their only source. */
const dashboardProvisioning: JsonObject = {
  apiVersion: 1,
  providers: [
    {
      name: 'sightline',
      orgId: 1,
      type: 'file',
      disableDeletion: true,
      allowUiUpdates: false,
      updateIntervalSeconds: 30,
      options: { path: mounts.dashboards, foldersFromFilesStructure: true },
    },
  ],
};

/** Everything that Grafana reads at its start: data sources, the dashboard provider and the dashboards. */
export const configureGrafana = (model: Model, plan: Plan, site: Site): readonly Artefact[] => {
  const origins = { '': model.path };
  const reader = workloads.grafana;
  return [
    {
      reader,
      mount: `${mounts.grafanaProvisioning}/datasources/sightline.yaml`,
      format: 'yaml',
      body: datasourceProvisioning(model, site),
      origins,
    },
    {
      reader,
      mount: `${mounts.grafanaProvisioning}/dashboards/sightline.yaml`,
      format: 'yaml',
      body: dashboardProvisioning,
      origins,
    },
    ...plan.dashboards.map(
      (dashboard): Artefact => ({
        reader,
        mount: dashboardMount(dashboard.folder, dashboard.uid),
        format: 'json',
        body: dashboard.body,
        origins: { '': dashboard.path },
        apart: true,
      }),
    ),
  ];
};
