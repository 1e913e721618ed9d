import type { SloWindow, TimeSliceEntry } from '../catalogue/slo.ts';
import { compareDecimals, decimal, formatDecimal, multiply, parseDecimal } from '../core/decimal.ts';
import type { Duration } from '../core/duration.ts';
import { type Fields, lower } from './fields.ts';
import { rollingWindow, singleUnit } from './slo-fields.ts';
import { isRefusal, type Refusal } from './slo-source.ts';

const minute = 60_000;
const day = 1_440 * minute;
/** A month of a rolling window has 30 days, a quarter 90, a year 365. */
const units: ReadonlyMap<string, number> = new Map([
  ['m', minute],
  ['h', 60 * minute],
  ['d', day],
  ['w', 7 * day],
  ['M', 30 * day],
  ['Q', 90 * day],
  ['Y', 365 * day],
]);

/** Milliseconds of a duration such as `4w` or `1M`, or undefined when the text is none. */
export const shorthand = (text: string): number | undefined => {
  const [, count, unit] = /^([1-9]\d{0,6})([mhdwMQY])$/.exec(text) ?? [];
  const length = units.get(unit ?? '');
  return count === undefined || length === undefined ? undefined : Number(count) * length;
};

/** The time window of an objective: rolling, or the calendar month. */
export const readTimeWindow = (spec: Fields): SloWindow | Refusal => {
  const [window, second] = spec.maps('timeWindow');
  if (window === undefined) {
    spec.note('timeWindow', `${spec.subject} says no time window and is promised over 30d.`, 'Choose its `window`.');
    return '30d';
  }
  if (second !== undefined) return { reason: 'its `timeWindow` must have one item', place: spec.place('timeWindow') };
  const written = window.text('duration');
  const milliseconds = written === undefined ? undefined : shorthand(written);
  const calendar = window.map('calendar');
  const isRolling = window.flag('isRolling') ?? calendar === undefined;
  window.leaveOutUnknown('OpenSLO');
  if (written === undefined || milliseconds === undefined)
    return {
      reason: `\`duration\` of its \`timeWindow\` must be a number of m, h, d, w, M, Q or Y, not ${JSON.stringify(written ?? '')}`,
      place: window.place('duration'),
    };
  if (isRolling) {
    if (calendar !== undefined) window.leaveOut('calendar', 'a rolling window has no calendar');
    if (/[MQ]$/.test(written))
      window.note(
        'duration',
        `${spec.subject} is promised over ${written}, which is ${singleUnit(milliseconds)} here.`,
      );
    return rollingWindow(window, 'duration', milliseconds);
  }
  if (written === '1M') {
    if (calendar !== undefined) noteCalendar(calendar);
    return 'month';
  }
  window.note(
    'calendar',
    `${spec.subject} is promised per calendar ${written}, and over a rolling window here: the only calendar that budgets are kept by is that of months.`,
    "Promise it per month: window: 'month'.",
  );
  return rollingWindow(window, 'duration', milliseconds);
};

const utc: ReadonlySet<string> = new Set(['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT', 'Z']);

const noteCalendar = (calendar: Fields): void => {
  const zone = calendar.text('timeZone');
  const start = calendar.text('startTime');
  if (zone !== undefined && !utc.has(zone))
    calendar.leaveOut('timeZone', `a month begins at midnight UTC, not in ${zone}`);
  if (start !== undefined && !/^\d{4}-\d{2}-01(?:[T ]00:00(?::00)?(?:\.0+)?Z?)?$/.test(start))
    calendar.leaveOut('startTime', `a month begins on its first day at midnight, not as of ${start}`);
  calendar.leaveOutUnknown('OpenSLO');
};

const shortestSlice = minute;
const longestSlice = 60 * minute;

/** The slices of an objective with the budgeting method `Timeslices`; undefined where events are counted. */
export const readSlices = (
  objective: Fields,
  method: string,
  isState: boolean,
): TimeSliceEntry | Refusal | undefined => {
  const target = objective.text('timeSliceTarget');
  const window = objective.text('timeSliceWindow');
  if (method !== 'Timeslices') {
    if (method !== 'RatioTimeslices') {
      objective.leaveOut('timeSliceTarget', 'its events are counted, not its slices of time');
      objective.leaveOut('timeSliceWindow', 'its events are counted, not its slices of time');
    }
    return undefined;
  }
  if (isState) {
    objective.leaveOut('timeSliceTarget', 'a state is weighed by time already, moment by moment');
    objective.leaveOut('timeSliceWindow', 'a state is weighed by time already, moment by moment');
    return undefined;
  }
  const share = target === undefined ? undefined : parseDecimal(target);
  if (share === undefined || compareDecimals(share, decimal(0)) <= 0 || compareDecimals(share, decimal(1)) > 0)
    return {
      reason: 'its `timeSliceTarget` must be a number above 0 and up to 1',
      place: objective.place('timeSliceTarget'),
    };
  const length = sliceLength(objective, window);
  if (isRefusal(length)) return length;
  return { length, target: `${formatDecimal(multiply(share, decimal(100)))}%` };
};

const sliceLength = (objective: Fields, window: string | undefined): Duration | Refusal => {
  // A number without a unit counts minutes.
  const milliseconds = shorthand(/^\d+$/.test(window ?? '') ? `${window}m` : (window ?? ''));
  if (milliseconds === undefined)
    return {
      reason: 'its `timeSliceWindow` must be a duration such as 5m',
      place: objective.place('timeSliceWindow'),
    };
  const kept = Math.min(longestSlice, Math.max(shortestSlice, milliseconds));
  if (kept !== milliseconds)
    objective.note(
      'timeSliceWindow',
      `The slices of ${lower(objective.subject)} are ${window} long, and ${singleUnit(kept)} here: a slice has 1 minute to 1 hour.`,
    );
  return singleUnit(kept);
};
