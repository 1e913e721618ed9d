import type { LabelDeclaration, MetricDeclaration, MetricKind } from './metric.ts';

/** Labels as an author writes them: a list of names, or a record that says more about each. */
export type LabelOption<L extends string> = readonly L[] | Readonly<Record<L, LabelDeclaration>>;

/** A declaration whose name, kind and label names are known to the compiler. It is a plain `MetricDeclaration`. */
export interface TypedMetric<K extends MetricKind = MetricKind, L extends string = string, N extends string = string>
  extends MetricDeclaration {
  readonly name: N;
  readonly kind: K;
  readonly labels: Readonly<Record<L, LabelDeclaration>>;
}

/** What can be said about any metric. */
export interface MetricOptions<L extends string> {
  /** The metric's own labels (default none). */
  readonly labels?: LabelOption<L>;
  /** Base unit of the value: `seconds`, `bytes`, `ratio`. */
  readonly unit?: string;
  readonly help?: string;
  /** True when every series exists from the start with value 0 (default false). */
  readonly zeroInitialised?: boolean;
  /** `logs` when it is not the service that counts but what reads its log lines: a `LogPipeline` says so with `counts`. */
  readonly from?: 'logs';
}

/** What can be said about a classic histogram. */
export interface HistogramOptions<L extends string> extends MetricOptions<L> {
  /** Upper bounds in the metric's unit, ascending, without `+Inf`. */
  readonly buckets?: readonly number[];
}

const isList = <L extends string>(labels: LabelOption<L>): labels is readonly L[] => Array.isArray(labels);

/** Says nothing yet about each of the labels. The record has exactly the names in the list, which is what the type claims. */
function undescribed<L extends string>(names: readonly L[]): Readonly<Record<L, LabelDeclaration>>;
function undescribed(names: readonly string[]): Readonly<Record<string, LabelDeclaration>> {
  return Object.fromEntries(names.map(name => [name, {}]));
}

/** Labels of untyped callers that are neither a list nor a record count as none. */
const labelRecord = <L extends string>(labels: LabelOption<L>): Readonly<Record<L, LabelDeclaration>> => {
  if (isList(labels)) return undescribed(labels);
  return typeof labels === 'object' && labels !== null ? labels : undescribed<L>([]);
};

const declare = <K extends MetricKind, N extends string, L extends string>(
  kind: K,
  name: N,
  options: HistogramOptions<L> | null,
): TypedMetric<K, L, N> => {
  const { labels, unit, help, buckets, zeroInitialised, from } = options ?? {};
  return {
    name,
    kind,
    labels: labelRecord(labels ?? []),
    ...(unit === undefined ? {} : { unit }),
    ...(help === undefined ? {} : { help }),
    ...(buckets === undefined ? {} : { buckets }),
    ...(zeroInitialised === undefined ? {} : { zeroInitialised }),
    ...(from === undefined ? {} : { from }),
  };
};

/** A value that only grows, and falls to 0 when its process restarts: `counter('http_requests_total', { labels: ['status'] })`. */
export const counter = <const N extends string, const L extends string = never>(
  name: N,
  options: MetricOptions<L> = {},
): TypedMetric<'counter', L, N> => declare('counter', name, options);

/** A value that goes up and down: a queue length, a temperature, a timestamp. */
export const gauge = <const N extends string, const L extends string = never>(
  name: N,
  options: MetricOptions<L> = {},
): TypedMetric<'gauge', L, N> => declare('gauge', name, options);

/** A classic histogram, named without `_bucket`, `_sum` and `_count`. */
export const histogram = <const N extends string, const L extends string = never>(
  name: N,
  options: HistogramOptions<L> = {},
): TypedMetric<'histogram', L, N> => declare('histogram', name, options);

/** A native histogram: one series whose samples are whole distributions. */
export const nativeHistogram = <const N extends string, const L extends string = never>(
  name: N,
  options: MetricOptions<L> = {},
): TypedMetric<'nativeHistogram', L, N> => declare('nativeHistogram', name, options);

/** A summary: quantiles computed by the process itself, with `_sum` and `_count`. They cannot be aggregated. */
export const summary = <const N extends string, const L extends string = never>(
  name: N,
  options: MetricOptions<L> = {},
): TypedMetric<'summary', L, N> => declare('summary', name, options);

/** A constant 1 whose labels carry the information: `build_info`, `target_info`. */
export const info = <const N extends string, const L extends string = never>(
  name: N,
  options: MetricOptions<L> = {},
): TypedMetric<'info', L, N> => declare('info', name, options);
