import type { RecordingRule } from '../ir/rule-group.ts';
import type { Lookup } from './metric-lookup.ts';
import type { Watched } from './watch.ts';

/** An alert, and what stands around it. */
export interface AlertSubject {
  readonly watched: Watched;
  /** Milliseconds between two evaluations of its group. */
  readonly evaluation: number;
  /** How far in the past its group is evaluated, in milliseconds. */
  readonly queryOffset: number;
  /** Other alerts of that name in the group: promtool asks for all of them at once. */
  readonly siblings: readonly Watched[];
  /** The recording rules of the group, in order. */
  readonly records: ReadonlySet<RecordingRule>;
  readonly lookup: Lookup;
}
