import type { Points } from './points.ts';
import { sumOf } from './statistics.ts';

/** A straight line: `slope` per second, and its value at the time it was asked for. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

const noLine: Line = { slope: Number.NaN, intercept: Number.NaN };

/**
 * The least squares line through samples, with its value at `at` (milliseconds); undefined for fewer than two. Through
 * an infinite value Prometheus 2 finds none (`leftOpen` false, see `EvaluateOptions`).
 */
export const regression = ({ times, values, from, to }: Points, at: number, leftOpen: boolean): Line | undefined => {
  const count = to - from;
  if (count < 2) return undefined;
  const y = values.slice(from, to);
  const first = y[0] ?? Number.NaN;
  if (y.every(value => value === first)) return Number.isFinite(first) ? { slope: 0, intercept: first } : noLine;
  if (!leftOpen && y.some(value => !Number.isFinite(value))) return noLine;
  const x = times.slice(from, to).map(time => (time - at) / 1_000);
  const sum = (numbers: readonly number[]): number => sumOf({ values: numbers, from: 0, to: count });
  const sumX = sum(x);
  const sumY = sum(y);
  const covariance = sum(x.map((value, i) => value * (y[i] ?? Number.NaN))) - (sumX * sumY) / count;
  const variance = sum(x.map(value => value * value)) - (sumX * sumX) / count;
  const slope = covariance / variance;
  return { slope, intercept: sumY / count - (slope * sumX) / count };
};

/** Double exponential smoothing, level and trend; undefined for fewer than two samples. */
export const smooth = ({ values, from, to }: Points, levelFactor: number, trendFactor: number): number | undefined => {
  if (to - from < 2) return undefined;
  let before = 0;
  let level = values[from] ?? Number.NaN;
  let trend = (values[from + 1] ?? Number.NaN) - level;
  for (let i = from + 1; i < to; i++) {
    const scaled = levelFactor * (values[i] ?? Number.NaN);
    if (i > from + 1) trend = trendFactor * (level - before) + (1 - trendFactor) * trend;
    const next = scaled + (1 - levelFactor) * (level + trend);
    before = level;
    level = next;
  }
  return level;
};
