import type { JsonObject } from '../core/json.ts';

/** Units as Grafana names them, the ones that dashboards need. */
export const units = [
  'short',
  'percentunit',
  'percent',
  's',
  'ms',
  'bytes',
  'Bps',
  'reqps',
  'ops',
  'cps',
  'bool',
  'none',
  'dateTimeFromNow',
] as const;

export type Unit = (typeof units)[number];

/** A number made from log lines: the query's `expr` is then Lucene, and Elasticsearch answers it. */
export interface LogCount {
  /** Field whose distinct values are counted, approximately. Default: the lines are counted. */
  readonly distinct?: string;
  /** Keyword field by whose values the lines are split. */
  readonly by?: string;
  /** How many of those values, the most frequent first. Default 10. */
  readonly top?: number;
  /** Length of a step in time, such as `1d`. Default: Grafana's choice; a table or pie has no steps. */
  readonly every?: string;
}

/** Which traces of the service that `expr` names are listed. */
export interface TraceSearch {
  /** Only slower ones, such as `500ms`. */
  readonly minDuration?: string;
  /** Tags in Jaeger's own notation: `error=true`. */
  readonly tags?: string;
  /** How many. Default 20. */
  readonly limit?: number;
}

export interface QueryEntry {
  /** PromQL; Grafana variables are allowed. For a `logs` panel: Lucene. For a `traces` panel: the service's name. */
  readonly expr: string;
  /** Legend with `{{label}}` templates. */
  readonly legend?: string;
  /**
   * Whether single traces are marked on the graph. Default: on histograms of services that send spans, in a stack that
   * keeps exemplars.
   */
  readonly exemplars?: boolean;
  readonly logs?: LogCount;
  readonly traces?: TraceSearch;
  /** Grafana's own settings of the query, laid over what is rendered: a JSON Merge Patch (RFC 7396), `null` removes. */
  readonly grafana?: JsonObject;
}

export interface ThresholdEntry {
  readonly at: number;
  readonly color: 'green' | 'yellow' | 'orange' | 'red' | 'blue';
}

/** Where a panel stands in its row. */
export interface PanelPlace {
  /** Columns from the left, 0 to 23. */
  readonly x: number;
  /** Rows of 30 pixels below the heading. */
  readonly y: number;
}

export interface PanelLink {
  readonly title: string;
  readonly url: string;
}

/** What a number means, in a word and a colour. */
export interface StateEntry {
  readonly is: number;
  readonly text: string;
  readonly color: ThresholdEntry['color'];
}

/** How one column of a table looks. */
export interface ColumnEntry {
  /** Heading. Default: the label, or the legend of the query. */
  readonly title?: string;
  readonly unit?: Unit;
  /** Pixels. Default: what is left, in equal parts. */
  readonly width?: number;
  /** What stands in a cell instead of a label's value, by that value. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Colours of cells by a label's value. */
  readonly colors?: Readonly<Record<string, ThresholdEntry['color']>>;
  readonly thresholds?: readonly ThresholdEntry[];
  readonly states?: readonly StateEntry[];
  /** Where a cell leads; `${__value.raw}` in its address is the cell's own value. */
  readonly link?: PanelLink;
}

/**
 * Kinds of panels. `bar-gauge` compares a few values, `alert-list` and `text` ask nothing, `raw` is a panel in Grafana's
 * own JSON. `alert-table` is a table with the labels `alertname`, `service` and `action` (both joined by a slash): what is
 * done about an alert is looked up.
 * `baseline` draws what is usual behind what is: its queries are called Now, A week ago, Usual, Low and High.
 */
export type PanelKind =
  | 'timeseries'
  | 'stat'
  | 'gauge'
  | 'bar-gauge'
  | 'pie'
  | 'heatmap'
  | 'table'
  | 'logs'
  | 'traces'
  | 'alert-list'
  | 'alert-table'
  | 'baseline'
  | 'text'
  | 'state-timeline'
  | 'raw';

export interface PanelEntry {
  readonly kind: PanelKind;
  readonly title: string;
  /** What a reader learns from it and what is bad; shown behind the info icon. */
  readonly description: string;
  readonly unit?: Unit;
  /** Digits after the point. Default: what fits the unit. */
  readonly decimals?: number;
  /** Shown where a query returns nothing. Default `No data`. */
  readonly noData?: string;
  readonly queries?: readonly QueryEntry[];
  /** Markdown of a `text` panel. */
  readonly text?: string;
  /** Matchers of the alerts of an `alert-list`: `service="api"`. Default: all. */
  readonly matching?: string;
  readonly thresholds?: readonly ThresholdEntry[];
  /** Words for numbers, of a `stat`, a `state-timeline` or a table. */
  readonly states?: readonly StateEntry[];
  /** Columns of a table, by label, or by the legend of their query. */
  readonly columns?: Readonly<Record<string, ColumnEntry>>;
  /** Where a value leads; `${__field.labels.slo}` in an address is a label of its series. */
  readonly valueLinks?: readonly PanelLink[];
  /**
   * Names of alerts about what the panel shows. Their limits become thresholds where none are written, so that graph
   * and alert cannot differ, and links lead to the alerts and their runbooks.
   */
  readonly alerts?: readonly string[];
  readonly links?: readonly PanelLink[];
  /** Columns of 24. Default 8 (stat 6, text, logs, traces and alert-list 24). */
  readonly width?: number;
  /** Rows of 30 pixels. Default 8 (stat 4, text 3). */
  readonly height?: number;
  /** Fixed place; what follows flows on from here. Default: beside the panel before it, or below. */
  readonly at?: PanelPlace;
  /** A `raw` panel in Grafana's own JSON, as it is but for `id` and `gridPos`. */
  readonly raw?: JsonObject;
  /**
   * Grafana's own settings, laid over the rendered panel: a JSON Merge Patch (RFC 7396), in which `null` removes a key
   * and a list replaces a list.
   */
  readonly grafana?: JsonObject;
}

export interface RowEntry {
  readonly title: string;
  readonly panels: readonly PanelEntry[];
  /** Whether its panels are hidden, and ask nothing, until somebody opens it. Default: open. */
  readonly collapsed?: boolean;
  /** `false` leaves the line of the title out. Default: there is one. */
  readonly heading?: boolean;
  /** Grafana's own settings of the heading, such as `repeat`, laid over it as a JSON Merge Patch. */
  readonly grafana?: JsonObject;
}
