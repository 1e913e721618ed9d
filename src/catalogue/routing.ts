import type { Duration } from '../core/duration.ts';
import type { ChannelEntry } from './receiver.ts';

/** Which alerts are meant: by the values of their labels, `alertname` among them. Every condition must hold. */
export interface AlertMatchEntry {
  /** The label has one of these values; `''` stands for an alert without the label. */
  readonly when?: Readonly<Record<string, readonly string[]>>;
  /** The whole value of the label matches (RE2). */
  readonly matching?: Readonly<Record<string, string>>;
  /** The label has none of these values. */
  readonly except?: Readonly<Record<string, readonly string[]>>;
}

/** When a channel speaks, or is silent. */
export interface SpanEntry {
  /** Days by name or range: `monday:friday`. The week begins on Sunday. */
  readonly weekdays?: readonly string[];
  /** Times of the day, `09:00` to `18:00`; the end may be `24:00`. */
  readonly times?: readonly { readonly from: string; readonly to: string }[];
  /** Days of the month, `1:7`; `-1` is its last. */
  readonly days?: readonly string[];
  /** Months by name, number or range: `december`, `6:8`. */
  readonly months?: readonly string[];
  /** Years: `2026`, `2026:2028`. */
  readonly years?: readonly string[];
}

/** Hours with a name, for routes that speak only then, or are silent then. */
export interface HoursEntry {
  readonly id: string;
  /** IANA time zone. */
  readonly timezone: string;
  /** At least one; each is enough. */
  readonly spans: readonly SpanEntry[];
}

/** Planned work: warnings of services wait until it is over. */
export interface MaintenanceEntry extends HoursEntry {
  /** Ids. Default: all services. */
  readonly services?: readonly string[];
  /** Severities that wait. Default: warning and info; a critical alert may not wait unless somebody answers for it. */
  readonly severities?: readonly ('critical' | 'warning' | 'info')[];
}

/** A way for some alerts, before the blocks of teams. */
export interface RouteEntry extends AlertMatchEntry {
  readonly id: string;
  readonly to: ChannelEntry;
  /** Tell the teams as well. Default false: the route takes its alerts away from them. */
  readonly also?: boolean;
  /**
   * Of two routes that take the same alert, the one with the lower number is tried first; those that tell the teams as
   * well come before all others. Default 0, and the order of the ids.
   */
  readonly order?: number;
  /** Labels whose values make one message; `...` for one per alert. Default `['...']`. */
  readonly groupBy?: readonly string[];
  /** Default: as the stack says. */
  readonly groupWait?: Duration;
  /** Default: as the stack says. */
  readonly groupInterval?: Duration;
  /** How often a message is repeated while nothing changes: a multiple of the group interval. Default 4h. */
  readonly repeatInterval?: Duration;
  /** Ids of hours outside of which it is silent. */
  readonly during?: readonly string[];
  /** Ids of hours in which it is silent. */
  readonly notDuring?: readonly string[];
}

/** Alerts that say what another says already. */
export interface InhibitionEntry {
  readonly id: string;
  /** While one of these fires … */
  readonly source: AlertMatchEntry;
  /** … these are not told. */
  readonly target: AlertMatchEntry;
  /** Labels that both sides must share: at least one. */
  readonly equal: readonly string[];
}

/** Alerts that somebody decided not to hear for a while; written to `dist/silences.json`. */
export interface SilenceEntry extends AlertMatchEntry {
  readonly id: string;
  /** Team id: who answers for it. */
  readonly owner: string;
  readonly reason: string;
  /** First moment: a day, `2026-03-01`, or a moment in UTC, `2026-03-01T08:00:00Z`. */
  readonly from: string;
  /** Last day, or the moment when it ends. */
  readonly until: string;
}

/** Who hears of a critical alert that fires for long. */
export interface EscalationEntry {
  /** In the order of their times; at least one. */
  readonly levels: readonly { readonly after: Duration; readonly to: ChannelEntry }[];
}

/** How often a receiver of a team may be called. */
export interface RateLimitEntry {
  /** Name in Alertmanager. Default: every receiver of the team. */
  readonly receiver?: string;
  /** Most notifications … */
  readonly max: number;
  /** … within any window of this length. */
  readonly window: Duration;
}

/** Labels whose values make one message of a channel; `...` for one per alert. */
export interface GroupingEntry {
  /** Default `['...']`: a page never waits for the interval of a group that its alert joined. */
  readonly page?: readonly string[];
  /** Default `['alertname', 'service']`. */
  readonly notify?: readonly string[];
  /** Default `['service', 'severity']`. */
  readonly mail?: readonly string[];
  /** How soon a change of a group is told. Default: as the stack says, and 15m for mail. */
  readonly interval?: { readonly page?: Duration; readonly notify?: Duration; readonly mail?: Duration };
}

/** Channels for single severities, instead of page, notify and mail. */
export interface SeverityChannels {
  readonly critical?: ChannelEntry;
  readonly warning?: ChannelEntry;
  readonly info?: ChannelEntry;
}
