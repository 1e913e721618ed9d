/** Whom an integration watches: the labels of what it emits. */
export interface Watched {
  /** Value of the `service` label. */
  readonly service: string;
  /** Value of the `job` label of its own metrics: how `up` is found. An exporter beside it has a job of its own. */
  readonly job: string;
  /** Which of several of its kind. */
  readonly name?: string;
  /** The only job whose series it reads, where the service has several of its kind. */
  readonly only?: string;
}

/** How the rules and panels of an integration find the series of whoever uses it. */
export interface Selecting extends Watched {
  /** A selector's braces with the user's own matchers first: `where('state="idle"')`. Empty when there are none. */
  readonly where: (...matchers: readonly string[]) => string;
}

/** Series of one service, or of everybody: machines and the platform are found by their metrics alone. */
export const selecting = (watched: Watched, isBound: boolean): Selecting => {
  const { service, only } = watched;
  const own = [
    ...(isBound ? [`service="${service}"`] : []),
    ...(isBound && only !== undefined ? [`job="${only}"`] : []),
  ];
  return {
    ...watched,
    where: (...matchers) => {
      const all = [...own, ...matchers.filter(matcher => !own.includes(matcher))];
      return all.length === 0 ? '' : `{${all.join(',')}}`;
    },
  };
};
