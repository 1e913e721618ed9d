import { sloSeries } from '../ir/conventions.ts';
import { slowInterval } from '../model/slo-window.ts';

/**
 * The calendar month in UTC. The 5-minute rates are copied into one of three series, by the number of the month modulo
 * 3; the copy of the present month is added up over 31 days. That far back lie two other months at most (February
 * between them has 28 days), and both have other copies, so the sum holds nothing but this month. It needs no memory
 * but the recorded series: a restart, or an evaluation that is missed, loses its own samples and nothing else.
 *
 * @module
 */

const slots = [0, 1, 2] as const;
const isNow = (slot: number): string => `month() % 3 == ${slot}`;
const within = '31d';

/** Copies of the rates: a record and its expression. */
export const monthCopies = (at: string): readonly (readonly [string, string])[] =>
  slots.flatMap(slot => [
    [sloSeries.monthErrors(slot), `${sloSeries.errors('5m')}${at} and on () (${isNow(slot)})`] as const,
    [sloSeries.monthTotal(slot), `${sloSeries.total('5m')}${at} and on () (${isNow(slot)})`] as const,
  ]);

const ofThisMonth = (expr: (slot: number) => string): string =>
  slots.map(slot => `(${expr(slot)}) and on () (${isNow(slot)})`).join(' or ');

/** Error ratio since the month began, weighted by traffic. */
export const monthRatio = (at: string): string =>
  ofThisMonth(
    slot =>
      `sum_over_time(${sloSeries.monthErrors(slot)}${at}[${within}]) / (sum_over_time(${sloSeries.monthTotal(slot)}${at}[${within}]) > 0)`,
  );

/** Seconds of the present month. */
export const monthSeconds = 'days_in_month() * 86400';

/** Share of the whole month that was recorded so far. */
export const monthCoverage = (at: string): string =>
  `clamp_max(${ofThisMonth(
    slot =>
      `count_over_time(${sloSeries.monthTotal(slot)}${at}[${within}]) * ${slowInterval} / scalar(${monthSeconds})`,
  )}, 1)`;
