/** How the rules and panels of an integration find the series of whoever uses it. */
export interface Selecting {
  /** Value of the `service` label of what it emits. */
  readonly service: string;
  /** A selector's braces with the user's own matchers first: `where('state="idle"')`. Empty when there are none. */
  readonly where: (...matchers: readonly string[]) => string;
}

/** Series of one service, or of everybody: machines and the platform are found by their metrics alone. */
export const selecting = (service: string, isBound: boolean): Selecting => ({
  service,
  where: (...matchers) => {
    const all = [...(isBound ? [`service="${service}"`] : []), ...matchers];
    return all.length === 0 ? '' : `{${all.join(',')}}`;
  },
});
