import { callExpr, notAValue, numberExpr, readLabels } from './build-terms.ts';
import { type BinaryOperator, type Expr, type Fill, type Grouping, type Matching, nowhere } from './syntax.ts';
import { readOperand } from './value.ts';

/** A tree, and what was wrong on the way to it. */
export interface Built {
  readonly expr: Expr;
  readonly mistakes: readonly string[];
}

/** How two vectors are brought together, beyond the operator. */
export interface Join {
  readonly matching?: Matching;
  readonly fill?: Fill;
  readonly mistakes: readonly string[];
}

export const noJoin: Join = { mistakes: [] };

/** `left op right`. */
export const buildBinary = (
  left: Built,
  op: BinaryOperator,
  right: unknown,
  join: Join = noJoin,
  bool = false,
): Built => {
  const operand = readOperand(right);
  const { matching, fill } = join;
  return {
    expr: {
      kind: 'binary',
      op,
      left: left.expr,
      right: operand.value,
      ...(bool ? { bool } : {}),
      ...(matching === undefined ? {} : { matching }),
      ...(fill === undefined ? {} : { fill }),
      ...nowhere,
    },
    mistakes: [...left.mistakes, ...join.mistakes, ...operand.mistakes],
  };
};

/** `op by (labels) (param, input)`. */
export const buildAggregate = (
  input: Built,
  op: string,
  kind: Grouping['kind'] | undefined,
  labels: readonly unknown[],
  param?: Expr,
): Built => {
  const read = readLabels(labels, `${op}${kind === 'without' ? 'Without' : 'By'}()`);
  return {
    expr: {
      kind: 'aggregate',
      op,
      ...(param === undefined ? {} : { param }),
      expr: input.expr,
      ...(kind === undefined ? {} : { grouping: { kind, labels: read.value } }),
      ...nowhere,
    },
    mistakes: [...input.mistakes, ...read.mistakes],
  };
};

/** An argument of a function: a number, a string or a value of the builder. */
export const readArgument = (argument: unknown): Built => {
  if (typeof argument === 'string') return { expr: { kind: 'string', value: argument, ...nowhere }, mistakes: [] };
  const { value, mistakes } = readOperand(argument);
  return { expr: value, mistakes };
};

/** `func(first, ...rest)`; arguments left out at the end are left out. */
export const buildCall = (func: string, args: readonly unknown[]): Built => {
  const given = args.slice(0, args.findLastIndex(argument => argument !== undefined) + 1).map(readArgument);
  return {
    expr: callExpr(
      func,
      given.map(({ expr }) => expr),
    ),
    mistakes: given.flatMap(({ mistakes }) => mistakes),
  };
};

const negated = (expr: Expr): Expr =>
  expr.kind === 'number' ? { ...expr, value: -expr.value } : { kind: 'unary', op: '-', expr, ...nowhere };

/** `-value`. */
export const buildNegative = ({ expr, mistakes }: Built): Built => ({ expr: negated(expr), mistakes });

/** A parameter that has to be a string, such as the label of `count_values`. */
export const readText = (text: unknown, wanted: string): Built =>
  typeof text === 'string'
    ? { expr: { kind: 'string', value: text, ...nowhere }, mistakes: [] }
    : { expr: numberExpr(Number.NaN), mistakes: [notAValue(text, wanted)] };
