/** Whom an integration watches: the labels of what it emits. */
export interface Watched {
  /** Value of the `service` label. */
  readonly service: string;
  /** Value of the `job` label of its own metrics: how `up` is found. An exporter beside it has a job of its own. */
  readonly job: string;
}

/** How the rules and panels of an integration find the series of whoever uses it. */
export interface Selecting extends Watched {
  /** A selector's braces with the user's own matchers first: `where('state="idle"')`. Empty when there are none. */
  readonly where: (...matchers: readonly string[]) => string;
}

/** Series of one service, or of everybody: machines and the platform are found by their metrics alone. */
export const selecting = ({ service, job }: Watched, isBound: boolean): Selecting => ({
  service,
  job,
  where: (...matchers) => {
    const all = [...(isBound ? [`service="${service}"`] : []), ...matchers];
    return all.length === 0 ? '' : `{${all.join(',')}}`;
  },
});
