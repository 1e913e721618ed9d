import type { PanelEntry, QueryEntry, RowEntry, ThresholdEntry, Unit } from '../ir/panel.ts';

export type { PanelEntry, QueryEntry, RowEntry, ThresholdEntry, Unit };

export interface DashboardEntry {
  readonly id: string;
  /** Fixed for ever. Default: the id. */
  readonly uid?: string;
  readonly title: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly rows: readonly RowEntry[];
  /** Default `30s`. */
  readonly refresh?: string;
  /** Default `6h`. */
  readonly range?: string;
}
