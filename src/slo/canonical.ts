import type { Rule } from '../ir/rule-group.ts';
import { parse } from '../promql/parse.ts';
import { print } from '../promql/print.ts';

/** A rule whose expression is written as the printer writes it. What cannot be read stays: a check reports it. */
export const canonical = <R extends Rule>(rule: R): R => {
  const { expr, problems } = parse(rule.expr);
  return expr === undefined || problems.length > 0 ? rule : { ...rule, expr: print(expr) };
};
