import type { JsonObject } from '../core/json.ts';

/** A dashboard as far as the preview draws it, free of the release that wrote it. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly folder: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly variables: readonly Variable[];
  readonly links: readonly DashboardLink[];
  readonly rows: readonly Row[];
  /** Seconds that it shows when it is opened. */
  readonly range: number;
  /** As its author wrote it: `30s`; empty when it refreshes by hand. */
  readonly refresh: string;
}

export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  /** What its values are asked with, or what they are. */
  readonly definition: string;
  /** Values that are chosen at first; none when the dashboard leaves that to Grafana. */
  readonly chosen: readonly string[];
  readonly includeAll: boolean;
  /** What stands for all of them, when the author says so. */
  readonly allValue: string | undefined;
  readonly multi: boolean;
  /** Filters what `definition` yields: a regular expression between slashes. */
  readonly pattern: string;
  readonly hidden: boolean;
}

/** A link to a page, or to all dashboards that carry the tags. */
export type DashboardLink =
  | { readonly kind: 'page'; readonly title: string; readonly url: string }
  | { readonly kind: 'tags'; readonly title: string; readonly tags: readonly string[] };

/** Panels below one heading; those above the first row of a dashboard have no title. */
export interface Row {
  readonly title: string | undefined;
  readonly collapsed: boolean;
  /** The variable for each of whose values Grafana repeats it. */
  readonly repeat: string | undefined;
  readonly panels: readonly Panel[];
}

/** Columns and rows of the grid; `y` counts from the top of the row. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export const panelKinds = [
  'timeseries',
  'stat',
  'gauge',
  'bargauge',
  'piechart',
  'table',
  'heatmap',
  'state-timeline',
  'text',
  'logs',
  'traces',
  'alertlist',
] as const;

export type PanelKind = (typeof panelKinds)[number] | 'other';

export interface Panel {
  /** Unlike any other of the page. */
  readonly id: string;
  readonly kind: PanelKind;
  /** As the dashboard names it. */
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly place: Place;
  readonly queries: readonly Query[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
  readonly field: FieldSettings;
  readonly overrides: readonly Override[];
  readonly options: JsonObject;
  readonly transformations: readonly { readonly id: string; readonly options: JsonObject }[];
  readonly repeat: string | undefined;
  readonly transparent: boolean;
}

export interface Query {
  readonly refId: string;
  readonly text: string;
  /** Name of the kind of data source; only `prometheus` is asked. */
  readonly source: string;
  readonly legend: string | undefined;
  readonly instant: boolean;
  readonly format: string;
  readonly hidden: boolean;
}

/** How values are written and coloured; what is undefined is left to what it overrides. */
export interface FieldSettings {
  readonly unit: string | undefined;
  readonly decimals: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly noValue: string | undefined;
  readonly displayName: string | undefined;
  readonly thresholds: Thresholds | undefined;
  readonly mappings: readonly Mapping[] | undefined;
  /** A colour that does not depend on the value. */
  readonly fixedColour: string | undefined;
  readonly custom: JsonObject;
}

export interface Override {
  readonly matcher: 'byName' | 'byRegexp' | 'byFrameRefID';
  readonly text: string;
  readonly field: FieldSettings;
}

export interface Thresholds {
  /** Steps are shares of the way from `min` to `max`. */
  readonly percentage: boolean;
  /** In rising order; the first has no bound below. */
  readonly steps: readonly { readonly from: number | null; readonly colour: string }[];
}

/** A text or a colour in place of values. */
export interface Mapping {
  readonly matches: (value: number) => boolean;
  /** The value, for a person. */
  readonly when: string;
  readonly text: string | undefined;
  readonly colour: string | undefined;
}
