import type { Duration } from '../core/duration.ts';

/** When something happens. */
interface Happening {
  /** Time from the beginning. */
  readonly at: Duration;
  /** How long it lasts. Default: to the end. */
  readonly for?: Duration;
}

/** Something of a service that goes wrong. */
interface ServiceHappening extends Happening {
  /** Its id. */
  readonly service: string;
}

/** No process of the service answers: scrapes and probes of it fail. */
export interface DownEvent extends ServiceHappening {
  readonly kind: 'down';
}

/** A machine is gone, and every process on it. Machines are numbered from 1. */
export interface NodeDownEvent extends Happening {
  readonly kind: 'node-down';
  readonly node: number;
}

/** A share of the requests fails. */
export interface ErrorsEvent extends ServiceHappening {
  readonly kind: 'errors';
  /** From 0 to 1. */
  readonly ratio: number;
}

/** Every request takes so long. */
export interface LatencyEvent extends ServiceHappening {
  readonly kind: 'latency';
  readonly takes: Duration;
}

/** Nobody asks for anything. */
export interface NoTrafficEvent extends ServiceHappening {
  readonly kind: 'no-traffic';
}

/** Every process is started anew at that moment: counters begin at 0. */
export interface DeployEvent {
  readonly kind: 'deploy';
  readonly at: Duration;
  readonly service: string;
}

/** A metric has another value, or grows by it per second when it is a counter. */
export interface SetEvent extends Happening {
  readonly kind: 'set';
  /** The name of a series: of a gauge, or of a counter. */
  readonly metric: string;
  /** Only series with these labels. Default: all of the name. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One thing that happens in a scenario. */
export type ScenarioEvent =
  | DownEvent
  | NodeDownEvent
  | ErrorsEvent
  | LatencyEvent
  | NoTrafficEvent
  | DeployEvent
  | SetEvent;

/** A timeline that is played through the rules, routes and hours of a stack. */
export interface Scenario {
  /** When it ends, counted from its beginning. At most a day. */
  readonly until: Duration;
  readonly events: readonly ScenarioEvent[];
  /** The moment at which it begins, in UTC. Default: a Monday at ten, `2026-01-05T10:00:00Z`. */
  readonly start?: string;
  /** How long all was well before. Alerts that look further back are not played. Default: 1h, at most a day. */
  readonly history?: Duration;
  /** Requests per second of every label combination of a process. Default: 1. */
  readonly traffic?: number;
  /** Values of gauges while all is well, by the name of the series. Default: what keeps their alerts quiet, if any does. */
  readonly calm?: Readonly<Record<string, number>>;
}
