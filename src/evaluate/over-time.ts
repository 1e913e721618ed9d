import type { Context } from './context.ts';
import { extrapolate, lastChange } from './extrapolate.ts';
import type { Points } from './points.ts';
import { regression, smooth } from './regression.ts';
import { maximumOf, meanOf, medianDeviationOf, minimumOf, preciseVarianceOf, quantileOf, sumOf } from './statistics.ts';

/** The range whose samples a function is given, in milliseconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A function of the samples of one series, at least one; undefined when they give no result. */
export type OverTime = (points: Points, span: Span, params: readonly number[], context: Context) => number | undefined;

const extrapolated =
  (counter: boolean, perSecond: boolean): OverTime =>
  (points, { start, end }) =>
    extrapolate(points, { start, end, counter, perSecond });

/** How many neighbours differ in the way that `differ` asks for. */
const countSteps =
  (differ: (previous: number, value: number) => boolean): OverTime =>
  ({ values, from, to }) => {
    let count = 0;
    for (let i = from + 1; i < to; i++) if (differ(values[i - 1] ?? Number.NaN, values[i] ?? Number.NaN)) count += 1;
    return count;
  };

/** The time in seconds of the last sample that is better than all before it. */
const timeOf =
  (better: (value: number, best: number) => boolean): OverTime =>
  ({ times, values, from, to }) => {
    let best = from;
    for (let i = from + 1; i < to; i++) {
      const known = values[best] ?? Number.NaN;
      if (Number.isNaN(known) || better(values[i] ?? Number.NaN, known)) best = i;
    }
    return (times[best] ?? 0) / 1_000;
  };

const table: Readonly<Record<string, OverTime>> = {
  avg_over_time: meanOf,
  changes: countSteps((previous, value) => value !== previous && !(Number.isNaN(value) && Number.isNaN(previous))),
  count_over_time: ({ from, to }) => to - from,
  delta: extrapolated(false, false),
  deriv: (points, _span, _params, { leftOpen }) => regression(points, points.times[points.from] ?? 0, leftOpen)?.slope,
  double_exponential_smoothing: (points, _span, [level = Number.NaN, trend = Number.NaN]) =>
    smooth(points, level, trend),
  first_over_time: ({ values, from }) => values[from],
  idelta: points => lastChange(points, false),
  increase: extrapolated(true, false),
  irate: points => lastChange(points, true),
  last_over_time: ({ values, to }) => values[to - 1],
  mad_over_time: medianDeviationOf,
  max_over_time: maximumOf,
  min_over_time: minimumOf,
  predict_linear: (points, _span, [ahead = Number.NaN], { at, leftOpen }) => {
    const line = regression(points, at, leftOpen);
    return line === undefined ? undefined : line.slope * ahead + line.intercept;
  },
  present_over_time: () => 1,
  quantile_over_time: (points, _span, [q = Number.NaN]) => quantileOf(q, points),
  rate: extrapolated(true, true),
  resets: countSteps((previous, value) => value < previous),
  stddev_over_time: points => Math.sqrt(preciseVarianceOf(points)),
  stdvar_over_time: preciseVarianceOf,
  sum_over_time: sumOf,
  ts_of_first_over_time: ({ times, from }) => (times[from] ?? 0) / 1_000,
  ts_of_last_over_time: ({ times, to }) => (times[to - 1] ?? 0) / 1_000,
  ts_of_max_over_time: timeOf((value, best) => value >= best),
  ts_of_min_over_time: timeOf((value, best) => value <= best),
};

const byName: ReadonlyMap<string, OverTime> = new Map(Object.entries(table));

/** The function over a range vector of that name, or undefined. */
export const overTimeNamed = (name: string): OverTime | undefined => byName.get(name);
