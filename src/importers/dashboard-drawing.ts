import type { DashboardEntry, PanelPlace } from '../catalogue/dashboard.ts';
import type { JsonObject } from '../core/json.ts';

/** How a stack draws dashboards. An import compares what it wrote with what comes of it. */
export interface DashboardDrawing {
  /** The JSON of a dashboard of the stack itself. */
  readonly draw: (entry: DashboardEntry) => JsonObject;
  /** Where panels of these sizes stand below the heading of their row. */
  readonly flow: (
    sizes: readonly { readonly width: number; readonly height: number; readonly at?: PanelPlace }[],
  ) => readonly PanelPlace[];
  /** Uids of the pages that every stack has. */
  readonly uids: ReadonlySet<string>;
}
