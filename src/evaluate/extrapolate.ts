import type { Points } from './points.ts';

/** What is asked of a stretch of samples: its range in milliseconds, and how its ends are treated. */
export interface Extrapolation {
  readonly start: number;
  readonly end: number;
  /** Whether a fall is a reset, and the value never below 0. */
  readonly counter: boolean;
  /** Whether the result is per second. */
  readonly perSecond: boolean;
}

/** The growth of a stretch between its first and last sample. */
const growth = ({ values, from, to }: Points, counter: boolean): number => {
  let result = (values[to - 1] ?? Number.NaN) - (values[from] ?? Number.NaN);
  if (!counter) return result;
  let previous = values[from] ?? Number.NaN;
  for (let i = from + 1; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (value < previous) result += previous;
    previous = value;
  }
  return result;
};

/**
 * What `rate`, `increase` and `delta` make of samples: their growth, extended to the ends of the range where the next
 * sample would have been expected within it, otherwise by half the average distance of samples, and never back beyond
 * the point where a counter would have been 0. Undefined for fewer than two samples.
 */
export const extrapolate = (points: Points, asked: Extrapolation): number | undefined => {
  const { times, values, from, to } = points;
  if (to - from < 2) return undefined;
  const { start, end, counter, perSecond } = asked;
  const firstTime = times[from] ?? 0;
  const lastTime = times[to - 1] ?? 0;
  const first = values[from] ?? Number.NaN;
  const grown = growth(points, counter);
  const covered = (lastTime - firstTime) / 1_000;
  const distance = covered / (to - from - 1);
  const threshold = distance * 1.1;
  const atMost = (duration: number): number => (duration >= threshold ? distance / 2 : duration);
  const sinceZero = counter && grown > 0 && first >= 0 ? covered * (first / grown) : Number.POSITIVE_INFINITY;
  const toStart = (firstTime - start) / 1_000;
  const before = Math.min(atMost(toStart), sinceZero);
  const extended = covered + before + atMost((end - lastTime) / 1_000);
  const factor = extended / covered;
  return grown * (perSecond ? factor / ((end - start) / 1_000) : factor);
};

/** What `irate` and `idelta` make of the last two samples; undefined for fewer. */
export const lastChange = ({ times, values, from, to }: Points, counter: boolean): number | undefined => {
  if (to - from < 2) return undefined;
  const last = values[to - 1] ?? Number.NaN;
  const previous = values[to - 2] ?? Number.NaN;
  if (!counter) return last - previous;
  const grown = last < previous ? last : last - previous;
  return grown / (((times[to - 1] ?? 0) - (times[to - 2] ?? 0)) / 1_000);
};
