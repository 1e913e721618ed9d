import type { Expr } from '../promql/syntax.ts';
import type { Evaluated } from './evaluated.ts';
import type { Labels } from './labels.ts';
import type { Storage } from './storage.ts';

/** How an expression is evaluated. */
export interface EvaluateOptions {
  /** How old the newest sample of a series may be, in milliseconds (default 5 minutes, as in Prometheus). */
  readonly lookback?: number;
  /**
   * True (the default) for Prometheus 3: a range leaves out the sample at its left end, and so does the lookback. False
   * for Prometheus 2, where the sample belongs to both. With it goes what else the two see differently: any text can
   * name a label in 3; the deviation of one infinite value alone is 0 in 2, and no line leads through one.
   */
  readonly leftOpen?: boolean;
  /** The step of a subquery that names none, in milliseconds (default 1 minute, as in Prometheus). */
  readonly evaluationInterval?: number;
}

/** Everything the evaluation of a node depends on beside the node. Times are milliseconds. */
export interface Context {
  readonly storage: Storage;
  /** When the node is evaluated. */
  readonly at: number;
  /** When the whole expression is evaluated: `start()` and `end()`. */
  readonly queryAt: number;
  readonly lookback: number;
  readonly leftOpen: boolean;
  readonly evaluationInterval: number;
  /**
   * Inside a subquery, which labels each result of a node came from: two series must not become one, not even at
   * different steps.
   */
  readonly origins: Map<Expr, Map<Labels, Labels>> | undefined;
  /** Evaluates an inner node. */
  readonly evaluate: (expr: Expr, context: Context) => Evaluated;
}
