import type { Environment, Finding, Inference, SeriesUse } from './inference.ts';
import type { Expr } from './syntax.ts';

/** One run of the inference: the environment, and what was gathered so far. */
export interface InferenceContext {
  readonly environment: Environment;
  readonly uses: SeriesUse[];
  readonly sources: Set<string>;
  readonly findings: Finding[];
  /** Series and samples read so far; undefined once something is not known. */
  series: number | undefined;
  samples: number | undefined;
  /** How many times the expression at hand is evaluated, in subqueries; undefined when that is not known. */
  evaluations: number | undefined;
  /** The recording rules being followed, so that a rule that reads itself ends. */
  readonly following: readonly string[];
  /** Those of them that were met again, and so could not be followed. */
  readonly cut: Set<string>;
  /** Infers another expression, such as that of a rule, on its own. */
  readonly inferRecord: (name: string, expr: Expr) => Inference;
}

/** Adds what one selector reads. */
export const addCost = (
  context: InferenceContext,
  series: number | undefined,
  samplesPerSeries: number | undefined,
): void => {
  context.series = context.series === undefined || series === undefined ? undefined : context.series + series;
  const { evaluations } = context;
  const samples =
    series === undefined || samplesPerSeries === undefined || evaluations === undefined
      ? undefined
      : series * samplesPerSeries * evaluations;
  context.samples = context.samples === undefined || samples === undefined ? undefined : context.samples + samples;
};
