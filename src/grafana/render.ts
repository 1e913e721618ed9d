import { type Panel, RowBuilder, type RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelEntry, RowEntry } from '../catalogue/dashboard.ts';
import type { DashboardPlan, DashboardQuery } from '../ir/dashboard.ts';
import type { DashboardModel } from '../model/model.ts';
import { firingAlertsTitle, firingOf, frame, pageLink, startsTitle } from './frame.ts';
import { type Place, placeRow, sizeOf } from './layout.ts';
import { drafts } from './panels.ts';
import { type Plainer, plainer } from './plain.ts';
import { panelQueries } from './queries.ts';
import type { Surroundings } from './surroundings.ts';

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
    pointer: `/panels/${index}/targets/${target}/${key}`,
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
  const body = toPlain({ ...frame(dashboard, surroundings).build(), panels });
  return { uid: dashboard.uid, title: dashboard.title, folder: dashboard.folder, body, queries, path: dashboard.path };
};
