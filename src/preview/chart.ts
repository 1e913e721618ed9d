/**
 * What the page draws with its charting library. Both sides of the page agree on this: the command writes it, the script
 * of the page reads it.
 */
export interface Chart {
  readonly kind: 'lines' | 'heatmap';
  /** Seconds since 1970 of the first point, and between two of them. */
  readonly start: number;
  readonly step: number;
  readonly count: number;
  readonly unit: string | null;
  readonly decimals: number | null;
  /** Bounds of the scale. Soft ones give way to values. */
  readonly min: number | null;
  readonly max: number | null;
  readonly softMin: number | null;
  readonly softMax: number | null;
  readonly logarithmic: boolean;
  readonly stacked: boolean;
  /** Limits, each in its colour. */
  readonly lines: readonly { readonly at: number; readonly colour: string }[];
  readonly series: readonly ChartSeries[];
}

export interface ChartSeries {
  readonly name: string;
  readonly colour: string;
  readonly unit: string | null;
  readonly decimals: number | null;
  readonly draw: 'line' | 'bars' | 'points';
  readonly width: number;
  /** Opacity below the line, from 0 to 1. */
  readonly fill: number;
  readonly dashed: boolean;
  readonly stepped: boolean;
  /** Joins points across those that are missing. */
  readonly bridged: boolean;
  /** Values by step, with commas between them; nothing where there is none. */
  readonly values: string;
}
