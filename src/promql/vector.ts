import { type Built, buildBinary, buildCall, buildNegative, type Join } from './build-expressions.ts';
import {
  type MatchValue,
  type Mistake,
  type RangeText,
  readDuration,
  readLabels,
  readMatchers,
} from './build-terms.ts';
import type {
  Camel,
  GaugeFunction,
  GroupAggregation,
  RangeFunction,
  Rest,
  SelectAggregation,
  VectorFunction,
} from './method-types.ts';
import type { ArithmeticMethods, ComparisonMethods } from './operator-methods.ts';
import { regexLiteral } from './re2.ts';
import { type Expr, nowhere } from './syntax.ts';
import { Value } from './value.ts';
import { installVectorMethods } from './vector-methods.ts';

/** A vector of the builder: a query with the label names its series can have. */
export interface Vector<out L extends string>
  extends VectorValue<L>,
    OperatorMethods<L>,
    AggregationMethods<L>,
    FunctionMethods<L> {}

/** A range vector of the builder, made by `subquery`. */
export interface Ranged<out L extends string> extends RangedValue, RangedMethods<L> {}

type RangedMethods<L extends string> = {
  readonly [F in RangeFunction | GaugeFunction as Camel<F>]: (...rest: Rest<F, Scalar>) => Vector<L>;
} & {
  readonly quantileOverTime: (quantile: number | Scalar) => Vector<L>;
  readonly absentOverTime: () => Vector<never>;
};

type OperatorMethods<L extends string> = {
  readonly [N in keyof ArithmeticMethods]: <R extends string = L>(right: Right<L, R>) => Vector<L>;
} & {
  readonly [N in keyof ComparisonMethods]: <R extends string = L>(right: Right<L, R>) => Vector<L>;
} & {
  readonly [N in keyof ComparisonMethods as `${N}Bool`]: <R extends string = L>(right: Right<L, R>) => Vector<L>;
};

type FunctionMethods<L extends string> = {
  readonly [F in VectorFunction as Camel<F>]: (...rest: Rest<F, Scalar>) => Vector<L>;
};

type AggregationMethods<L extends string> = {
  readonly [A in GroupAggregation as A]: () => Vector<never>;
} & {
  readonly [A in GroupAggregation as `${A}By`]: <const K extends L>(...by: readonly K[]) => Vector<K>;
} & {
  readonly [A in GroupAggregation as `${A}Without`]: <const K extends L>(
    ...labels: readonly K[]
  ) => Vector<Exclude<L, K>>;
} & {
  readonly [A in SelectAggregation as Camel<A>]: (count: number | Scalar) => Vector<L>;
} & {
  readonly [A in SelectAggregation as `${Camel<A>}By`]: <const K extends L>(
    count: number | Scalar,
    ...by: readonly K[]
  ) => Vector<L>;
} & {
  readonly [A in SelectAggregation as `${Camel<A>}Without`]: <const K extends L>(
    count: number | Scalar,
    ...labels: readonly K[]
  ) => Vector<L>;
} & {
  readonly quantile: (quantile: number | Scalar) => Vector<never>;
  readonly quantileBy: <const K extends L>(quantile: number | Scalar, ...by: readonly K[]) => Vector<K>;
  readonly quantileWithout: <const K extends L>(
    quantile: number | Scalar,
    ...labels: readonly K[]
  ) => Vector<Exclude<L, K>>;
  readonly countValues: <const N extends string>(label: N) => Vector<N>;
  readonly countValuesBy: <const N extends string, const K extends L>(label: N, ...by: readonly K[]) => Vector<K | N>;
  readonly countValuesWithout: <const N extends string, const K extends L>(
    label: N,
    ...labels: readonly K[]
  ) => Vector<Exclude<L, K> | N>;
};

type Unmatched =
  Mistake<'These vectors have different labels, so no series would match. Say which labels must agree: a.on("service").over(b), or a.manyOn("service").over(b) when the left side has more series.'>;

/** Nothing when the labels of two vectors agree or are not known, a mistake otherwise. */
type Alike<L extends string, R extends string> = string extends L
  ? unknown
  : string extends R
    ? unknown
    : [L] extends [R]
      ? [R] extends [L]
        ? unknown
        : Unmatched
      : Unmatched;

type Right<L extends string, R extends string> = number | Scalar | (VectorValue<R> & Alike<L, R>);

/** A number that is computed: `time()`, `scalar(x)`. Its comparisons give 0 or 1. */
export interface Scalar extends ScalarValue, ScalarMethods {}

type ScalarMethods = {
  readonly [N in keyof ArithmeticMethods]: (right: number | Scalar) => Scalar;
} & {
  readonly [N in keyof ComparisonMethods as `${N}Bool`]: (right: number | Scalar) => Scalar;
};

/** What a scalar has beyond the operators of the table. */
export class ScalarValue extends Value {
  negative(): Scalar {
    return makeScalar(buildNegative(this));
  }
  /** This number minus every value of a vector: `time().minusEach(boots)` is the age of each. */
  minusEach<L extends string>(vector: VectorValue<L>): Vector<L> {
    return makeVector<L>(buildBinary(this, '-', vector));
  }
  /** This number divided by every value of a vector. */
  overEach<L extends string>(vector: VectorValue<L>): Vector<L> {
    return makeVector<L>(buildBinary(this, '/', vector));
  }
  /** This number to the power of every value of a vector. */
  powerEach<L extends string>(vector: VectorValue<L>): Vector<L> {
    return makeVector<L>(buildBinary(this, '^', vector));
  }
  /** A vector with this one value and no labels. */
  vector(): Vector<never> {
    return makeVector<never>(buildCall('vector', [this]));
  }
}

/** What a vector has beyond the operators, aggregations and functions of the tables. */
export class VectorValue<out L extends string> extends Value {
  /** The label names, for the compiler only. */
  declare readonly labelNames?: L;

  negative(): Vector<L> {
    return makeVector<L>(buildNegative(this));
  }
  /** Cuts the observations above a bound out of native histograms. */
  trimAbove(bound: number | Scalar): Vector<L> {
    return makeVector(buildBinary(this, '</', bound));
  }
  /** Cuts the observations below a bound out of native histograms. */
  trimBelow(bound: number | Scalar): Vector<L> {
    return makeVector(buildBinary(this, '>/', bound));
  }
  /** The series that have a partner with the same labels on the right. */
  and<R extends string = L>(right: VectorValue<R> & Alike<L, R>): Vector<L> {
    return makeVector(buildBinary(this, 'and', right));
  }
  /** These series, and those of the right side that have no partner here. */
  or<R extends string>(right: VectorValue<R>): Vector<L | R> {
    return makeVector(buildBinary(this, 'or', right));
  }
  /** The series that have no partner with the same labels on the right. */
  unless<R extends string = L>(right: VectorValue<R> & Alike<L, R>): Vector<L> {
    return makeVector(buildBinary(this, 'unless', right));
  }
  /** Series are partners when these labels agree; the result of arithmetic has these labels only. */
  on<const K extends L>(...labels: readonly K[]): Matched<L, K, 'on'> {
    return matched<L, K, 'on'>(this, 'on', labels);
  }
  /** Series are partners when all labels but these agree. */
  ignoring<const K extends L>(...labels: readonly K[]): Matched<L, K, 'ignoring'> {
    return matched<L, K, 'ignoring'>(this, 'ignoring', labels);
  }
  /** Like `on`, with any number of series here for each on the right (`group_left`); `take` copies labels from there. */
  manyOn<const K extends L>(...labels: readonly K[]): Matched<L, K, 'left'> {
    return matched<L, K, 'left'>(this, 'on', labels, 'left');
  }
  /** Like `ignoring`, with any number of series here for each on the right (`group_left`). */
  manyIgnoring<const K extends string>(...labels: readonly K[]): Matched<L, K, 'left'> {
    return matched<L, K, 'left'>(this, 'ignoring', labels, 'left');
  }
  /** Like `on`, with any number of series on the right for each here (`group_right`). */
  oneOn<const K extends L>(...labels: readonly K[]): Matched<L, K, 'right'> {
    return matched<L, K, 'right'>(this, 'on', labels, 'right');
  }
  /** Like `ignoring`, with any number of series on the right for each here (`group_right`). */
  oneIgnoring<const K extends string>(...labels: readonly K[]): Matched<L, K, 'right'> {
    return matched<L, K, 'right'>(this, 'ignoring', labels, 'right');
  }
  /** 1 where there is no series at all, nothing otherwise. It has the labels that matchers fix, and no others. */
  absent(): Vector<never> {
    return makeVector<never>(buildCall('absent', [this]));
  }
  /** The value of the only series, NaN when there is none or more than one. */
  scalar(): Scalar {
    return makeScalar(buildCall('scalar', [this]));
  }
  /** Sets a label from another: `labelReplace('pod', '$1', 'instance', /(.*):\d+/)`. */
  labelReplace<const N extends string, const S extends L>(
    target: N,
    replacement: string,
    source: S,
    pattern: RegExp,
  ): Vector<L | N> {
    const literal =
      pattern instanceof RegExp ? regexLiteral(pattern) : { problem: 'labelReplace() takes a regular expression.' };
    const built = buildCall('label_replace', [
      this,
      target,
      replacement,
      source,
      'pattern' in literal ? literal.pattern : '',
    ]);
    const mistakes = 'problem' in literal ? [literal.problem] : [];
    return makeVector<L | N>({ expr: built.expr, mistakes: [...built.mistakes, ...mistakes] });
  }
  /** Sets a label to the values of others, with a separator between them. */
  labelJoin<const N extends string, const S extends L>(
    target: N,
    separator: string,
    ...sources: readonly S[]
  ): Vector<L | N> {
    return makeVector<L | N>(buildCall('label_join', [this, target, separator, ...sources]));
  }
  /** Sorts by the values of labels; matters in tables only. */
  sortByLabel<const K extends L>(...labels: readonly K[]): Vector<L> {
    return makeVector<L>(buildCall('sort_by_label', [this, ...labels]));
  }
  sortByLabelDesc<const K extends L>(...labels: readonly K[]): Vector<L> {
    return makeVector<L>(buildCall('sort_by_label_desc', [this, ...labels]));
  }
  /** Adds the labels of info metrics, all of them or those that a record of matchers chooses. */
  info(matchers?: Readonly<Record<string, MatchValue>>): Vector<string> {
    if (matchers === undefined) return makeVector<string>(buildCall('info', [this]));
    const read = readMatchers(matchers, undefined);
    const selector = new Value({ kind: 'selector', matchers: read.value, ...nowhere }, read.mistakes);
    return makeVector<string>(buildCall('info', [this, selector]));
  }
  /** The values of this query over a time, one per step (default step: the server's evaluation interval). */
  subquery(range: RangeText, step?: RangeText): Ranged<L> {
    const length = readDuration(range, 'The range of a subquery');
    const every = step === undefined ? undefined : readDuration(step, 'The step of a subquery');
    const expr: Expr = {
      kind: 'subquery',
      expr: this.expr,
      range: length.value,
      ...(every === undefined ? {} : { step: every.value }),
      ...nowhere,
    };
    return makeRanged<L>({ expr, mistakes: [...this.mistakes, ...length.mistakes, ...(every?.mistakes ?? [])] });
  }
}

/** How many partners a series has: one (`on`, `ignoring`), or many on the left or on the right. */
type Cardinality = 'on' | 'ignoring' | 'left' | 'right';

/** The labels of the result of arithmetic, by how the sides are matched. */
type Joined<
  L extends string,
  K extends string,
  M extends Cardinality,
  T extends string,
  R extends string,
> = M extends 'on' ? K : M extends 'ignoring' ? Exclude<L, K> : M extends 'left' ? L | T : R | T;

type Lacking =
  Mistake<'The right side lacks a label that on() matches by, so no series would match. Keep the label there, or take it out of on().'>;

type Untaken = Mistake<'take() copies a label that the side with one series per group does not have.'>;

/** Nothing when all of some labels are among others or those are not known, a mistake otherwise. */
type Among<K extends string, R extends string, Wrong> = string extends R ? unknown : [K] extends [R] ? unknown : Wrong;

/** The right side of a matched vector: it has the labels of `on`, and one of the sides has those of `take`. */
type Partner<
  L extends string,
  K extends string,
  M extends Cardinality,
  T extends string,
  R extends string,
> = VectorValue<R> &
  (M extends 'on' ? Among<K, R, Lacking> : unknown) &
  (M extends 'left' ? Among<T, R, Untaken> : M extends 'right' ? Among<T, L, Untaken> : unknown);

/** A vector with a rule for finding partners; an operator completes it. */
export type Matched<L extends string, K extends string, M extends Cardinality, T extends string = never> = MatchedValue<
  L,
  K,
  M,
  T
> & {
  readonly [N in keyof ArithmeticMethods]: <R extends string>(
    right: Partner<L, K, M, T, R>,
  ) => Vector<Joined<L, K, M, T, R>>;
} & {
  readonly [N in keyof ComparisonMethods]: <R extends string>(
    right: Partner<L, K, M, T, R>,
  ) => Vector<Joined<L, K, M, T, R>>;
} & {
  readonly [N in keyof ComparisonMethods as `${N}Bool`]: <R extends string>(
    right: Partner<L, K, M, T, R>,
  ) => Vector<Joined<L, K, M, T, R>>;
};

/** What a matched vector has beyond the operators of the table. */
export class MatchedValue<L extends string, K extends string, M extends Cardinality, T extends string> {
  readonly left: Built;
  readonly join: Join;

  constructor(left: Built, join: Join) {
    this.left = left;
    this.join = join;
  }
  /** Copies labels from the side with one series per group to the other. */
  take<const N extends string>(...labels: readonly N[]): Matched<L, K, M, T | N> {
    const { matching } = this.join;
    const read = readLabels(labels, 'take()');
    if (matching?.group === undefined) {
      const mistakes = [
        ...this.join.mistakes,
        'take() needs manyOn() or oneOn(): otherwise there is nothing to copy to.',
      ];
      return makeMatched<L, K, M, T | N>(this.left, { ...this.join, mistakes });
    }
    const group = { ...matching.group, labels: [...matching.group.labels, ...read.value] };
    const mistakes = [...this.join.mistakes, ...read.mistakes];
    return makeMatched<L, K, M, T | N>(this.left, { ...this.join, matching: { ...matching, group }, mistakes });
  }
  /** The value that stands for a series missing on either side (Prometheus 3.10, feature flag). */
  fill(both: number): Matched<L, K, M, T> {
    return makeMatched<L, K, M, T>(this.left, { ...this.join, fill: { left: both, right: both } });
  }
  /** The value that stands for a series missing on the left. */
  fillLeft(value: number): Matched<L, K, M, T> {
    return makeMatched<L, K, M, T>(this.left, { ...this.join, fill: { ...this.join.fill, left: value } });
  }
  /** The value that stands for a series missing on the right. */
  fillRight(value: number): Matched<L, K, M, T> {
    return makeMatched<L, K, M, T>(this.left, { ...this.join, fill: { ...this.join.fill, right: value } });
  }
  and<R extends string>(right: VectorValue<R>): Vector<L> {
    return makeVector<L>(buildBinary(this.left, 'and', right, this.join));
  }
  or<R extends string>(right: VectorValue<R>): Vector<L | R> {
    return makeVector<L | R>(buildBinary(this.left, 'or', right, this.join));
  }
  unless<R extends string>(right: VectorValue<R>): Vector<L> {
    return makeVector<L>(buildBinary(this.left, 'unless', right, this.join));
  }
}

const matched = <L extends string, K extends string, M extends Cardinality>(
  left: Built,
  kind: 'on' | 'ignoring',
  labels: readonly unknown[],
  side?: 'left' | 'right',
): Matched<L, K, M> => {
  const read = readLabels(labels, `${kind}()`);
  const group = side === undefined ? {} : { group: { side, labels: [] } };
  return makeMatched<L, K, M, never>(left, {
    matching: { kind, labels: read.value, ...group },
    mistakes: read.mistakes,
  });
};

/** A range vector. It has every function of range vectors as a method. */
export class RangedValue extends Value {}

/** Makes a vector. The methods that its type promises beyond those of the class come from the tables. */
export function makeVector<L extends string>(built: Built): Vector<L>;
export function makeVector(built: Built): VectorValue<string> {
  return new VectorValue<string>(built.expr, built.mistakes);
}

export function makeRanged<L extends string>(built: Built): Ranged<L>;
export function makeRanged(built: Built): RangedValue {
  return new RangedValue(built.expr, built.mistakes);
}

export function makeScalar(built: Built): Scalar;
export function makeScalar(built: Built): ScalarValue {
  return new ScalarValue(built.expr, built.mistakes);
}

function makeMatched<L extends string, K extends string, M extends Cardinality, T extends string>(
  left: Built,
  join: Join,
): Matched<L, K, M, T>;
function makeMatched(left: Built, join: Join): MatchedValue<string, string, Cardinality, string> {
  return new MatchedValue(left, join);
}

installVectorMethods(
  {
    vector: VectorValue.prototype,
    scalar: ScalarValue.prototype,
    matched: MatchedValue.prototype,
    ranged: RangedValue.prototype,
  },
  { makeVector, makeScalar },
);
