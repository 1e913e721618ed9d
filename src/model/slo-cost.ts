import { seconds } from '../core/duration.ts';
import type { SloModel } from './model.ts';
import { baseInterval, longestRaw, lookback, slowInterval } from './slo-window.ts';

/** What the long windows of an objective cost whoever answers them. */
export interface SloCost {
  /** Recorded samples that one evaluation reads, of one group. */
  readonly samples: number;
  /** The same per second: one evaluation every two minutes. */
  readonly perSecond: number;
}

/**
 * Samples that the windows beyond six hours read: each adds up the errors and the total, which have a sample every 30
 * seconds, and the coverage counts the total once more. Rates over six hours and less read the counters of the service,
 * whose number no promise knows.
 */
export const longWindowCost = (slo: SloModel): SloCost => {
  const tierWindows = new Set(slo.tiers.flatMap(({ long, short }) => [long, short]));
  if (slo.window !== 'month') tierWindows.add(slo.window);
  const summed = [...tierWindows].map(seconds).filter(window => window > longestRaw);
  const period = seconds(lookback(slo.window));
  const perWindow = (window: number, interval: number, series: number): number => (series * window) / interval;
  const samples =
    summed.reduce((sum, window) => sum + perWindow(window, baseInterval, 2), 0) +
    // The copies of a calendar month have a sample for every evaluation of the slow group.
    (slo.window === 'month' ? perWindow(period, slowInterval, 3) : perWindow(period, baseInterval, 1));
  return { samples, perSecond: samples / slowInterval };
};

/**
 * Samples per second from which on the long windows of all objectives together belong on a ruler (ours): about 200
 * objectives over 30 days. Prometheus 2.53 added up 1 036 800 samples, 30 days of 12 series, in 0.2 to 0.4 seconds of a
 * busy core, so this is a tenth to a fifth of one.
 */
export const advisableRuler = 500_000;
