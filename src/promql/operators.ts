import type { BinaryOperator, Expr } from './syntax.ts';

const precedences: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '</': 3,
  '>/': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
};

/** How tight a sign binds: looser than `^`, and it may stand on the right of any operator. */
const signPrecedence = 5.5;

/** How tight what needs no parentheses binds. */
export const primaryPrecedence = 7;

/** How tight a binary operator binds, from 1 for `or` to 6 for `^`. */
export const precedenceOf = (op: BinaryOperator): number => precedences[op];

export const isBinaryOperator = (text: string): text is BinaryOperator => Object.hasOwn(precedences, text);

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '>', '<', '>=', '<=']);
const sets: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

export const isComparison = (op: BinaryOperator): boolean => comparisons.has(op);
export const isSetOperator = (op: BinaryOperator): boolean => sets.has(op);

/** Whether an expression begins with a sign when it is printed. */
const isSigned = (expr: Expr): boolean =>
  expr.kind === 'unary' || (expr.kind === 'number' && (expr.value < 0 || Object.is(expr.value, -0)));

/** How tight an expression binds. */
export const precedence = (expr: Expr): number => {
  if (expr.kind === 'binary') return precedences[expr.op];
  return isSigned(expr) ? signPrecedence : primaryPrecedence;
};

/** Whether the left operand of an operator needs parentheses. */
export const wrapsLeft = (op: BinaryOperator, left: Expr): boolean =>
  op === '^' ? precedence(left) <= precedences[op] : precedence(left) < precedences[op];

/** Whether the right operand of an operator needs parentheses. */
export const wrapsRight = (op: BinaryOperator, right: Expr): boolean => {
  if (isSigned(right)) return false;
  return op === '^' ? precedence(right) < precedences[op] : precedence(right) <= precedences[op];
};

/** Whether the operand of a sign needs parentheses. Another sign does not. */
export const wrapsSigned = (operand: Expr): boolean =>
  operand.kind !== 'unary' && precedence(operand) < precedences['^'];
