import type { Route } from '../ir/routing.ts';
import type { TimeInterval, TimeSpan } from '../ir/time-interval.ts';
import { isOpen } from './time-interval.ts';
import { readSpan } from './time-span.ts';

const minute = 60_000;
const day = 1_440 * minute;

/** Without years of its own an interval looks the same every year, but for leap days. */
const usualYears = { from: 2_027, to: 2_028 } as const;

const spansOf = (routes: readonly Route[], intervals: ReadonlyMap<string, TimeInterval>): readonly TimeSpan[] =>
  routes.flatMap(({ activeTimeIntervals = [], muteTimeIntervals = [] }) =>
    [...activeTimeIntervals, ...muteTimeIntervals].flatMap(name => intervals.get(name)?.spans ?? []),
  );

/**
 * The first moment, in milliseconds since 1970, at which none of the routes may speak; undefined when there is none.
 * Moments are tried as finely as the spans are written (zones differ by quarters of an hour), over whole years.
 */
export const silentMoment = (
  routes: readonly Route[],
  intervals: ReadonlyMap<string, TimeInterval>,
): number | undefined => {
  if (routes.some(({ activeTimeIntervals: active, muteTimeIntervals: mute }) => !active?.length && !mute?.length))
    return undefined;
  const spans = spansOf(routes, intervals).map(span => readSpan(span).span);
  const minutes = spans.flatMap(({ times }) => (times ?? []).flatMap(({ from, to }) => [from, to]));
  const step = minutes.every(at => at % 15 === 0) ? 15 : minutes.every(at => at % 5 === 0) ? 5 : 1;
  const years = spans.flatMap(({ years: ranges }) => (ranges ?? []).flatMap(({ from, to }) => [from, to]));
  const first = Math.min(...years, usualYears.from);
  const last = Math.min(Math.max(...years, usualYears.to), first + 10);
  const end = Date.UTC(last + 1, 0, 1);
  for (let from = Date.UTC(first, 0, 1); from < end; from += day)
    for (let at = from; at < from + day; at += step * minute)
      if (!routes.some(route => isOpen(route, intervals, at))) return at;
  return undefined;
};
