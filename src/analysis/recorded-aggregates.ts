import type { Inference } from '../promql/infer.ts';
import type { Call, Expr } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';

/** A rule as it is followed: its expression and what is known of it. */
export interface FollowedRule {
  readonly expr: Expr;
  readonly inference: Inference;
}

/** A function that takes a fall for a restart, of a record that is a sum of counters. */
export interface RecordedAggregate {
  readonly call: Call;
  readonly record: string;
}

/** Functions that look for restarts of a counter. */
const countsResets: ReadonlySet<string> = new Set(['rate', 'increase', 'irate', 'resets']);

const recordRead = (argument: Expr | undefined): string | undefined => {
  if (argument?.kind === 'range') return argument.selector.name;
  return argument?.kind === 'subquery' && argument.expr.kind === 'selector' ? argument.expr.name : undefined;
};

/** Whether what grows like a counter is one of several added up, in the expression or in a record that it reads. */
const aggregates = (
  expr: Expr,
  rules: (name: string) => readonly FollowedRule[],
  following: readonly string[],
): boolean => {
  const again = (inner: Expr): boolean => aggregates(inner, rules, following);
  switch (expr.kind) {
    case 'aggregate':
      return true;
    case 'call':
      return expr.args.some(again);
    case 'range':
      return again(expr.selector);
    case 'subquery':
    case 'unary':
      return again(expr.expr);
    case 'binary':
      return again(expr.left) || (expr.op === 'or' && again(expr.right));
    case 'selector':
      return expr.name !== undefined && isAggregate(expr.name, rules, following);
    default:
      return false;
  }
};

const isAggregate = (
  name: string,
  rules: (name: string) => readonly FollowedRule[],
  following: readonly string[],
): boolean =>
  !following.includes(name) &&
  rules(name).some(
    ({ expr, inference: { shape } }) =>
      (shape === 'counter' || shape === 'buckets') && aggregates(expr, rules, [...following, name]),
  );

/** Rates of records that are sums of raw counters. */
export const recordedAggregates = (
  root: Expr,
  rules: (name: string) => readonly FollowedRule[],
): readonly RecordedAggregate[] => {
  const found: RecordedAggregate[] = [];
  walk(root, node => {
    if (node.kind !== 'call' || !countsResets.has(node.func)) return;
    const record = recordRead(node.args[0]);
    if (record !== undefined && isAggregate(record, rules, [])) found.push({ call: node, record });
  });
  return found;
};
