import type { Labels } from '../evaluate/labels.ts';

/** Why a receiver is told. */
export type NotificationCause =
  /** The group has an alert that its last message did not list. */
  | 'fires'
  /** The last alert of the group has ended, or one of several. */
  | 'ends'
  /** Nothing changed for longer than the repeat interval. */
  | 'repeats';

/** One message to a receiver. Times are in milliseconds. */
export interface Notification {
  readonly at: number;
  readonly receiver: string;
  /** The labels that the alerts of the group share, of those that the route groups by. */
  readonly group: Labels;
  readonly cause: NotificationCause;
  readonly firing: readonly Labels[];
  readonly resolved: readonly Labels[];
}

/** What Alertmanager remembers of the last message about a group to a receiver. */
export interface LogEntry {
  readonly at: number;
  readonly firing: ReadonlySet<Labels>;
  readonly resolved: ReadonlySet<Labels>;
}

const isSubset = (part: ReadonlySet<Labels>, whole: ReadonlySet<Labels>): boolean =>
  [...part].every(labels => whole.has(labels));

/**
 * Whether a message is due, and why. The repeat interval has to be over by more than the time that the last message
 * took: at a tick exactly one interval later it is not, and the group waits for the next.
 */
export const causeOf = (
  last: LogEntry | undefined,
  now: Omit<LogEntry, 'at'> & { readonly at: number },
  repeat: number,
  tellsResolved: boolean,
): NotificationCause | undefined => {
  const { firing, resolved } = now;
  if (last === undefined) return firing.size > 0 ? 'fires' : undefined;
  if (!isSubset(firing, last.firing)) return 'fires';
  if (firing.size === 0) return last.firing.size > 0 ? 'ends' : undefined;
  if (tellsResolved && !isSubset(resolved, last.resolved)) return 'ends';
  return now.at - last.at > repeat ? 'repeats' : undefined;
};
