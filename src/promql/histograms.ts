import { type Built, buildAggregate, buildCall } from './build-expressions.ts';
import type { RangeText } from './build-terms.ts';
import { overRange, rename, type Selection } from './selection.ts';
import { type Counter, type Gauge, installSelectable, makeCounter, makeGauge, type Selectable } from './series.ts';
import { Value } from './value.ts';
import { makeVector, type Scalar, type Vector } from './vector.ts';

/** A classic histogram. Its rate is a set of buckets, which have quantiles. */
export interface Histogram<out L extends string> extends HistogramValue<L>, Selectable<L, Histogram<L>> {}

/** A native histogram. Its rate is a set of distributions, which have quantiles, counts and sums. */
export interface NativeHistogram<out L extends string>
  extends NativeHistogramValue<L>,
    Selectable<L, NativeHistogram<L>> {}

/** A summary: quantiles the process computed, a sum and a count. */
export interface Summary<out L extends string> extends SummaryValue<L>, Selectable<L, Summary<L>> {}

/** What a classic histogram has. */
export class HistogramValue<out L extends string> extends Value {
  declare readonly labelNames?: L;
  /** What is selected so far. */
  readonly selection: Selection;

  constructor(selection: Selection) {
    super(selection.selector, selection.mistakes);
    this.selection = selection;
  }
  /** The rate of every bucket: `latency.rate('5m').sumBy('handler').quantile(0.95)`. */
  rate(range: RangeText): Buckets<L> {
    return new Buckets<L>(overRange(rename(this.selection, '_bucket'), 'rate', range));
  }
  /** The growth of every bucket. */
  increase(range: RangeText): Buckets<L> {
    return new Buckets<L>(overRange(rename(this.selection, '_bucket'), 'increase', range));
  }
  /** The cumulative buckets as a counter with the label `le`. */
  buckets(): Counter<L | 'le'> {
    return makeCounter<L | 'le'>(rename(this.selection, '_bucket', 'le'));
  }
  /** The sum of all observed values. */
  sum(): Counter<L> {
    return makeCounter<L>(rename(this.selection, '_sum'));
  }
  /** The number of observations. */
  count(): Counter<L> {
    return makeCounter<L>(rename(this.selection, '_count'));
  }
}

/** Bucket rates of a classic histogram. Aggregations keep the label `le`, without which there is no quantile. */
export class Buckets<out L extends string> extends Value {
  declare readonly labelNames?: L;

  constructor({ expr, mistakes }: Built) {
    super(expr, mistakes);
  }
  sumBy<const K extends L>(...by: readonly K[]): Buckets<K> {
    return new Buckets<K>(buildAggregate(this, 'sum', 'by', ['le', ...by]));
  }
  sum(): Buckets<never> {
    return new Buckets<never>(buildAggregate(this, 'sum', 'by', ['le']));
  }
  sumWithout<const K extends L>(...labels: readonly K[]): Buckets<Exclude<L, K>> {
    return new Buckets<Exclude<L, K>>(buildAggregate(this, 'sum', 'without', labels));
  }
  /** The value below which a share of the observations lies, 0.95 for 95 %. */
  quantile(share: number | Scalar): Vector<L> {
    return makeVector<L>(buildCall('histogram_quantile', [share, this]));
  }
  /** The share of observations between two values (Prometheus 2.40). */
  fraction(lower: number | Scalar, upper: number | Scalar): Vector<L> {
    return makeVector<L>(buildCall('histogram_fraction', [lower, upper, this]));
  }
  /** The buckets as a plain vector. */
  raw(): Vector<L | 'le'> {
    return makeVector<L | 'le'>(this);
  }
}

/** What a native histogram has. */
export class NativeHistogramValue<out L extends string> extends Value {
  declare readonly labelNames?: L;
  /** What is selected so far. */
  readonly selection: Selection;

  constructor(selection: Selection) {
    super(selection.selector, selection.mistakes);
    this.selection = selection;
  }
  rate(range: RangeText): Distributions<L> {
    return new Distributions<L>(overRange(this.selection, 'rate', range));
  }
  increase(range: RangeText): Distributions<L> {
    return new Distributions<L>(overRange(this.selection, 'increase', range));
  }
}

/** Rates of native histograms. */
export class Distributions<out L extends string> extends Value {
  declare readonly labelNames?: L;

  constructor({ expr, mistakes }: Built) {
    super(expr, mistakes);
  }
  sumBy<const K extends L>(...by: readonly K[]): Distributions<K> {
    return new Distributions<K>(buildAggregate(this, 'sum', 'by', by));
  }
  sum(): Distributions<never> {
    return new Distributions<never>(buildAggregate(this, 'sum', undefined, []));
  }
  avgBy<const K extends L>(...by: readonly K[]): Distributions<K> {
    return new Distributions<K>(buildAggregate(this, 'avg', 'by', by));
  }
  /** The value below which a share of the observations lies, 0.95 for 95 %. */
  quantile(share: number | Scalar): Vector<L> {
    return makeVector<L>(buildCall('histogram_quantile', [share, this]));
  }
  /** Several quantiles at once, told apart by a label (experimental, Prometheus 3.11). */
  quantiles<const N extends string>(label: N, ...shares: readonly (number | Scalar)[]): Vector<L | N> {
    return makeVector<L | N>(buildCall('histogram_quantiles', [this, label, ...shares]));
  }
  /** The share of observations between two values. */
  fraction(lower: number | Scalar, upper: number | Scalar): Vector<L> {
    return makeVector<L>(buildCall('histogram_fraction', [lower, upper, this]));
  }
  /** The number of observations per second. */
  count(): Vector<L> {
    return makeVector<L>(buildCall('histogram_count', [this]));
  }
  /** The sum of observed values per second. */
  total(): Vector<L> {
    return makeVector<L>(buildCall('histogram_sum', [this]));
  }
  average(): Vector<L> {
    return makeVector<L>(buildCall('histogram_avg', [this]));
  }
  standardDeviation(): Vector<L> {
    return makeVector<L>(buildCall('histogram_stddev', [this]));
  }
  variance(): Vector<L> {
    return makeVector<L>(buildCall('histogram_stdvar', [this]));
  }
  /** The histograms as a plain vector. */
  raw(): Vector<L> {
    return makeVector<L>(this);
  }
}

/** What a summary has. */
export class SummaryValue<out L extends string> extends Value {
  declare readonly labelNames?: L;
  /** What is selected so far. */
  readonly selection: Selection;

  constructor(selection: Selection) {
    super(selection.selector, selection.mistakes);
    this.selection = selection;
  }
  /** The quantiles the process computed. They cannot be averaged or added up. */
  quantiles(): Gauge<L | 'quantile'> {
    return makeGauge<L | 'quantile'>(rename(this.selection, '', 'quantile'));
  }
  sum(): Counter<L> {
    return makeCounter<L>(rename(this.selection, '_sum'));
  }
  count(): Counter<L> {
    return makeCounter<L>(rename(this.selection, '_count'));
  }
}

export function makeHistogram<L extends string>(selection: Selection): Histogram<L>;
export function makeHistogram(selection: Selection): HistogramValue<string> {
  return new HistogramValue<string>(selection);
}

export function makeNativeHistogram<L extends string>(selection: Selection): NativeHistogram<L>;
export function makeNativeHistogram(selection: Selection): NativeHistogramValue<string> {
  return new NativeHistogramValue<string>(selection);
}

export function makeSummary<L extends string>(selection: Selection): Summary<L>;
export function makeSummary(selection: Selection): SummaryValue<string> {
  return new SummaryValue<string>(selection);
}

installSelectable(HistogramValue.prototype, makeHistogram);
installSelectable(NativeHistogramValue.prototype, makeNativeHistogram);
installSelectable(SummaryValue.prototype, makeSummary);
