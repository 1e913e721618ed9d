import fc from 'fast-check';
import { type AggregationSignature, aggregations } from '../../src/promql/aggregations.ts';
import { arity, type FunctionSignature, functions, type ValueType } from '../../src/promql/functions.ts';
import type {
  At,
  Binary,
  BinaryOperator,
  DurationExpr,
  Expr,
  Matching,
  Modifiers,
  Selector,
} from '../../src/promql/syntax.ts';
import { type Availability, isAtLeast, syntaxAvailability, unavailable } from '../../src/promql/versions.ts';

/** Which language expressions are generated in. */
export interface Language {
  readonly version: string;
  readonly features: readonly string[];
}

const nowhere = { from: 0, to: 0 } as const;

const name = fc.constantFrom(
  'up',
  'requests_total',
  'job:errors:rate5m',
  'sum',
  'offset',
  'by',
  'a',
  'bottomk',
  'start',
  'and',
);
const plainLabel = fc.constantFrom('job', 'le', 'by', 'on', 'group_left', '_x', 'bool', 'offset');
const text = fc.oneof(
  fc.constantFrom('', 'a', '5..', 'x"y', 'back\\slash', 'line\nbreak', "it's", '`', 'naïve', '$1', '日本', '\u0001'),
  fc.string({ unit: 'grapheme', maxLength: 6 }).filter(value => !value.includes('\ufffd')),
);
const regex = fc.constantFrom('5..', 'a|b', '(?i)x+', '[^:]+:.*', '\\d{2,3}', '.+', 'a\\.b');
const number = fc.oneof(
  fc.integer({ min: -1000, max: 1_000_000 }),
  fc.constantFrom(
    0,
    0.05,
    0.001,
    1e-9,
    1e21,
    1.5e-25,
    123456.789,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Expressions that are right in a language, together with everything it has. */
export const expressions = (language: Language, depth = 4): fc.Arbitrary<Expr> => {
  const features = new Set(language.features);
  const has = (availability: Availability | undefined): boolean =>
    availability === undefined || unavailable('', availability, language.version, features) === undefined;
  const utf8 = isAtLeast(language.version, '3.0');
  const label = utf8 ? fc.oneof(plainLabel, fc.constantFrom('my.label', 'a b', 'nan')) : plainLabel;
  const metric = has(syntaxAvailability.quotedNames)
    ? fc.oneof(name, fc.constantFrom('my.metric', 'on', 'bool'))
    : name;
  const usableFunctions = Object.entries<FunctionSignature>(functions).filter(
    ([func, { availability }]) => has(availability) && func !== 'info',
  );
  const usableAggregations = Object.entries<AggregationSignature>(aggregations).filter(([, { availability }]) =>
    has(availability),
  );

  const matcher = fc.oneof(
    fc.record({ label: plainLabel, op: fc.constantFrom('=', '!='), value: text }),
    fc.record({ label: utf8 ? label : plainLabel, op: fc.constantFrom('=~', '!~'), value: regex }),
  );
  const whole = fc
    .integer({ min: 1, max: 100_000_000 })
    .map((milliseconds): DurationExpr => ({ kind: 'duration', milliseconds, ...nowhere }));
  const arithmetic = (inner: fc.Arbitrary<DurationExpr>): fc.Arbitrary<DurationExpr> =>
    fc.oneof(
      fc
        .record({ op: fc.constantFrom('+', '-', '*', '/', '%', '^'), left: inner, right: inner })
        .map((parts): DurationExpr => ({ kind: 'durationBinary', ...parts, ...nowhere })),
      fc
        .constantFrom('step', 'range')
        .map((func): DurationExpr => ({ kind: 'durationCall', func, args: [], ...nowhere })),
      fc
        .tuple(fc.constantFrom('min_of', 'max_of'), inner, inner)
        .map(([func, ...args]): DurationExpr => ({ kind: 'durationCall', func, args, ...nowhere })),
    );
  const backwards = whole.map(
    (fixed): DurationExpr => (fixed.kind === 'duration' ? { ...fixed, milliseconds: -fixed.milliseconds } : fixed),
  );
  const negated = (inner: fc.Arbitrary<DurationExpr>): fc.Arbitrary<DurationExpr> =>
    inner.map((expr): DurationExpr => ({ kind: 'durationNegation', expr, ...nowhere }));
  const one = arithmetic(fc.oneof(whole, backwards));
  const two = arithmetic(fc.oneof(whole, one, negated(one)));
  const computed = has(syntaxAvailability.durationMinOf);
  const duration = computed ? fc.oneof(whole, one, two, negated(two)) : whole;
  const offset = fc.oneof(duration, backwards);
  const at: fc.Arbitrary<At> = fc.oneof(
    fc.constantFrom<At>({ kind: 'start' }, { kind: 'end' }),
    fc.integer({ min: -1_000_000, max: 2_000_000_000_000 }).map((ms): At => ({ kind: 'time', seconds: ms / 1_000 })),
  );
  const modifiers: fc.Arbitrary<Modifiers> = fc.record({ offset, at }, { requiredKeys: [] });
  const extension: fc.Arbitrary<Pick<Modifiers, 'extension'>> = has(syntaxAvailability.extendedRanges)
    ? fc.record({ extension: fc.constantFrom('anchored', 'smoothed') }, { requiredKeys: [] })
    : fc.constant({});
  const bare: fc.Arbitrary<Selector> = fc.tuple(metric, fc.array(matcher, { maxLength: 3 })).map(([own, matchers]) => ({
    kind: 'selector',
    name: own,
    matchers: matchers.map(each => ({ ...each, ...nowhere })),
    ...nowhere,
  }));
  const labels = fc.uniqueArray(label, { maxLength: 3 });

  const scalar = (left: number): fc.Arbitrary<Expr> => {
    const literal = number.map((value): Expr => ({ kind: 'number', value, ...nowhere }));
    const literals = has(syntaxAvailability.durationAsNumber)
      ? fc.oneof(
          literal,
          fc
            .integer({ min: 1, max: 100_000 })
            .map((value): Expr => ({ kind: 'number', value, duration: true, ...nowhere })),
        )
      : literal;
    return left <= 0 ? literals : fc.oneof(literals, calls('scalar', left), binary(left, scalar, scalar, true));
  };

  const vector = (left: number): fc.Arbitrary<Expr> => {
    const selector = fc
      .tuple(bare, modifiers, extension)
      .map(([own, first, second]): Expr => ({ ...own, ...first, ...second }));
    if (left <= 0) return selector;
    return fc.oneof(
      { weight: 2, arbitrary: selector },
      { weight: 3, arbitrary: calls('vector', left) },
      { weight: 3, arbitrary: aggregates(left) },
      { weight: 2, arbitrary: binary(left, vector, vector, false) },
      { weight: 1, arbitrary: binary(left, vector, scalar, false) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom('-', '+'), vector(left - 1))
          .map(([op, expr]): Expr => ({ kind: 'unary', op, expr, ...nowhere })),
      },
    );
  };

  const range = (left: number): fc.Arbitrary<Expr> => {
    const plain = fc.tuple(bare, duration, modifiers, extension).map(
      ([selector, length, first, second]): Expr => ({
        kind: 'range',
        selector,
        range: length,
        ...nowhere,
        ...first,
        ...second,
      }),
    );
    if (left <= 0) return plain;
    const subquery = fc.tuple(vector(left - 1), duration, fc.option(duration), modifiers).map(
      ([expr, length, step, more]): Expr => ({
        kind: 'subquery',
        expr,
        range: length,
        ...(step === null ? {} : { step }),
        ...more,
        ...nowhere,
      }),
    );
    return fc.oneof(plain, subquery);
  };

  const argument = (type: ValueType, left: number): fc.Arbitrary<Expr> => {
    if (type === 'scalar') return scalar(left);
    if (type === 'string') return text.map((value): Expr => ({ kind: 'string', value, ...nowhere }));
    return type === 'range' ? range(left) : vector(left);
  };

  const calls = (returns: 'scalar' | 'vector', left: number): fc.Arbitrary<Expr> =>
    fc
      .constantFrom(...usableFunctions.filter(([, signature]) => signature.returns === returns))
      .chain(([func, signature]) => {
        const { min, max } = arity(signature);
        return fc
          .integer({ min, max: Math.min(max, min + 2) })
          .chain(count => {
            const args = Array.from(
              { length: count },
              (_, i) => signature.args[Math.min(i, signature.args.length - 1)] ?? 'vector',
            );
            return fc.tuple(...args.map(type => argument(type, left - 1)));
          })
          .map((args): Expr => ({ kind: 'call', func, args, ...nowhere }));
      });

  const aggregates = (left: number): fc.Arbitrary<Expr> =>
    fc.constantFrom(...usableAggregations).chain(([op, { param }]) =>
      fc
        .tuple(
          vector(left - 1),
          param === undefined ? fc.constant(undefined) : argument(param, left - 1),
          fc.option(fc.record({ kind: fc.constantFrom('by', 'without'), labels })),
        )
        .map(
          ([expr, parameter, grouping]): Expr => ({
            kind: 'aggregate',
            op,
            ...(parameter === undefined ? {} : { param: parameter }),
            expr,
            ...(grouping === null ? {} : { grouping }),
            ...nowhere,
          }),
        ),
    );

  const matching = (op: BinaryOperator): fc.Arbitrary<Matching> => {
    const plain = fc.record({ kind: fc.constantFrom('on', 'ignoring'), labels });
    if (op === 'and' || op === 'or' || op === 'unless') return plain;
    return fc
      .tuple(plain, fc.option(fc.record({ side: fc.constantFrom('left', 'right'), labels })))
      .map(([own, group]) => ({
        ...own,
        ...(group === null
          ? {}
          : {
              group: {
                side: group.side,
                labels: own.kind === 'on' ? group.labels.filter(each => !own.labels.includes(each)) : group.labels,
              },
            }),
      }));
  };

  type Operand = (left: number) => fc.Arbitrary<Expr>;
  const binary = (left: number, first: Operand, second: Operand, scalars: boolean): fc.Arbitrary<Expr> => {
    const vectors = first === vector && second === vector;
    const comparison = ['==', '!=', '>', '<', '>=', '<='] as const;
    const ops: readonly BinaryOperator[] = [
      '+',
      '-',
      '*',
      '/',
      '%',
      '^',
      'atan2',
      ...comparison,
      ...(vectors ? (['and', 'or', 'unless'] as const) : []),
      ...(vectors && has(syntaxAvailability.trim) ? (['</', '>/'] as const) : []),
    ];
    const fills = vectors && has(syntaxAvailability.fill);
    return fc.constantFrom(...ops).chain(op => {
      const compares = comparison.some(each => each === op);
      const set = op === 'and' || op === 'or' || op === 'unless';
      return fc
        .record({
          operands: fc.tuple(first(left - 1), second(left - 1)),
          bool: compares ? (scalars ? fc.constant(true) : fc.boolean()) : fc.constant(false),
          matching: vectors ? fc.option(matching(op)) : fc.constant(null),
          fill:
            fills && !set
              ? fc.option(fc.record({ left: number, right: number }, { requiredKeys: [] }))
              : fc.constant(null),
        })
        .map(
          (parts): Binary => ({
            kind: 'binary',
            op,
            left: parts.operands[0],
            right: parts.operands[1],
            ...(parts.bool ? { bool: true } : {}),
            ...(parts.matching === null ? {} : { matching: parts.matching }),
            ...(parts.fill === null || Object.keys(parts.fill).length === 0 ? {} : { fill: parts.fill }),
            ...nowhere,
          }),
        );
    });
  };

  return fc.oneof(
    { weight: 5, arbitrary: vector(depth) },
    { weight: 1, arbitrary: scalar(depth) },
    { weight: 1, arbitrary: range(depth) },
  );
};
