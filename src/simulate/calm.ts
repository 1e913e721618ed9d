import type { CalmValue } from './world.ts';

/** Names whose values are 1 while all is well. */
const isOne = /(_up|_success|_successful|_ready|_healthy|_available|_running|_online|_enabled|_info|_leader)$/;

/**
 * Values to try for a series that nobody gave a calm value, the likeliest first: what is well is small for most, one for
 * what says that something runs, large for what is left, and a moment for what tells of one.
 */
export const calmCandidates = (name: string): readonly CalmValue[] => {
  const moments: readonly CalmValue[] = [
    { value: 0, clock: 'moving' },
    { value: -604_800, clock: 'fixed' },
    { value: 7_776_000, clock: 'fixed' },
  ];
  const numbers = [0, 1, 0.5, 3, 100, 1_000, 1e10].map(value => ({ value }));
  if (/timestamp|_time_seconds$|expiry|expiration/.test(name)) return [...moments, ...numbers];
  return isOne.test(name) ? [{ value: 1 }, ...numbers, ...moments] : [...numbers, ...moments];
};
