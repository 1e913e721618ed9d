import { builtinSeries } from '../promql/builtin-series.ts';
import type { Expr } from '../promql/syntax.ts';
import { selectedMetrics } from './selected-metrics.ts';

/** Metrics that expressions read and Prometheus does not make itself. */
export const externalMetrics = (reads: readonly Expr[]): readonly string[] =>
  [...new Set(reads.flatMap(selectedMetrics))].filter(name => builtinSeries(name) === undefined).sort();
