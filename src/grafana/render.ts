import { RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelEntry, RowEntry } from '../catalogue/dashboard.ts';
import type { JsonObject } from '../core/json.ts';
import { mergePatch } from '../core/merge-patch.ts';
import type { DashboardPlan, DashboardQuery } from '../ir/dashboard.ts';
import type { DashboardModel } from '../model/model.ts';
import { queriesOfAnnotations, queriesOfPanel } from './found-queries.ts';
import { firingAlertsTitle, firingOf, frame, startsTitle } from './frame.ts';
import { type Place, placeRow, sizeOf } from './layout.ts';
import { pageLink } from './links.ts';
import { hasOwnSettings, rawPanel, withOwnSettings } from './own-settings.ts';
import { drafts } from './panels.ts';
import { type Plainer, plainer } from './plain.ts';
import { panelQueries } from './queries.ts';
import type { Surroundings } from './surroundings.ts';

interface Rendered {
  readonly panels: readonly object[];
  readonly queries: readonly DashboardQuery[];
}

/** Where a panel stands: its place, its pointer and its number. */
interface Position {
  readonly place: Place;
  readonly at: string;
  readonly id: number;
}

const renderPanel = (entry: PanelEntry, { place, at, id }: Position, toPlain: Plainer): Rendered => {
  if (entry.kind === 'raw') return ownPanel(rawPanel(entry, id, place), entry, at);
  const { datasource, ref, key, targets } = panelQueries(entry);
  const dressed = drafts[entry.kind](entry)
    .id(id)
    .title(entry.title)
    .description(entry.description)
    .gridPos({ ...place });
  const draft = entry.links === undefined ? dressed : dressed.links(entry.links.map(pageLink));
  const panel = (targets.length === 0 ? draft : draft.datasource(ref).targets(targets)).build();
  if (hasOwnSettings(entry)) return ownPanel(toPlain(panel), entry, at);
  const queries = (entry.queries ?? []).slice(0, targets.length).map((query, target) => ({
    pointer: `${at}/targets/${target}/${key}`,
    panel: entry.title,
    datasource,
    expr: query.expr,
    ...(query.legend === undefined ? {} : { legend: query.legend }),
  }));
  return { panels: [panel], queries };
};

/** What authors say in Grafana's own words may be queries too: they are found in the result. */
const ownPanel = (panel: JsonObject, entry: PanelEntry, at: string): Rendered => {
  const settled = withOwnSettings(panel, entry);
  return { panels: [settled], queries: queriesOfPanel(settled, at).map(query => ({ ...query, panel: entry.title })) };
};

/** How far a dashboard is rendered. */
interface Progress {
  /** Panels in its list. */
  readonly listed: number;
  /** First free line. */
  readonly top: number;
  /** The number of the next panel. */
  readonly nextId: () => number;
}

/** Panels stand beside the heading of an open row, and inside of that of a collapsed one, as Grafana stores them. */
const renderRow = (
  row: RowEntry,
  { listed, top, nextId }: Progress,
  toPlain: Plainer,
): Rendered & { readonly end: number } => {
  const { heading: hasHeading = true, collapsed = false, grafana } = row;
  const isCollapsed = hasHeading && collapsed;
  const { heading, panels: places, end } = placeRow(top, row.panels.map(sizeOf), hasHeading);
  const built = hasHeading
    ? [
        new RowBuilder(row.title)
          .id(nextId())
          .collapsed(isCollapsed)
          .gridPos({ ...heading })
          .build(),
      ]
    : [];
  const titles = grafana === undefined ? built : built.map(title => mergePatch(toPlain(title), grafana));
  const before = isCollapsed ? `/panels/${listed}/panels/` : '/panels/';
  const first = isCollapsed ? 0 : listed + titles.length;
  const rendered = row.panels.flatMap((entry, index) => {
    const place = places[index];
    const at = `${before}${first + index}`;
    return place === undefined ? [] : [renderPanel(entry, { place, at, id: ownId(entry) ?? nextId() }, toPlain)];
  });
  const panels = rendered.flatMap(part => part.panels);
  return {
    panels: isCollapsed ? titles.map(title => ({ ...title, panels })) : [...titles, ...panels],
    queries: rendered.flatMap(part => part.queries),
    end: isCollapsed ? top + 1 : end,
  };
};

const ownId = ({ grafana }: PanelEntry): number | undefined => {
  const id = grafana?.['id'];
  return typeof id === 'number' ? id : undefined;
};

/** Numbers in reading order, without those that panels gave themselves. */
const freeIds = (dashboard: DashboardModel): (() => number) => {
  const taken = new Set(dashboard.rows.flatMap(row => row.panels.flatMap(panel => ownId(panel) ?? [])));
  let last = 0;
  return () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
};

const annotationQuery = (index: number, panel: string, expr: string): DashboardQuery => ({
  pointer: `/annotations/list/${index}/expr`,
  panel,
  datasource: 'prometheus',
  expr,
});

/** A dashboard in Grafana's own JSON, with every query found again by its pointer. Ids count panels in reading order. */
export const renderDashboard = (
  dashboard: DashboardModel,
  surroundings: Surroundings = { links: [] },
  toPlain: Plainer = plainer(),
): DashboardPlan => {
  const { starts, schema } = surroundings;
  const built = frame(dashboard, surroundings).build();
  const page = schema === undefined ? built : { ...built, schemaVersion: schema };
  const own = dashboard.grafana === undefined ? undefined : mergePatch(toPlain(page), dashboard.grafana);
  const panels: object[] = [];
  const queries: DashboardQuery[] =
    own === undefined
      ? [
          annotationQuery(0, firingAlertsTitle, firingOf(dashboard)),
          ...(starts === undefined ? [] : [annotationQuery(1, startsTitle, starts)]),
        ]
      : [...queriesOfAnnotations(own)];
  const nextId = freeIds(dashboard);
  let top = 0;
  for (const row of dashboard.rows) {
    const rendered = renderRow(row, { listed: panels.length, top, nextId }, toPlain);
    panels.push(...rendered.panels);
    queries.push(...rendered.queries);
    top = rendered.end;
  }
  const { uid, title } = dashboard;
  const body = toPlain(own === undefined ? { ...page, panels } : { ...own, uid, title, panels });
  return { uid, title, folder: dashboard.folder, body, queries, path: dashboard.path };
};
