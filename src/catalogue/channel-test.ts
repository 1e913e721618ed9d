/** Days as PromQL counts them, from 0 on. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/**
 * A test of every team's quietest channel, on the first such day of each month. Choose a time in the business hours of
 * all teams: mail outside of them is held back, and the test is over after ten minutes.
 */
export interface ChannelTestEntry {
  /** Default `tuesday`. */
  readonly weekday?: (typeof weekdays)[number];
  /** Hour of the day in UTC, 0 to 23. Default 14. */
  readonly hour?: number;
}
