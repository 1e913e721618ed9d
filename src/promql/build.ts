import { buildCall } from './build-expressions.ts';
import type { MatchValue } from './build-terms.ts';
import type { TypedMetric } from './declare.ts';
import {
  type Histogram,
  makeHistogram,
  makeNativeHistogram,
  makeSummary,
  type NativeHistogram,
  type Summary,
} from './histograms.ts';
import { type MetricDeclaration, type MetricKind, type TargetLabel, targetLabelNames } from './metric.ts';
import { narrow, type Selection } from './selection.ts';
import { type Counter, type Gauge, makeCounter, makeGauge } from './series.ts';
import { nowhere } from './syntax.ts';
import { makeScalar, type Scalar } from './vector.ts';

interface Handles<L extends string> {
  readonly counter: Counter<L>;
  readonly gauge: Gauge<L>;
  readonly histogram: Histogram<L>;
  readonly nativeHistogram: NativeHistogram<L>;
  readonly summary: Summary<L>;
  readonly info: Gauge<L>;
}

/** What a declared metric is in queries: its kind decides the methods, its labels what they take. */
export type Handle<M extends MetricDeclaration> =
  M extends TypedMetric<infer K, infer L> ? Handles<L | TargetLabel>[K] : never;

type Makers = { readonly [K in MetricKind]: (selection: Selection) => Handles<string>[K] };

const makers: Makers = {
  counter: makeCounter,
  gauge: makeGauge,
  histogram: makeHistogram,
  nativeHistogram: makeNativeHistogram,
  summary: makeSummary,
  info: makeGauge,
};

/**
 * Makes a query of a declared metric. `bound` are matchers it carries from the start, such as the service it belongs
 * to; `unbound()` takes them away, and a condition on the same label replaces one.
 */
export function metricHandle<K extends MetricKind, L extends string>(
  declaration: TypedMetric<K, L>,
  bound?: Readonly<Record<string, MatchValue>>,
): Handles<L | TargetLabel>[K];
export function metricHandle(
  declaration: MetricDeclaration,
  bound: Readonly<Record<string, MatchValue>> = {},
): Handles<string>[MetricKind] {
  const known = new Set([...Object.keys(declaration.labels), ...targetLabelNames]);
  const selection: Selection = {
    selector: { kind: 'selector', name: declaration.name, matchers: [], ...nowhere },
    known,
    bound: [],
    mistakes: [],
  };
  const narrowed = narrow({ ...selection, known: undefined }, bound);
  return makers[declaration.kind]({ ...narrowed, known, bound: Object.keys(bound) });
}

const constant = (func: string): Scalar => makeScalar(buildCall(func, []));

/** The evaluation time in seconds since 1970. */
export const time = (): Scalar => constant('time');

/** 3.14159… (Prometheus 2.31). */
export const pi = (): Scalar => constant('pi');

/** A number as a value of its own, for `minusEach` and its kin. */
export const number = (value: number): Scalar =>
  makeScalar({ expr: { kind: 'number', value, ...nowhere }, mistakes: [] });
