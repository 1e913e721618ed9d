import { type Duration, parseDuration } from '../core/duration.ts';

/** Two thirds of the interval in whole seconds, at least 1 s and at most Prometheus' default of 10 s. */
export const scrapeTimeout = (interval: string): Duration => {
  const milliseconds = parseDuration(interval) ?? 15_000;
  return `${Math.min(10, Math.max(1, Math.floor(milliseconds / 1_500)))}s`;
};
