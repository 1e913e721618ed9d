import type { Labels } from '../ir/rule-group.ts';

/**
 * Something that exposes: a counter, a gauge, or a classic histogram with all of its series. `clock` is a gauge that
 * holds a time, so that a constant age is a value that grows by 1 each second.
 */
export interface Source {
  readonly kind: 'counter' | 'gauge' | 'clock' | 'histogram';
  /** Name of the metric; of a histogram, without suffix. */
  readonly name: string;
  readonly labels: Labels;
  /** Suffixes of the series of a histogram that are read; for the others, one empty suffix. */
  readonly parts: readonly string[];
  /** Upper bounds of a histogram, ascending, without `+Inf`. */
  readonly bounds: readonly number[];
  /** False for one that no selector takes in: it shows that a matcher is needed. */
  readonly live: boolean;
  /** Of a source that is not live: the one that it differs from in one label, by its place in the list. */
  readonly mirrors: number | undefined;
}

/** What a source does in one phase of a test. */
export interface Setting {
  readonly present: boolean;
  /** Growth per second of a counter, observations per second of a histogram, level of a gauge, age of a clock. */
  readonly amount: number;
  /** Where the observations of a histogram lie: 0 in the first bucket, 1 in the second, 1.5 in both alike. */
  readonly position: number;
  /** How often a gauge changes, per second. */
  readonly flips: number;
  /** Growth of a gauge per second. */
  readonly slope: number;
}

/** The settings of all sources, in their order. */
export type State = readonly Setting[];

/** The buckets of a histogram in order, `+Inf` last. */
export const bucketNames = ({ bounds }: Source): readonly string[] => [...bounds.map(String), '+Inf'];

/** Share of the observations in each bucket. */
export const sharesAt = (source: Source, position: number): readonly number[] => {
  const last = source.bounds.length;
  const at = Math.min(Math.max(position, 0), last);
  const lower = Math.min(Math.floor(at), last);
  return Array.from({ length: last + 1 }, (_, i) =>
    i === lower ? 1 - (at - lower) : i === lower + 1 ? at - lower : 0,
  );
};
