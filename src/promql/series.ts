import { type Built, buildAggregate, buildCall, readArgument } from './build-expressions.ts';
import type { MatchValue, Mistake, RangeText } from './build-terms.ts';
import { type FunctionSignature, functions } from './functions.ts';
import {
  type Camel,
  type CounterFunction,
  camelCase,
  type GaugeFunction,
  type RangeFunction,
  type Rest,
} from './method-types.ts';
import { modify, narrow, overRange, pin, rename, type Selection, shift, unbind } from './selection.ts';
import { Value } from './value.ts';
import { makeVector, type Scalar, type Vector, VectorValue } from './vector.ts';

/** Conditions on labels the metric has. */
export type Conditions<L extends string> = { readonly [K in L]?: MatchValue | undefined };

type RangeMethods<L extends string, F extends CounterFunction | GaugeFunction | RangeFunction> = {
  readonly [K in F as Camel<K>]: (range: RangeText, ...rest: Rest<K, Scalar>) => Vector<L>;
} & {
  readonly quantileOverTime: (quantile: number | Scalar, range: RangeText) => Vector<L>;
  readonly absentOverTime: (range: RangeText) => Vector<L>;
};

type Refused<F extends string, S extends string> = {
  readonly [K in F as Camel<K>]: (range: Mistake<S>, ...rest: readonly unknown[]) => never;
};

/** What can be done to the selection of any metric; each kind gives itself back. */
interface Selectable<L extends string, Self> {
  /** Keeps the series whose labels meet the conditions: `where({ status: /5../, method: ['GET', 'HEAD'] })`. */
  readonly where: (conditions: Conditions<L>) => Self;
  /** Takes away the matchers the metric came with, such as `service="api"`. */
  readonly unbound: () => Self;
  /** The values of some time ago. */
  readonly offset: (offset: RangeText) => Self;
  /** The values at a time in seconds since 1970, or at an end of the query's range. */
  readonly at: (time: number | 'start' | 'end') => Self;
  /** Counts the sample before the range as its first (feature flag `promql-extended-range-selectors`). */
  readonly anchored: () => Self;
  /** Interpolates the values at the borders of the range (feature flag `promql-extended-range-selectors`). */
  readonly smoothed: () => Self;
}

const selectable: Readonly<Record<string, (selection: Selection, argument: unknown) => Selection>> = {
  where: narrow,
  unbound: unbind,
  offset: shift,
  at: pin,
  anchored: selection => modify(selection, { extension: 'anchored' }),
  smoothed: selection => modify(selection, { extension: 'smoothed' }),
};

/** A counter: it has a rate, an increase and resets. Its value as such says little; `raw` gives it all the same. */
export type Counter<L extends string> = CounterValue<L> &
  Selectable<L, Counter<L>> &
  RangeMethods<L, CounterFunction | RangeFunction> &
  Refused<
    GaugeFunction,
    'This is a function for gauges, and this metric is a counter, which falls to 0 when its process restarts. Use rate() or increase().'
  >;

/** A gauge: a vector whose values over time have extremes, averages and a slope. */
export type Gauge<L extends string> = GaugeValue<L> &
  Vector<L> &
  Selectable<L, Gauge<L>> &
  RangeMethods<L, GaugeFunction | RangeFunction> &
  Refused<
    CounterFunction,
    'This is a function for counters, and this metric is a gauge. Use delta() or deriv() for its change.'
  >;

/** A classic histogram. Its rate is a set of buckets, which have quantiles. */
export type Histogram<L extends string> = HistogramValue<L> & Selectable<L, Histogram<L>>;

/** A native histogram. Its rate is a set of distributions, which have quantiles, counts and sums. */
export type NativeHistogram<L extends string> = NativeHistogramValue<L> & Selectable<L, NativeHistogram<L>>;

/** A summary: quantiles the process computed, a sum and a count. */
export type Summary<L extends string> = SummaryValue<L> & Selectable<L, Summary<L>>;

type NotAVector =
  Mistake<'quantile() is for histograms, and this metric is a counter. Use rate() first, then quantile() across series.'>;

/** What a counter has beyond the functions of the table. */
export class CounterValue<out L extends string> extends Value {
  declare readonly labelNames?: L;
  /** What is selected so far. */
  readonly selection: Selection;

  constructor(selection: Selection) {
    super(selection.selector, selection.mistakes);
    this.selection = selection;
  }
  /** The current value of the counter. */
  raw(): Vector<L> {
    return makeVector<L>(this);
  }
  /** 1 where there is no series at all, nothing otherwise. */
  absent(): Vector<L> {
    return makeVector<L>(buildCall('absent', [this]));
  }
  quantile(_quantile: NotAVector): Vector<L> {
    return makeVector<L>({
      expr: this.expr,
      mistakes: [...this.mistakes, `${this.toPromql()} is a counter and has no quantiles.`],
    });
  }
}

/** What a gauge has beyond the methods of a vector. */
export class GaugeValue<out L extends string> extends VectorValue<L> {
  /** What is selected so far. */
  readonly selection: Selection;

  constructor(selection: Selection) {
    super(selection.selector, selection.mistakes);
    this.selection = selection;
  }
}

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

interface Selecting extends Built {
  readonly selection: Selection;
}

const install = (
  target: object,
  name: string,
  method: (this: Selecting, ...args: readonly unknown[]) => unknown,
): void => {
  Object.defineProperty(target, camelCase(name), { value: method });
};

/** Gives a kind of metric the methods of `Selectable`; `again` makes the same kind of another selection. */
const installSelectable = (target: object, again: (selection: Selection) => unknown): void => {
  for (const [name, change] of Object.entries(selectable)) {
    install(target, name, function (argument) {
      return again(change(this.selection, argument));
    });
  }
};

/** Gives a kind of metric every function of a range; one that wants another kind works and leaves a mistake. */
const installRangeFunctions = (target: object, refused: 'counter' | 'gauge', kind: string): void => {
  for (const [name, signature] of Object.entries<FunctionSignature>(functions)) {
    const position = signature.args.indexOf('range');
    if (position < 0) continue;
    install(target, name, function (...args) {
      const before = args.slice(0, position).map(readArgument);
      const after = args
        .slice(position + 1)
        .filter(argument => argument !== undefined)
        .map(readArgument);
      const built = overRange(
        this.selection,
        name,
        args[position],
        before.map(({ expr }) => expr),
        after.map(({ expr }) => expr),
      );
      const wrong =
        signature.wants === refused
          ? [`${name}() is for a ${refused}, and ${this.selection.selector.name ?? 'this'} is a ${kind}.`]
          : [];
      return makeVector({
        expr: built.expr,
        mistakes: [...built.mistakes, ...[...before, ...after].flatMap(({ mistakes }) => mistakes), ...wrong],
      });
    });
  }
};

/** Makes a counter. The methods that its type promises beyond those of the class come from the tables. */
export function makeCounter<L extends string>(selection: Selection): Counter<L>;
export function makeCounter(selection: Selection): CounterValue<string> {
  return new CounterValue<string>(selection);
}

export function makeGauge<L extends string>(selection: Selection): Gauge<L>;
export function makeGauge(selection: Selection): GaugeValue<string> {
  return new GaugeValue<string>(selection);
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

installSelectable(CounterValue.prototype, makeCounter);
installSelectable(GaugeValue.prototype, makeGauge);
installSelectable(HistogramValue.prototype, makeHistogram);
installSelectable(NativeHistogramValue.prototype, makeNativeHistogram);
installSelectable(SummaryValue.prototype, makeSummary);
installRangeFunctions(CounterValue.prototype, 'gauge', 'counter');
installRangeFunctions(GaugeValue.prototype, 'counter', 'gauge');
