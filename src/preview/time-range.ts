import { formatDuration } from '../core/duration.ts';

/** Six hours, as Grafana shows where a dashboard says nothing. */
const usual = 6 * 3_600;

const units: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3_600],
  ['d', 86_400],
  ['w', 604_800],
  ['M', 30 * 86_400],
  ['Q', 91 * 86_400],
  ['y', 365 * 86_400],
]);

/** Seconds from `now-6h` to `now`. What ends earlier, or begins with a calendar day, is shown by its length up to now. */
export const secondsOf = (from: string | undefined, to: string | undefined): number => {
  const back = (text: string | undefined): number | undefined => {
    const [, rest = '', rounded] = /^now((?:-\d+[smhdwMQy])*)(?:\/([smhdwMQy]))?$/.exec(text ?? '') ?? [undefined, '?'];
    if (rest === '?') return undefined;
    const steps = [...rest.matchAll(/-(\d+)([smhdwMQy])/g)];
    const total = steps.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units.get(unit) ?? 0), 0);
    return total === 0 && rounded !== undefined ? (units.get(rounded) ?? 0) : total;
  };
  const start = back(from);
  if (start === undefined) return usual;
  const end = to === 'now' || to === undefined || to.startsWith('now/') ? 0 : (back(to) ?? 0);
  return start - end > 0 ? start - end : usual;
};

/** The times at which range queries are evaluated, and what the interval variables stand for. All in seconds. */
export interface Timing {
  readonly start: number;
  readonly end: number;
  /** When instant queries are evaluated: the end of the range is a whole step and may lie before it. */
  readonly now: number;
  readonly step: number;
  readonly scrape: number;
}

/** Points on a graph: more than a panel of this page has pixels for each of its lines. */
const points = 240;

/** Steps that a person can name, as Grafana rounds them. */
const steps = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
];

/** Steps lie on whole multiples, so that a later preview evaluates the same points. */
export const timingOf = (range: number, now: number, scrape: number): Timing => {
  const wanted = Math.max(range / points, scrape);
  const step = steps.find(each => each >= wanted) ?? Math.ceil(wanted / 86_400) * 86_400;
  const end = Math.floor(now / step) * step;
  return { start: end - Math.floor(range / step) * step, end, now, step, scrape };
};

const text = (seconds: number): string => formatDuration(seconds * 1_000);

/** Grafana's own variables. `$__rate_interval` is never less than four scrapes. */
export const builtIns = ({ start, end, step, scrape }: Timing): ReadonlyMap<string, string> => {
  const range = end - start;
  return new Map([
    ['__interval', text(step)],
    ['__interval_ms', String(step * 1_000)],
    ['__rate_interval', text(Math.max(step + scrape, 4 * scrape))],
    ['__rate_interval_ms', String(Math.max(step + scrape, 4 * scrape) * 1_000)],
    ['__range', text(range)],
    ['__range_s', String(range)],
    ['__range_ms', String(range * 1_000)],
    ['__from', String(start * 1_000)],
    ['__to', String(end * 1_000)],
  ]);
};
