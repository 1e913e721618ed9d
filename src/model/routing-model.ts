import type { AlertSeverity } from '../ir/alert.ts';
import type { RouteMatcher } from '../ir/routing.ts';
import type { TimeInterval } from '../ir/time-interval.ts';
import type { ImportedRoutesModel } from './resolve-imported-routes.ts';

/** Who is told when, beside what follows from teams and their channels. Names are those in Alertmanager. */
export interface RoutingModel {
  /** In the order in which they are tried. */
  readonly routes: readonly RouteModel[];
  /** A tree that exists already: then its root is the root. */
  readonly imported?: ImportedRoutesModel;
  readonly intervals: readonly TimeInterval[];
  readonly maintenance: readonly MaintenanceModel[];
  readonly inhibitions: readonly InhibitionModel[];
  readonly silences: readonly SilenceModel[];
}

export interface RouteModel {
  readonly id: string;
  readonly path: string;
  readonly matchers: readonly RouteMatcher[];
  readonly receiver: string;
  readonly also: boolean;
  readonly groupBy: readonly string[];
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly repeatInterval: string;
  /** Names of time intervals. */
  readonly during: readonly string[];
  readonly notDuring: readonly string[];
}

export interface MaintenanceModel {
  /** Name of its time interval. */
  readonly interval: string;
  readonly path: string;
  /** Ids; undefined: all. */
  readonly services: readonly string[] | undefined;
  readonly severities: readonly AlertSeverity[];
}

export interface InhibitionModel {
  readonly id: string;
  readonly path: string;
  readonly source: readonly RouteMatcher[];
  readonly target: readonly RouteMatcher[];
  readonly equal: readonly string[];
}

export interface SilenceModel {
  readonly id: string;
  readonly path: string;
  readonly matchers: readonly RouteMatcher[];
  readonly owner: string;
  readonly reason: string;
  /** Moments in UTC, `2026-03-01T00:00:00Z`; the second is the first one after it. */
  readonly from: string;
  readonly until: string;
}

/** One step of an escalation. */
export interface EscalationLevel {
  /** Value of the label `escalation`: `l2`, `l3`, … */
  readonly level: string;
  /** How long a critical alert fires before. */
  readonly after: string;
  /** Name of its receiver. */
  readonly receiver: string;
}

/** When the channels are tested: in the first ten minutes of this hour, UTC, on the first such day of each month. */
export interface ChannelTestModel {
  /** 0 is Sunday, as PromQL counts. */
  readonly weekday: number;
  readonly hour: number;
}
