import type { JsonObject } from '../core/json.ts';
import { unifySources } from './dashboard-sources.ts';
import { objectOf } from './json-parts.ts';
import { migrateLibraryPanel } from './library-panel.ts';
import { mapPanels } from './map-panels.ts';
import { migratePanel } from './migrate-panel.ts';
import { migrateRows } from './migrate-rows.ts';

/** A dashboard as today's Grafana would store it for this stack, and what was changed for that. */
export interface PreparedDashboard {
  readonly body: JsonObject;
  /** About the page as a whole: sentences. */
  readonly notes: readonly string[];
  /** About panels, by their pointers in `body`: sentences without a subject and an end. */
  readonly panelNotes: ReadonlyMap<string, readonly string[]>;
  /** Where a panel stood in the file, where it did not stand at its pointer. */
  readonly pointers: ReadonlyMap<string, string>;
}

/** `ours` is the choice of the metrics' data source as the stack has it on its own pages. */
export const prepareDashboard = (source: JsonObject, ours: JsonObject): PreparedDashboard => {
  const { body: gridded, pointers } = migrateRows(source);
  const elements = objectOf(source['__elements']);
  const panelNotes = new Map<string, readonly string[]>();
  const migrated = mapPanels(gridded, (panel, pointer) => {
    const own = migrateLibraryPanel(panel, elements);
    const today = migratePanel(own.panel);
    const notes = [...own.notes, ...today.notes];
    if (notes.length > 0) panelNotes.set(pointer, notes);
    return today.panel;
  });
  const { body, notes } = unifySources(migrated, ours);
  return {
    body,
    notes: [
      ...(gridded === source ? [] : ['Its panels stood in rows of twelve columns, and stand on the grid.']),
      ...notes,
    ],
    panelNotes,
    pointers,
  };
};
