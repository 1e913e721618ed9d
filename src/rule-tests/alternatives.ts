import type { Binary, Call, ComparisonOperator, Expr } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';

/** `left op right`, where only elements stay for which it holds. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly expr: Binary;
  readonly op: ComparisonOperator;
}

/** `absent(x)`, `absent_over_time(x[5m])`. */
export interface Absence {
  readonly kind: 'absence';
  readonly expr: Call;
}

/** Anything else: it holds where it has an element. */
export interface Presence {
  readonly kind: 'presence';
  readonly expr: Expr;
}

export type Atom = Comparison | Absence | Presence;

/** An atom that has to hold, or (`unless`) must not. */
export interface Literal {
  readonly atom: Atom;
  readonly holds: boolean;
}

/** Literals that together make an alert fire. */
export type Alternative = readonly Literal[];

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '>', '<', '>=', '<=']);

const isComparison = (op: string): op is ComparisonOperator => comparisons.has(op);

/** Whether there are alternatives, or a comparison, somewhere in an expression. */
const decides = (expr: Expr): boolean => {
  let found = false;
  walk(expr, node => {
    found ||= node.kind === 'binary' && node.bool !== true && (isComparison(node.op) || node.op === 'or');
  });
  return found;
};

const literal = (atom: Atom, holds = true): Literal => ({ atom, holds });

const both = (left: readonly Alternative[], right: readonly Alternative[]): readonly Alternative[] =>
  left.flatMap(one => right.map(other => [...one, ...other]));

const atomOf = (expr: Expr): Atom => {
  if (expr.kind === 'binary' && isComparison(expr.op) && expr.bool !== true)
    return { kind: 'comparison', expr, op: expr.op };
  if (expr.kind === 'call' && /^absent(?:_over_time)?$/.test(expr.func)) return { kind: 'absence', expr };
  return { kind: 'presence', expr };
};

/**
 * The ways in which an expression can have an element, each as everything that has to hold for it. What lies within
 * sums and quotients is not taken apart.
 */
export const alternativesOf = (expr: Expr): readonly Alternative[] => {
  if (expr.kind === 'binary') {
    const { op, left, right } = expr;
    if (op === 'or') return [...alternativesOf(left), ...alternativesOf(right)];
    if (op === 'and') return both(alternativesOf(left), alternativesOf(right));
    if (op === 'unless') return alternativesOf(left).map(one => [...one, literal(atomOf(right), false)]);
    const atom = atomOf(expr);
    // `x > 1 < 5`: the inner comparison has to hold as well.
    return atom.kind === 'comparison' && left.kind === 'binary' && (isComparison(left.op) || left.op === 'and')
      ? both(alternativesOf(left), [[literal(atom)]])
      : [[literal(atom)]];
  }
  if (expr.kind === 'aggregate' && decides(expr.expr)) return alternativesOf(expr.expr);
  if (expr.kind === 'call' && /^(?:label_replace|label_join|sort|sort_desc|round|clamp.*)$/.test(expr.func)) {
    const [argument] = expr.args;
    if (argument !== undefined && decides(argument)) return alternativesOf(argument);
  }
  return [[literal(atomOf(expr))]];
};
