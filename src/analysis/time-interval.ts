import { isTimeZone } from '../core/time-zone.ts';
import type { Route } from '../ir/routing.ts';
import type { TimeInterval, TimeSpan } from '../ir/time-interval.ts';
import { dayIsIn, minuteIsIn, type ReadSpan, readSpan } from './time-span.ts';

/** A moment as the clocks of a place show it. */
interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (location: string): Intl.DateTimeFormat => {
  const known = formats.get(location);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: location,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(location, format);
  return format;
};

/** What clocks show at `location`; daylight saving is the place's own. */
const localTime = (location: string, at: number): LocalTime => {
  const parts = new Map(
    formatOf(location)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return { year: part('year'), month: part('month'), day: part('day'), minute: part('hour') * 60 + part('minute') };
};

const read = new WeakMap<TimeSpan, ReadSpan>();

const spanOf = (span: TimeSpan): ReadSpan => {
  const known = read.get(span);
  if (known !== undefined) return known;
  const result = readSpan(span).span;
  read.set(span, result);
  return result;
};

/** Whether the moment (milliseconds since 1970) is in the span. A place that does not exist has no time. */
export const spanContains = (span: TimeSpan, at: number): boolean => {
  if (!isTimeZone(span.location)) return false;
  const { year, month, day, minute } = localTime(span.location, at);
  return minuteIsIn(spanOf(span), minute) && dayIsIn(spanOf(span), year, month, day);
};

/** Whether the moment is in any span of the interval; an interval without spans contains none. */
export const intervalContains = ({ spans }: TimeInterval, at: number): boolean =>
  spans.some(span => spanContains(span, at));

/**
 * Whether the route may speak at the moment: within one of its active intervals, if it has any, and within none that
 * mutes it. A name that nobody defines contains no moment.
 */
export const isOpen = (
  { activeTimeIntervals = [], muteTimeIntervals = [] }: Route,
  intervals: ReadonlyMap<string, TimeInterval>,
  at: number,
): boolean => {
  const contains = (name: string): boolean => {
    const interval = intervals.get(name);
    return interval !== undefined && intervalContains(interval, at);
  };
  return (activeTimeIntervals.length === 0 || activeTimeIntervals.some(contains)) && !muteTimeIntervals.some(contains);
};
