import type { TimeSpan } from '../ir/time-interval.ts';

/** A range of numbers, both ends included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** A span as numbers. A condition that is not given is undefined; an empty list can never hold. */
export interface ReadSpan {
  /** Minutes of the day; the end is the first one after it. */
  readonly times: readonly NumberRange[] | undefined;
  /** 0 is Sunday. */
  readonly weekdays: readonly NumberRange[] | undefined;
  readonly days: readonly NumberRange[] | undefined;
  /** 1 is January. */
  readonly months: readonly NumberRange[] | undefined;
  readonly years: readonly NumberRange[] | undefined;
  readonly location: string;
}

const weekdayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const minuteOfDay = (text: string): number | undefined => {
  const match = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text);
  if (match === null) return undefined;
  return text === '24:00' ? 1_440 : Number(match[1]) * 60 + Number(match[2]);
};

const integer = (text: string): number | undefined => (/^-?\d{1,5}$/.test(text) ? Number(text) : undefined);
const nameOrNumber =
  (names: readonly string[], first: number) =>
  (text: string): number | undefined => {
    const at = names.indexOf(text.toLowerCase());
    return at < 0 ? undefined : at + first;
  };
const weekday = nameOrNumber(weekdayNames, 0);
const month = (text: string): number | undefined => nameOrNumber(monthNames, 1)(text) ?? integer(text);

interface Unit {
  readonly what: string;
  readonly read: (text: string) => number | undefined;
  readonly isIn: (value: number) => boolean;
  readonly example: string;
}

const units = {
  weekdays: { what: 'weekday', read: weekday, isIn: () => true, example: 'monday:friday' },
  days_of_month: {
    what: 'day of the month',
    read: integer,
    isIn: day => day !== 0 && Math.abs(day) <= 31,
    example: '1:7 or -1',
  },
  months: { what: 'month', read: month, isIn: value => value >= 1 && value <= 12, example: 'january:march or 7' },
  years: { what: 'year', read: integer, isIn: year => year >= 0, example: '2026' },
} as const satisfies Readonly<Record<string, Unit>>;

const readRange = (unit: Unit, text: string): NumberRange | string => {
  const parts = text.split(':');
  const [first = '', last = first] = parts;
  const [from, to] = [unit.read(first), unit.read(last)];
  if (parts.length > 2 || from === undefined || to === undefined || !unit.isIn(from) || !unit.isIn(to))
    return `"${text}" is no ${unit.what} or range of them, such as ${unit.example}`;
  // Days counted from the end are compared among themselves only.
  if (from < 0 && to > 0) return `"${text}" begins at the end of the month and ends at its beginning`;
  if (from > to && from < 0 === to < 0) return `"${text}" ends before it begins`;
  return { from, to };
};

const rangesOf = (
  unit: Unit,
  texts: readonly string[] | undefined,
  mistakes: string[],
): readonly NumberRange[] | undefined =>
  texts?.flatMap(text => {
    const range = readRange(unit, text);
    if (typeof range !== 'string') return [range];
    mistakes.push(range);
    return [];
  });

const timesOf = (span: TimeSpan, mistakes: string[]): readonly NumberRange[] | undefined =>
  span.times?.flatMap(({ start_time: start, end_time: end }) => {
    const [from, to] = [minuteOfDay(start), minuteOfDay(end)];
    const wrong = [start, end].filter((_, i) => [from, to][i] === undefined);
    for (const text of wrong) mistakes.push(`"${text}" is no time of a day from 00:00 to 24:00`);
    if (from === undefined || to === undefined) return [];
    if (from < to) return [{ from, to }];
    mistakes.push(`${start} to ${end} is empty: a span that crosses midnight is two, the first until 24:00`);
    return [];
  });

/** A span as Alertmanager reads it, and what it would refuse. */
export const readSpan = (span: TimeSpan): { readonly span: ReadSpan; readonly mistakes: readonly string[] } => {
  const mistakes: string[] = [];
  return {
    span: {
      times: timesOf(span, mistakes),
      weekdays: rangesOf(units.weekdays, span.weekdays, mistakes),
      days: rangesOf(units.days_of_month, span.days_of_month, mistakes),
      months: rangesOf(units.months, span.months, mistakes),
      years: rangesOf(units.years, span.years, mistakes),
      location: span.location,
    },
    mistakes,
  };
};

const within = (ranges: readonly NumberRange[] | undefined, value: number): boolean =>
  ranges === undefined || ranges.some(({ from, to }) => value >= from && value <= to);

/** Days of a month of the proleptic Gregorian calendar. */
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const dayWithin = (ranges: readonly NumberRange[] | undefined, day: number, last: number): boolean =>
  ranges === undefined ||
  ranges.some(({ from, to }) => {
    const [begin, end] = [from, to].map(value => (value < 0 ? last + value + 1 : value));
    // A range that begins after the month has ended does not slip into its last day; an end beyond it is its last day.
    return begin !== undefined && end !== undefined && begin <= last && day >= begin && day <= Math.min(end, last);
  });

/** Whether a calendar day is in the span, its time of the day aside. */
export const dayIsIn = (span: ReadSpan, year: number, month: number, day: number): boolean =>
  within(span.years, year) &&
  within(span.months, month) &&
  within(span.weekdays, new Date(Date.UTC(year, month - 1, day)).getUTCDay()) &&
  dayWithin(span.days, day, daysIn(year, month));

/** Whether a minute of the day is in the span. */
export const minuteIsIn = ({ times }: ReadSpan, minute: number): boolean =>
  times === undefined || times.some(({ from, to }) => minute >= from && minute < to);

/** Whether any moment is in the span: 31 February never comes. */
export const isPossible = (span: ReadSpan): boolean => {
  if (span.times?.length === 0) return false;
  const years =
    span.years?.flatMap(({ from, to }) =>
      // The calendar repeats itself every 400 years.
      Array.from({ length: Math.min(to - from, 400) + 1 }, (_, i) => from + i),
    ) ?? Array.from({ length: 28 }, (_, i) => 2_000 + i);
  return years.some(year => {
    for (let month = 1; month <= 12; month++)
      for (let day = 1; day <= daysIn(year, month); day++) if (dayIsIn(span, year, month, day)) return true;
    return false;
  });
};
