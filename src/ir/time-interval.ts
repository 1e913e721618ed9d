/**
 * When something holds, in Alertmanager's own keys: every condition that is given must hold at once, and one entry of
 * it is enough. Ranges are inclusive (`monday:friday`), but for times, whose end is the first minute after it.
 */
export type TimeSpan = {
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
  readonly weekdays?: readonly string[];
  /** Negative days count from the end of the month: `-1` is its last day. */
  readonly days_of_month?: readonly string[];
  readonly months?: readonly string[];
  readonly years?: readonly string[];
  /** IANA time zone. Alertmanager would read an interval without one in UTC. */
  readonly location: string;
};

/** A named time interval: any of its spans is enough. */
export interface TimeInterval {
  readonly name: string;
  readonly spans: readonly TimeSpan[];
  readonly path: string;
}
