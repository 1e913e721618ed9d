import { formatDuration, parseDuration, seconds } from '../core/duration.ts';

/** Longest window whose rates are taken from raw counters; longer ones are summed up from the 5-minute rates. */
export const longestRaw = seconds('6h');

/** Evaluation interval of the base rules in seconds: how often a recorded rate has a sample. */
export const baseInterval = 30;
/** Evaluation interval in seconds of rules over more than six hours. */
export const slowInterval = 120;

/** `30d` for any way to write it; `month` stays. */
export const canonicalWindow = (window: string): string =>
  window === 'month' ? window : formatDuration(parseDuration(window) ?? 0);

/** How far back a window reads at most: the longest month has 31 days. */
export const lookback = (window: string): string => (window === 'month' ? '31d' : window);

/** Seconds of a window as burn rates are scaled: a month counts 30 days, as in the SRE workbook. */
export const nominalSeconds = (window: string): number => seconds(window === 'month' ? '30d' : window);

/** `over 30d`, `per calendar month`. */
export const windowText = (window: string): string => (window === 'month' ? 'per calendar month' : `over ${window}`);
