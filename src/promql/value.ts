import { notAValue, numberExpr, type Read } from './build-terms.ts';
import { print } from './print.ts';
import type { Expr } from './syntax.ts';

/** Anything the builder makes: a syntax tree, and what was wrong with the arguments that led to it. */
export class Value {
  /** The syntax tree. */
  readonly expr: Expr;
  /** What untyped callers got wrong, one sentence each. A check reports them; nothing is thrown. */
  readonly mistakes: readonly string[];

  constructor(expr: Expr, mistakes: readonly string[] = []) {
    this.expr = expr;
    this.mistakes = mistakes;
  }

  /** The canonical PromQL text. */
  toPromql(): string {
    return print(this.expr);
  }
}

/** A value of the builder, of this copy of the package or of another. */
const isValue = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && 'expr' in value && 'mistakes' in value && 'toPromql' in value;

/** Reads an operand: a value of the builder or a number. Anything else becomes NaN, with a mistake. */
export const readOperand = (operand: unknown): Read<Expr> => {
  if (isValue(operand)) return { value: operand.expr, mistakes: operand.mistakes };
  if (typeof operand === 'number') return { value: numberExpr(operand), mistakes: [] };
  return { value: numberExpr(Number.NaN), mistakes: [notAValue(operand, 'A number or a query')] };
};
