import { type Built, buildBinary, buildCall, readArgument } from './build-expressions.ts';
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
import { modify, narrow, overRange, pin, type Selection, shift, unbind } from './selection.ts';
import { Value } from './value.ts';
import { makeVector, type Scalar, type Vector, VectorValue } from './vector.ts';

/** Conditions on labels the metric has. */
export type Conditions<L extends string> = { readonly [K in L]?: MatchValue | undefined };

type RangeMethods<L extends string, F extends CounterFunction | GaugeFunction | RangeFunction> = {
  readonly [K in F as Camel<K>]: (range: RangeText, ...rest: Rest<K, Scalar>) => Vector<L>;
} & {
  readonly quantileOverTime: (quantile: number | Scalar, range: RangeText) => Vector<L>;
  readonly absentOverTime: (range: RangeText) => Vector<never>;
};

type Refused<F extends string, S extends string> = {
  readonly [K in F as Camel<K>]: (range: Mistake<S>, ...rest: readonly unknown[]) => never;
};

/** What can be done to the selection of any metric; each kind gives itself back. */
export interface Selectable<L extends string, Self> {
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
export interface Counter<out L extends string>
  extends CounterValue<L>,
    Selectable<L, Counter<L>>,
    RangeMethods<L, CounterFunction | RangeFunction>,
    Refused<GaugeFunction, CounterMistake> {}

type CounterMistake =
  'This is a function for gauges, and this metric is a counter, which falls to 0 when its process restarts. Use rate() or increase().';

/** A gauge: a vector whose values over time have extremes, averages and a slope. */
export interface Gauge<out L extends string>
  extends GaugeValue<L>,
    Omit<Vector<L>, keyof GaugeValue<L>>,
    Selectable<L, Gauge<L>>,
    RangeMethods<L, GaugeFunction | RangeFunction>,
    Refused<CounterFunction, GaugeMistake> {}

type GaugeMistake =
  'This is a function for counters, and this metric is a gauge. Use delta() or deriv() for its change.';

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
  /** 1 where there is no series at all, nothing otherwise. It has the labels that matchers fix, and no others. */
  absent(): Vector<never> {
    return makeVector<never>(buildCall('absent', [this]));
  }
  /**
   * The growth over a range, with the first value of a series that appeared in it. `increase` cannot see that value: a
   * counter born at 1 has not increased. A series that was there within the hour before the range is not new, so a gap
   * in scraping is no birth.
   */
  increaseSinceBirth(range: RangeText): Vector<L> {
    const before = makeVector<L>(overRange(shift(this.selection, range), 'last_over_time', '1h'));
    const born = buildBinary(this, 'unless', before);
    return makeVector<L>(buildBinary(born, 'or', makeVector<L>(overRange(this.selection, 'increase', range))));
  }
  quantile(
    _quantile: Mistake<'quantile() is for histograms, and this metric is a counter. Use rate() first, then quantile() across series.'>,
  ): Vector<L> {
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
export const installSelectable = (target: object, again: (selection: Selection) => unknown): void => {
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

installSelectable(CounterValue.prototype, makeCounter);
installSelectable(GaugeValue.prototype, makeGauge);
installRangeFunctions(CounterValue.prototype, 'gauge', 'counter');
installRangeFunctions(GaugeValue.prototype, 'counter', 'gauge');
