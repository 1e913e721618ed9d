import { variablesOf } from '../analysis/dashboard-variables.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { workloads } from '../ir/conventions.ts';
import { chartTypes, type DashboardPlan, panelsOf } from '../ir/dashboard.ts';
import type { Plan } from '../ir/plan.ts';
import { defineCheck, type Finding } from './check.ts';

/** A panel that asks nothing, a data source by name, or one that the stack lacks. */
export const dashDs = defineCheck({
  code: 'DASH-DS',
  severity: 'error',
  why: 'A panel without a data source that exists shows an error or nothing, and one tied to a name works in one Grafana only.',
  run: ({ plan }) =>
    plan.dashboards.flatMap(dashboard => [
      ...silentPanels(dashboard),
      ...fixedSources(dashboard),
      ...missingLogs(dashboard, plan),
    ]),
});

/** Grafana's kinds of panels that show the answers to queries and nothing else. */
const asking: ReadonlySet<JsonValue | undefined> = new Set([...chartTypes, 'logs', 'traces', 'nodeGraph']);

const silentPanels = ({ title, path, body }: DashboardPlan): readonly Finding[] =>
  panelsOf(body)
    // The queries of a library panel are kept in Grafana.
    .filter(({ panel }) => asking.has(panel['type']) && panel['libraryPanel'] === undefined)
    .filter(({ panel }) => objects(panel['targets']).length === 0)
    .map(({ panel }) => ({
      path,
      message: `The panel "${panel['title']}" of dashboard "${title}" asks nothing.`,
      hint: 'Give it `queries`, or make it a `text` panel.',
    }));

/** What Grafana answers itself, in every installation. */
const grafanasOwn: ReadonlySet<JsonValue | undefined> = new Set([
  'grafana',
  '-- Grafana --',
  '-- Dashboard --',
  '-- Mixed --',
  '__expr__',
]);

const fixedSources = ({ title, path, body }: DashboardPlan): readonly Finding[] => {
  const variables = variablesOf(body);
  const chosen = new Set(variables.filter(({ type }) => type === 'datasource').map(({ name }) => name));
  const isFree = ({ datasource }: JsonObject): boolean => {
    const uid = isJsonObject(datasource) ? datasource['uid'] : datasource;
    const [, name = ''] =
      (typeof uid === 'string' ? /^\$\{(\w+)\}$|^\$(\w+)$/.exec(uid) : undefined)?.filter(Boolean) ?? [];
    return grafanasOwn.has(uid) || chosen.has(name);
  };
  const { annotations } = body;
  const marks = objects(isJsonObject(annotations) ? annotations['list'] : undefined);
  const tied = [
    ...panelsOf(body)
      .filter(({ panel }) => objects(panel['targets']).length > 0)
      // A query without a data source of its own asks that of its panel.
      .filter(({ panel }) =>
        [panel, ...objects(panel['targets']).filter(target => isSaid(target['datasource']))].some(
          part => !isFree(part),
        ),
      )
      .map(({ panel }) => `panel "${panel['title']}"`),
    ...marks.filter(mark => !isFree(mark)).map(mark => `annotation "${mark['name']}"`),
    ...variables
      .filter(({ type, body: own }) => type === 'query' && !isFree(own))
      .map(({ name }) => `variable \`$${name}\``),
  ];
  return tied.map(where => ({
    path,
    message: `The ${where} of dashboard "${title}" is tied to one data source.`,
    hint: 'Point it and its queries to a data source variable of the dashboard, such as `${datasource}`.',
  }));
};

const isSaid = (value: JsonValue | undefined): boolean => value !== undefined && value !== null;

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
