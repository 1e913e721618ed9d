import { type AggregationSignature, aggregations } from './aggregations.ts';
import {
  type Built,
  buildAggregate,
  buildBinary,
  buildCall,
  buildNegative,
  type Join,
  noJoin,
  readArgument,
  readText,
} from './build-expressions.ts';
import {
  type MatchValue,
  type Mistake,
  type RangeText,
  readDuration,
  readLabels,
  readMatchers,
} from './build-terms.ts';
import { type FunctionSignature, functions } from './functions.ts';
import {
  type Camel,
  camelCase,
  type GaugeFunction,
  type GroupAggregation,
  type RangeFunction,
  type Rest,
  type SelectAggregation,
  type VectorFunction,
} from './method-types.ts';
import { regexLiteral } from './re2.ts';
import { type BinaryOperator, type Expr, nowhere } from './syntax.ts';
import { Value } from './value.ts';

/** A vector of the builder: a query with the label names its series can have. */
export type Vector<L extends string> = VectorValue<L> & AggregationMethods<L> & FunctionMethods<L>;

/** A range vector of the builder, made by `subquery`. */
export type Ranged<L extends string> = RangedValue & {
  readonly [F in RangeFunction | GaugeFunction as Camel<F>]: (...rest: Rest<F, Scalar>) => Vector<L>;
} & {
  readonly quantileOverTime: (quantile: number | Scalar) => Vector<L>;
  readonly absentOverTime: () => Vector<L>;
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

/** A number that is computed: `time()`, `scalar(x)`. */
export class Scalar extends Value {
  #with(op: BinaryOperator, right: number | Scalar, bool = false): Scalar {
    const built = buildBinary(this, op, right, noJoin, bool);
    return new Scalar(built.expr, built.mistakes);
  }
  plus(right: number | Scalar): Scalar {
    return this.#with('+', right);
  }
  minus(right: number | Scalar): Scalar {
    return this.#with('-', right);
  }
  times(right: number | Scalar): Scalar {
    return this.#with('*', right);
  }
  over(right: number | Scalar): Scalar {
    return this.#with('/', right);
  }
  modulo(right: number | Scalar): Scalar {
    return this.#with('%', right);
  }
  power(right: number | Scalar): Scalar {
    return this.#with('^', right);
  }
  atan2(right: number | Scalar): Scalar {
    return this.#with('atan2', right);
  }
  /** 1 where the comparison holds, 0 where it does not. */
  compare(op: '==' | '!=' | '>' | '<' | '>=' | '<=', right: number | Scalar): Scalar {
    return this.#with(op, right, true);
  }
  negative(): Scalar {
    const built = buildNegative(this);
    return new Scalar(built.expr, built.mistakes);
  }
  /** This number minus every value of a vector: `now.minusEach(boots)` is the age of each. */
  minusEach<L extends string>(vector: VectorValue<L>): Vector<L> {
    return makeVector<L>(buildBinary(this, '-', vector));
  }
  /** This number divided by every value of a vector. */
  overEach<L extends string>(vector: VectorValue<L>): Vector<L> {
    return makeVector<L>(buildBinary(this, '/', vector));
  }
  /** A vector with this one value and no labels. */
  vector(): Vector<never> {
    return makeVector<never>(buildCall('vector', [this]));
  }
}

/** The operators of a vector. A vector also has every aggregation and every function of the tables as a method. */
export class VectorValue<out L extends string> extends Value {
  /** The label names, for the compiler only. */
  declare readonly labelNames?: L;

  protected with<R extends string>(op: BinaryOperator, right: unknown, join: Join = noJoin, bool = false): Vector<R> {
    return makeVector<R>(buildBinary(this, op, right, join, bool));
  }
  plus<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('+', right);
  }
  minus<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('-', right);
  }
  times<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('*', right);
  }
  /** Division, as a fraction is read: `errors.over(total)`. */
  over<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('/', right);
  }
  modulo<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('%', right);
  }
  power<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('^', right);
  }
  atan2<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('atan2', right);
  }
  negative(): Vector<L> {
    return makeVector<L>(buildNegative(this));
  }
  /** Keeps the series whose value is greater. */
  gt<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('>', right);
  }
  lt<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('<', right);
  }
  ge<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('>=', right);
  }
  le<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('<=', right);
  }
  eq<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('==', right);
  }
  ne<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('!=', right);
  }
  /** Keeps every series, with 1 where the comparison holds and 0 where it does not. */
  gtBool<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('>', right, noJoin, true);
  }
  ltBool<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('<', right, noJoin, true);
  }
  geBool<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('>=', right, noJoin, true);
  }
  leBool<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('<=', right, noJoin, true);
  }
  eqBool<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('==', right, noJoin, true);
  }
  neBool<R extends string = L>(right: Right<L, R>): Vector<L> {
    return this.with('!=', right, noJoin, true);
  }
  /** Cuts the observations above a bound out of native histograms. */
  trimAbove(bound: number | Scalar): Vector<L> {
    return this.with('</', bound);
  }
  /** Cuts the observations below a bound out of native histograms. */
  trimBelow(bound: number | Scalar): Vector<L> {
    return this.with('>/', bound);
  }
  /** The series that have a partner with the same labels on the right. */
  and<R extends string = L>(right: VectorValue<R> & Alike<L, R>): Vector<L> {
    return this.with('and', right);
  }
  /** These series, and those of the right side that have no partner here. */
  or<R extends string>(right: VectorValue<R>): Vector<L | R> {
    return this.with('or', right);
  }
  /** The series that have no partner with the same labels on the right. */
  unless<R extends string = L>(right: VectorValue<R> & Alike<L, R>): Vector<L> {
    return this.with('unless', right);
  }
  /** Series are partners when these labels agree; the result of arithmetic has these labels only. */
  on<const K extends L>(...labels: readonly K[]): Matched<L, K, 'on'> {
    return matched<L, K, 'on'>(this, 'on', labels);
  }
  /** Series are partners when all labels but these agree. */
  ignoring<const K extends string>(...labels: readonly K[]): Matched<L, K, 'ignoring'> {
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
  /** 1 where there is no series at all, nothing otherwise. */
  absent(): Vector<L> {
    return makeVector<L>(buildCall('absent', [this]));
  }
  /** The value of the only series, NaN when there is none or more than one. */
  scalar(): Scalar {
    const built = buildCall('scalar', [this]);
    return new Scalar(built.expr, built.mistakes);
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

type Join4 = 'on' | 'ignoring' | 'left' | 'right';

/** The labels of the result of arithmetic, by how the sides are matched. */
type Joined<L extends string, K extends string, M extends Join4, T extends string, R extends string> = M extends 'on'
  ? K
  : M extends 'ignoring'
    ? Exclude<L, K>
    : M extends 'left'
      ? L | T
      : R | T;

/** A vector with a rule for finding partners; an operator completes it. */
export class Matched<L extends string, K extends string, M extends Join4, T extends string = never> {
  readonly #left: Built;
  readonly #join: Join;

  constructor(left: Built, join: Join) {
    this.#left = left;
    this.#join = join;
  }
  #with<R extends string>(op: BinaryOperator, right: unknown, bool = false): Vector<R> {
    return makeVector<R>(buildBinary(this.#left, op, right, this.#join, bool));
  }
  /** Copies labels from the side with one series per group to the other. */
  take<const N extends string>(...labels: readonly N[]): Matched<L, K, M, T | N> {
    const { matching } = this.#join;
    const read = readLabels(labels, 'take()');
    if (matching?.group === undefined) {
      const mistakes = [
        ...this.#join.mistakes,
        'take() needs manyOn() or oneOn(): otherwise there is nothing to copy to.',
      ];
      return new Matched<L, K, M, T | N>(this.#left, { ...this.#join, mistakes });
    }
    const group = { ...matching.group, labels: [...matching.group.labels, ...read.value] };
    const mistakes = [...this.#join.mistakes, ...read.mistakes];
    return new Matched<L, K, M, T | N>(this.#left, { ...this.#join, matching: { ...matching, group }, mistakes });
  }
  /** The value that stands for a series missing on either side, or on one. */
  fill(both: number): Matched<L, K, M, T> {
    return new Matched<L, K, M, T>(this.#left, { ...this.#join, fill: { left: both, right: both } });
  }
  fillLeft(value: number): Matched<L, K, M, T> {
    return new Matched<L, K, M, T>(this.#left, { ...this.#join, fill: { ...this.#join.fill, left: value } });
  }
  fillRight(value: number): Matched<L, K, M, T> {
    return new Matched<L, K, M, T>(this.#left, { ...this.#join, fill: { ...this.#join.fill, right: value } });
  }
  plus<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('+', right);
  }
  minus<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('-', right);
  }
  times<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('*', right);
  }
  over<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('/', right);
  }
  modulo<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('%', right);
  }
  power<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('^', right);
  }
  atan2<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('atan2', right);
  }
  gt<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('>', right);
  }
  lt<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('<', right);
  }
  ge<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('>=', right);
  }
  le<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('<=', right);
  }
  eq<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('==', right);
  }
  ne<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('!=', right);
  }
  gtBool<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('>', right, true);
  }
  ltBool<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('<', right, true);
  }
  geBool<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('>=', right, true);
  }
  leBool<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('<=', right, true);
  }
  eqBool<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('==', right, true);
  }
  neBool<R extends string>(right: VectorValue<R>): Vector<Joined<L, K, M, T, R>> {
    return this.#with('!=', right, true);
  }
  and<R extends string>(right: VectorValue<R>): Vector<L> {
    return this.#with('and', right);
  }
  or<R extends string>(right: VectorValue<R>): Vector<L | R> {
    return this.#with('or', right);
  }
  unless<R extends string>(right: VectorValue<R>): Vector<L> {
    return this.#with('unless', right);
  }
}

const matched = <L extends string, K extends string, M extends Join4>(
  left: Built,
  kind: 'on' | 'ignoring',
  labels: readonly unknown[],
  side?: 'left' | 'right',
): Matched<L, K, M> => {
  const read = readLabels(labels, `${kind}()`);
  const group = side === undefined ? {} : { group: { side, labels: [] } };
  return new Matched<L, K, M>(left, { matching: { kind, labels: read.value, ...group }, mistakes: read.mistakes });
};

/** A range vector. It has every function of range vectors as a method. */
export class RangedValue extends Value {}

/** Gives a class the methods that the tables call for. The types of `Vector` and `Ranged` say the same. */
const install = (target: object, name: string, method: (this: Built, ...args: readonly unknown[]) => unknown): void => {
  Object.defineProperty(target, camelCase(name), { value: method });
};

for (const [name, signature] of Object.entries<FunctionSignature>(functions)) {
  const [first, second] = signature.args;
  const special = signature.labels !== 'series' && signature.labels !== 'named';
  if (first === 'vector' && !special && signature.max === undefined) {
    install(VectorValue.prototype, name, function (...rest) {
      return makeVector(buildCall(name, [this, ...rest]));
    });
  }
  if (first === 'range') {
    install(RangedValue.prototype, name, function (...rest) {
      return makeVector(buildCall(name, [this, ...rest]));
    });
  }
  if (second === 'range') {
    install(RangedValue.prototype, name, function (parameter) {
      return makeVector(buildCall(name, [parameter, this]));
    });
  }
}

for (const [name, { param }] of Object.entries<AggregationSignature>(aggregations)) {
  for (const kind of [undefined, 'by', 'without'] as const) {
    const method = `${name}${kind === undefined ? '' : kind === 'by' ? 'By' : 'Without'}`;
    install(VectorValue.prototype, method, function (...args) {
      if (param === undefined) return makeVector(buildAggregate(this, name, kind, args));
      const [given, ...labels] = args;
      const parameter = param === 'string' ? readText(given, 'A label name') : readArgument(given);
      const built = buildAggregate(this, name, kind, labels, parameter.expr);
      return makeVector({ expr: built.expr, mistakes: [...built.mistakes, ...parameter.mistakes] });
    });
  }
}

/** Makes a vector. The methods that its type promises beyond those of the class come from the tables. */
export function makeVector<L extends string>(built: Built): Vector<L>;
export function makeVector(built: Built): VectorValue<string> {
  return new VectorValue<string>(built.expr, built.mistakes);
}

export function makeRanged<L extends string>(built: Built): Ranged<L>;
export function makeRanged(built: Built): RangedValue {
  return new RangedValue(built.expr, built.mistakes);
}
