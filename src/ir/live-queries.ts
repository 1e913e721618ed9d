/**
 * `dist/ci/queries.json`: what to ask of the running servers about each service. Whoever builds a page or a pipeline on top
 * of the stack reads this file and need not know PromQL; so does `sightline status`.
 *
 * @module
 */

/** What a promise is about: that there is an answer, that it is fast, that it is right. */
export type Dimension = 'availability' | 'performance' | 'quality';

export const dimensions: readonly Dimension[] = ['availability', 'performance', 'quality'];

/** One question, complete: the server, the request, and what the answer means. */
export interface LiveQuery {
  /** `error-budget.consumed`: the endpoint and the value. */
  readonly id: string;
  readonly server: 'prometheus' | 'alertmanager' | 'grafana';
  /** Below the address of the server. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Unit of the value; null where the answer is no number. */
  readonly unit: 'bool' | 'ratio' | 'seconds' | 'per second' | null;
  /** Labels that tell the values of one answer apart. */
  readonly labels: readonly string[];
}

/** What the recorded series of an objective do not tell. */
export interface ObjectiveNature {
  /** Value of the `slo` label. */
  readonly slo: string;
  readonly dimension: Dimension;
  /** What is good or bad: events, or pieces of time that all weigh the same. */
  readonly weight: 'events' | 'time';
}

/** Quantiles of a histogram, as queries, and the limits that are promised, in seconds. */
export interface PerformanceQuery {
  /** Name of the performance budget, or of the objective that promises a limit. */
  readonly id: string;
  readonly histogram: string;
  readonly p95: string;
  readonly p99: string;
  readonly target_p95: number | null;
  readonly target_p99: number | null;
}

export interface ServiceQueries {
  readonly service: string;
  readonly team: string;
  readonly objectives: readonly ObjectiveNature[];
  readonly performance: readonly PerformanceQuery[];
  readonly queries: readonly LiveQuery[];
}

export interface LiveQueries {
  readonly services: readonly ServiceQueries[];
}
