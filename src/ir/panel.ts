/** Units as Grafana names them, the ones that dashboards need. */
export type Unit =
  | 'short'
  | 'percentunit'
  | 'percent'
  | 's'
  | 'ms'
  | 'bytes'
  | 'Bps'
  | 'reqps'
  | 'ops'
  | 'cps'
  | 'bool'
  | 'none'
  | 'dateTimeFromNow';

export interface QueryEntry {
  /** PromQL; Grafana variables are allowed. For a `logs` panel: a Lucene query. */
  readonly expr: string;
  /** Legend with `{{label}}` templates. */
  readonly legend?: string;
}

export interface ThresholdEntry {
  readonly at: number;
  readonly color: 'green' | 'yellow' | 'orange' | 'red' | 'blue';
}

export interface PanelEntry {
  readonly kind: 'timeseries' | 'stat' | 'gauge' | 'heatmap' | 'table' | 'logs' | 'text' | 'state-timeline';
  readonly title: string;
  /** What a reader learns from it and what is bad; shown behind the info icon. */
  readonly description: string;
  readonly unit?: Unit;
  readonly queries?: readonly QueryEntry[];
  /** Markdown of a `text` panel. */
  readonly text?: string;
  readonly thresholds?: readonly ThresholdEntry[];
  /** Columns of 24. Default 8 (stat 6, text and logs 24). */
  readonly width?: number;
  /** Rows of 30 pixels. Default 8 (stat 4, text 3). */
  readonly height?: number;
}

export interface RowEntry {
  readonly title: string;
  readonly panels: readonly PanelEntry[];
}
