import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';

/** Columns of Grafana's grid. */
export const gridColumns = 24;

/** One query of a dashboard, found again in the emitted model by `pointer`. */
export interface DashboardQuery {
  readonly pointer: string;
  readonly panel: string;
  readonly datasource: 'prometheus' | 'elasticsearch' | 'jaeger';
  readonly expr: string;
  readonly legend?: string;
}

/** A rendered Grafana dashboard, addressed by its fixed uid. */
export interface DashboardPlan {
  /** Slug of at most 40 characters, the same for ever: links and bookmarks keep working. */
  readonly uid: string;
  readonly title: string;
  /** Grafana folder: the owning team, or the platform. */
  readonly folder: string;
  readonly body: JsonObject;
  readonly queries: readonly DashboardQuery[];
  readonly path: string;
}

/** Grafana's kinds of panels that draw numbers: they are empty where a query returns nothing. */
export const chartTypes = [
  'timeseries',
  'stat',
  'gauge',
  'bargauge',
  'barchart',
  'piechart',
  'heatmap',
  'histogram',
  'table',
  'state-timeline',
  'status-history',
] as const;

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.map((item: JsonValue) => (isJsonObject(item) ? item : {})) : [];

/** Every panel and heading of a dashboard in reading order, those inside of collapsed rows too, with its pointer. */
export const panelsOf = (body: JsonObject): readonly { readonly panel: JsonObject; readonly pointer: string }[] =>
  objects(body['panels']).flatMap((panel, index) => [
    { panel, pointer: `/panels/${index}` },
    ...objects(panel['panels']).map((inner, at) => ({ panel: inner, pointer: `/panels/${index}/panels/${at}` })),
  ]);

const item = (value: JsonValue | undefined, index: string | undefined): JsonObject | undefined => {
  const found = Array.isArray(value) && index !== undefined ? value[Number(index)] : undefined;
  return isJsonObject(found) ? found : undefined;
};

/** The panel that a pointer to it, or into it, leads to; found without looking at the others, of which there are many. */
export const panelAt = (body: JsonObject, pointer: string): JsonObject | undefined => {
  const [, index, inner] = /^\/panels\/(\d+)(?:\/panels\/(\d+))?(?:\/|$)/.exec(pointer) ?? [];
  const outer = item(body['panels'], index);
  return inner === undefined ? outer : item(outer?.['panels'], inner);
};
