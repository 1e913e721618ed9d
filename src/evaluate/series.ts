import type { Labels } from './labels.ts';

/** One value of a series at a time. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly t: number;
  readonly v: number;
  /** Present on the marker that ends a series before its lookback does; `v` means nothing then. */
  readonly stale?: true;
}

/** A series and what it held, oldest first, at most one sample per millisecond. */
export interface InputSeries {
  /** With the name of the metric as `__name__`. */
  readonly labels: Labels;
  readonly samples: readonly Sample[];
}
