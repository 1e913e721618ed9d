import type { EvaluateOptions } from '../evaluate/context.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { Evaluated } from '../evaluate/evaluated.ts';
import type { LabelTable } from '../evaluate/labels.ts';
import type { RuleGroup } from '../evaluate/rule.ts';
import { evaluateRules } from '../evaluate/rules.ts';
import { Storage } from '../evaluate/storage.ts';
import type { Expr } from '../promql/syntax.ts';
import { sampleSeries } from './sample-series.ts';
import type { Source, State } from './source.ts';
import type { Phase } from './timeline.ts';

/** Where expressions are tried out: what exposes, how often it is scraped, and the rules whose records are read. */
export interface Bench {
  readonly sources: readonly Source[];
  /** Milliseconds between two samples, and between two evaluations. */
  readonly interval: number;
  /** How many samples a state lasts before it is measured. */
  readonly settle: number;
  /** What came before it, if that matters. */
  readonly history: readonly Phase[];
  /** Rules that compute what the expressions read. */
  readonly computed: RuleGroup | undefined;
  /** Label sets of all that was tried. */
  readonly labels: LabelTable;
}

/** Prometheus 2 and 3 differ in whether a range includes its left end; a test has to hold for both. */
export const bothReleases: readonly EvaluateOptions[] = [{ leftOpen: false }, { leftOpen: true }];

/** A state as samples, and the time of its last one. */
export interface Trial {
  readonly storage: Storage;
  readonly at: number;
}

/** Lets a state settle. Only live sources are there. */
export const tryState = (bench: Bench, state: State): Trial => {
  const { interval, settle, history, computed } = bench;
  const phases = [...history, { state, samples: settle }];
  const at = (phases.reduce((sum, { samples }) => sum + samples, 0) - 1) * interval;
  const input = sampleSeries(bench.sources, phases, interval);
  const storage =
    computed === undefined
      ? new Storage(input, bench.labels)
      : evaluateRules([computed], input, { until: at, labels: bench.labels }).storage;
  return { storage, at };
};

/** What an expression is worth in a settled state. */
export const valueIn = ({ storage, at }: Trial, expr: Expr): Evaluated =>
  evaluate(expr, storage, at, { leftOpen: false });
