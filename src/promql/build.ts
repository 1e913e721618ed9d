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
import { nowhere, type Selector } from './syntax.ts';
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
  declaration: unknown,
  bound: Readonly<Record<string, MatchValue>> = {},
): Handles<string>[MetricKind] {
  if (!isDeclaration(declaration)) {
    const selector: Selector = { kind: 'selector', name: 'undeclared', matchers: [], ...nowhere };
    const mistakes = ['A metric is declared with counter(), gauge(), histogram() and their kin.'];
    return makeGauge({ selector, known: undefined, bound: [], mistakes });
  }
  const known = new Set([...Object.keys(declaration.labels), ...targetLabelNames]);
  const selector: Selector = { kind: 'selector', name: declaration.name, matchers: [], ...nowhere };
  // What a metric is bound to need not be one of its labels: a rule may have set it.
  const narrowed = narrow({ selector, known: undefined, bound: [], mistakes: [] }, bound);
  const labels = narrowed.selector.matchers.map(({ label }) => label);
  return makers[declaration.kind]({ ...narrowed, known, bound: labels });
}

const isDeclaration = (value: unknown): value is MetricDeclaration =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'kind' in value &&
  typeof value.kind === 'string' &&
  Object.hasOwn(makers, value.kind) &&
  'labels' in value &&
  typeof value.labels === 'object' &&
  value.labels !== null;

const constant = (func: string): Scalar => makeScalar(buildCall(func, []));

/** The evaluation time in seconds since 1970. */
export const time = (): Scalar => constant('time');

/** 3.14159… (Prometheus 2.31). */
export const pi = (): Scalar => constant('pi');

/** A number as a value of its own, for `minusEach` and its kin. */
export const number = (value: number): Scalar =>
  makeScalar({ expr: { kind: 'number', value, ...nowhere }, mistakes: [] });
