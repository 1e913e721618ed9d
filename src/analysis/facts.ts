import type { AlertFact } from './alert-routing.ts';
import type { Capacity } from './capacity.ts';
import type { DocumentNeed } from './documents-load.ts';
import type { ExposureInterval } from './exposure-interval.ts';
import type { PlannedExpression } from './expressions.ts';
import type { JobExposure } from './job-exposures.ts';
import type { SeriesIndex } from './series-index.ts';
import type { TimeToNotify } from './time-to-notify.ts';
import type { UsedSeries } from './used-series.ts';

/** What is true of the whole plan. */
export interface Facts {
  readonly expressions: readonly PlannedExpression[];
  readonly series: SeriesIndex;
  /** How often a series is scraped. */
  readonly exposureInterval: ExposureInterval;
  readonly alerts: readonly AlertFact[];
  /** How long each of them takes to be told. */
  readonly timesToNotify: readonly TimeToNotify[];
  /** Every job with what it brings in. */
  readonly exposures: readonly JobExposure[];
  /** Of the jobs that store only what is used: what that is. */
  readonly used: ReadonlyMap<string, UsedSeries>;
  readonly capacity: Capacity;
  readonly documents: DocumentNeed;
}
