import { type Panel, RowBuilder, type RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelEntry, RowEntry } from '../catalogue/dashboard.ts';
import { isJsonObject, type JsonObject, type JsonValue, pointer } from '../core/json.ts';
import type { DashboardPlan, DashboardQuery } from '../ir/dashboard.ts';
import type { DashboardModel } from '../model/model.ts';
import { firingAlertsTitle, firingOf, frame, pageLink, startsTitle } from './frame.ts';
import { type Place, placeRow, sizeOf } from './layout.ts';
import { drafts } from './panels.ts';
import { panelQueries } from './queries.ts';
import type { Surroundings } from './surroundings.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Plain data in one pass: what the SDK builds holds functions, and keys without a value. Sorted, so that moving code
 * around never moves a line of output. Most objects of a dashboard have one of a few sets of keys: each set is sorted
 * once, and kept in `orders`.
 */
const plain = (value: unknown, orders: Map<string, readonly string[]>): JsonValue => {
  if (Array.isArray(value)) return value.map(item => plain(item, orders));
  if (isRecord(value)) {
    const keys = Object.keys(value);
    const shape = keys.join();
    const order = orders.get(shape) ?? keys.sort();
    orders.set(shape, order);
    const sorted: Record<string, JsonValue> = {};
    for (const key of order) {
      const field = value[key];
      if (field !== undefined && typeof field !== 'function') sorted[key] = plain(field, orders);
    }
    return sorted;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
};

const plainObject = (built: object): JsonObject => {
  const value = plain(built, new Map());
  return isJsonObject(value) ? value : {};
};

interface Rendered {
  readonly panels: readonly (Panel | RowPanel)[];
  readonly queries: readonly DashboardQuery[];
}

const renderPanel = (entry: PanelEntry, index: number, place: Place): Rendered => {
  const { datasource, ref, key, targets } = panelQueries(entry);
  const dressed = drafts[entry.kind](entry)
    .id(index + 1)
    .title(entry.title)
    .description(entry.description)
    .gridPos({ ...place });
  const draft = entry.links === undefined ? dressed : dressed.links(entry.links.map(pageLink));
  const panel = (targets.length === 0 ? draft : draft.datasource(ref).targets(targets)).build();
  const queries = (entry.queries ?? []).slice(0, targets.length).map((query, target) => ({
    pointer: pointer('panels', index, 'targets', target, key),
    panel: entry.title,
    datasource,
    expr: query.expr,
    ...(query.legend === undefined ? {} : { legend: query.legend }),
  }));
  return { panels: [panel], queries };
};

/** Panels stand beside the heading of their row, as Grafana stores open rows. */
const renderRow = (row: RowEntry, first: number, top: number): Rendered & { readonly end: number } => {
  const { heading, panels: places, end } = placeRow(top, row.panels.map(sizeOf));
  const title = new RowBuilder(row.title)
    .id(first + 1)
    .collapsed(false)
    .gridPos({ ...heading })
    .build();
  const rendered = row.panels.flatMap((entry, index) => {
    const place = places[index];
    return place === undefined ? [] : [renderPanel(entry, first + 1 + index, place)];
  });
  return {
    panels: [title, ...rendered.flatMap(part => part.panels)],
    queries: rendered.flatMap(part => part.queries),
    end,
  };
};

const annotationQuery = (index: number, panel: string, expr: string): DashboardQuery => ({
  pointer: pointer('annotations', 'list', index, 'expr'),
  panel,
  datasource: 'prometheus',
  expr,
});

/** A dashboard in Grafana's own JSON, with every query found again by its pointer. Ids count panels in reading order. */
export const renderDashboard = (
  dashboard: DashboardModel,
  surroundings: Surroundings = { links: [] },
): DashboardPlan => {
  const { starts } = surroundings;
  const panels: (Panel | RowPanel)[] = [];
  const queries: DashboardQuery[] = [
    annotationQuery(0, firingAlertsTitle, firingOf(dashboard)),
    ...(starts === undefined ? [] : [annotationQuery(1, startsTitle, starts)]),
  ];
  let top = 0;
  for (const row of dashboard.rows) {
    const rendered = renderRow(row, panels.length, top);
    panels.push(...rendered.panels);
    queries.push(...rendered.queries);
    top = rendered.end;
  }
  const body = plainObject({ ...frame(dashboard, surroundings).build(), panels });
  return { uid: dashboard.uid, title: dashboard.title, folder: dashboard.folder, body, queries, path: dashboard.path };
};
