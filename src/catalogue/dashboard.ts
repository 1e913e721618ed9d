import type { JsonObject } from '../core/json.ts';
import type {
  ColumnEntry,
  LogCount,
  PanelEntry,
  PanelKind,
  PanelLink,
  PanelPlace,
  QueryEntry,
  RowEntry,
  StateEntry,
  ThresholdEntry,
  TraceSearch,
  Unit,
} from '../ir/panel.ts';

export type {
  ColumnEntry,
  LogCount,
  PanelEntry,
  PanelKind,
  PanelLink,
  PanelPlace,
  QueryEntry,
  RowEntry,
  StateEntry,
  ThresholdEntry,
  TraceSearch,
  Unit,
};

/** A choice on the page, offering the values of a label. Queries use it as `label=~"$name"`. */
export interface VariableEntry {
  /** Series name that carries the label. */
  readonly metric: string;
  readonly label: string;
  /** Heading of the choice. Default: the label. */
  readonly title?: string;
  /** Whether `All` also means series that lack the label. Default: no. */
  readonly unlabelled?: boolean;
}

export interface DashboardEntry {
  readonly id: string;
  /** Fixed for ever. Default: the id. */
  readonly uid?: string;
  readonly title: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly rows: readonly RowEntry[];
  /** Choices by the name of their variable, beside `$team`, `$service`, `$job` and `$instance`. */
  readonly variables?: Readonly<Record<string, VariableEntry>>;
  /** Default `30s`. */
  readonly refresh?: string;
  /** Default `6h`. */
  readonly range?: string;
  /**
   * Grafana's own settings of everything but the panels, laid over what is rendered: a JSON Merge Patch (RFC 7396).
   * `uid` and `title` stay as they are said here.
   */
  readonly grafana?: JsonObject;
}
