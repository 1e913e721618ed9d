import type { PanelKind } from '../catalogue/dashboard.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { workloads } from '../ir/conventions.ts';
import { type DashboardPlan, panelsOf } from '../ir/dashboard.ts';
import type { Plan } from '../ir/plan.ts';
import type { DashboardModel } from '../model/model.ts';
import { defineCheck, type Finding } from './check.ts';

/** A panel that asks nothing, a data source by name, or one that the stack lacks. */
export const dashDs = defineCheck({
  code: 'DASH-DS',
  severity: 'error',
  why: 'A panel without a data source that exists shows an error or nothing, and one tied to a name works in one Grafana only.',
  run: ({ model, plan }) => [
    ...model.dashboards.flatMap(silentPanels),
    ...plan.dashboards.flatMap(dashboard => [...fixedSources(dashboard), ...missingLogs(dashboard, plan)]),
  ],
});

/** Kinds of panels that have nothing to ask. */
const silent: ReadonlySet<PanelKind> = new Set(['text', 'alert-list', 'raw']);

const silentPanels = ({ title, path, rows }: DashboardModel): readonly Finding[] =>
  rows
    .flatMap(row => row.panels)
    .filter(panel => !silent.has(panel.kind) && (panel.queries ?? []).length === 0)
    .map(panel => ({
      path,
      message: `The panel "${panel.title}" of dashboard "${title}" asks nothing.`,
      hint: 'Give it `queries`, or make it a `text` panel.',
    }));

const fixedSources = ({ title, path, body }: DashboardPlan): readonly Finding[] => {
  const { templating } = body;
  const variables = objects(isJsonObject(templating) ? templating['list'] : undefined)
    .filter(variable => variable['type'] === 'datasource')
    .map(variable => `\${${variable['name']}}`);
  const isVariable = ({ datasource }: JsonObject): boolean =>
    isJsonObject(datasource) && variables.some(variable => variable === datasource['uid']);
  return panelsOf(body)
    .map(({ panel }) => panel)
    .filter(panel =>
      [panel, ...objects(panel['targets'])].some(asking => panel['targets'] !== undefined && !isVariable(asking)),
    )
    .map(panel => ({
      path,
      message: `The panel "${panel['title']}" of dashboard "${title}" is tied to one data source.`,
      hint: 'Point it and its queries to a data source variable of the dashboard, such as `${datasource}`.',
    }));
};

const missingLogs = ({ title, path, queries }: DashboardPlan, { workloads: running }: Plan): readonly Finding[] => {
  if (running.some(({ id }) => id === workloads.elasticsearch)) return [];
  const panels = new Set(queries.filter(query => query.datasource === 'elasticsearch').map(query => query.panel));
  return [...panels].map(panel => ({
    path,
    message: `The panel "${panel}" of dashboard "${title}" shows logs, but no service of the stack sends any.`,
    hint: 'Declare the logs of a service, or remove the panel.',
  }));
};

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];
