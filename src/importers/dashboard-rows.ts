import type { PanelEntry, PanelPlace, RowEntry } from '../catalogue/dashboard.ts';
import type { DashboardDrawing } from './dashboard-drawing.ts';
import type { ReadPanel } from './dashboard-panels.ts';
import type { Section } from './dashboard-sections.ts';
import { without, wordOf } from './json-parts.ts';
import { normalHeading } from './normal-dashboard.ts';

/** A row of the program: panels flow to their places, and those that would flow elsewhere are fixed. */
export const rowEntry = (
  { heading, isCollapsed, panels }: Section,
  read: readonly ReadPanel[],
  drawing: DashboardDrawing,
): RowEntry => {
  const settings = heading === undefined ? {} : without(normalHeading(heading.panel), ['type', 'title']);
  return {
    title: heading === undefined ? '' : wordOf(heading.panel['title']),
    ...(heading === undefined ? { heading: false } : {}),
    ...(isCollapsed ? { collapsed: true } : {}),
    panels: placed(
      panels.flatMap(({ place }, index) => {
        const entry = read[index]?.entry;
        return entry === undefined ? [] : [{ entry, place }];
      }),
      drawing,
    ),
    ...(Object.keys(settings).length === 0 ? {} : { grafana: settings }),
  };
};

interface Placed {
  readonly entry: PanelEntry;
  readonly place: PanelPlace & { readonly w: number; readonly h: number };
}

const placed = (panels: readonly Placed[], { flow }: DashboardDrawing): readonly PanelEntry[] => {
  const sizes: { width: number; height: number; at?: PanelPlace }[] = [];
  return panels.map(({ entry, place: { x, y, w, h } }) => {
    const size = { width: w, height: h };
    const next = flow([...sizes, size]).at(-1);
    const isThere = next?.x === x && next.y === y;
    sizes.push(isThere ? size : { ...size, at: { x, y } });
    return isThere ? entry : { ...entry, at: { x, y } };
  });
};
