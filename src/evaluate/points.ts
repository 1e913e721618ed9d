import type { StoredSeries } from './storage.ts';

/** A stretch of samples in columns: positions `from` (included) to `to` (excluded). None of them is a stale marker. */
export interface Points {
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** The first position whose time is after `t`, or at it when `included`. */
export const firstAfter = (times: readonly number[], t: number, included: boolean): number => {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const time = times[middle] ?? 0;
    if (included ? time < t : time <= t) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The position of the newest sample at `t`, at most `lookback` old and not stale; -1 when there is none. */
export const positionAt = ({ times, stale }: StoredSeries, t: number, lookback: number, leftOpen: boolean): number => {
  const position = firstAfter(times, t, false) - 1;
  if (position < 0) return -1;
  const age = t - (times[position] ?? 0);
  return age > lookback || (leftOpen && age === lookback) || stale.has(position) ? -1 : position;
};

/** The samples between two times, the end included and the start only when the range is not left open. */
export const pointsBetween = (
  { times, values, stale }: Pick<StoredSeries, 'times' | 'values' | 'stale'>,
  start: number,
  end: number,
  leftOpen: boolean,
): Points => {
  const from = firstAfter(times, start, !leftOpen);
  const to = firstAfter(times, end, false);
  if (stale.size === 0) return { times, values, from, to };
  const kept: number[] = [];
  for (let i = from; i < to; i++) if (!stale.has(i)) kept.push(i);
  if (kept.length === to - from) return { times, values, from, to };
  return {
    times: kept.map(i => times[i] ?? 0),
    values: kept.map(i => values[i] ?? Number.NaN),
    from: 0,
    to: kept.length,
  };
};
