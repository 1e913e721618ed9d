const day = 86_400_000;

/** The date of a time in seconds, which loses its fraction. */
const dateOf = (seconds: number): Date => new Date(Math.trunc(seconds) * 1_000);

const daysInMonth = (date: Date): number =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / day) + 1;

const table: Readonly<Record<string, (date: Date) => number>> = {
  day_of_month: date => date.getUTCDate(),
  day_of_week: date => date.getUTCDay(),
  day_of_year: dayOfYear,
  days_in_month: daysInMonth,
  hour: date => date.getUTCHours(),
  minute: date => date.getUTCMinutes(),
  month: date => date.getUTCMonth() + 1,
  year: date => date.getUTCFullYear(),
};

const byName: ReadonlyMap<string, (date: Date) => number> = new Map(Object.entries(table));

/**
 * A function from a time in seconds to a part of its date in UTC. Its result is undefined for times outside
 * of the years 100 to 9999: Prometheus answers with whatever its machine makes of the largest ones, and JavaScript
 * takes the smallest for years of the last century.
 */
export const calendarNamed = (name: string): ((seconds: number) => number | undefined) | undefined => {
  const part = byName.get(name);
  if (part === undefined) return undefined;
  return seconds => {
    const date = dateOf(seconds);
    const year = date.getUTCFullYear();
    return year >= 100 && year <= 9_999 ? part(date) : undefined;
  };
};
