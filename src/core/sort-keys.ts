import { compareText } from './diagnostic.ts';

/** The same entries in the order of their keys: what a program says must not depend on where it says it. */
export const sortKeys = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => compareText(a, b)));

/** As `sortKeys`, for a record that may be missing. */
export const sortedOrNothing = <T>(
  record: Readonly<Record<string, T>> | undefined,
): Readonly<Record<string, T>> | undefined => (record === undefined ? undefined : sortKeys(record));
