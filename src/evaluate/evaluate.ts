import type { Expr } from '../promql/syntax.ts';
import { evaluateAggregate } from './aggregate.ts';
import { evaluateBinary, evaluateUnary } from './binary.ts';
import { evaluateCall } from './call.ts';
import type { Context, EvaluateOptions } from './context.ts';
import { type Evaluated, unsupported } from './evaluated.ts';
import { evaluateSelector } from './selector.ts';
import type { Storage } from './storage.ts';

const evaluateNode = (expr: Expr, context: Context): Evaluated => {
  switch (expr.kind) {
    case 'number':
      return { kind: 'scalar', value: expr.value };
    case 'string':
      return { kind: 'string', value: expr.value };
    case 'variable':
      return unsupported(`the variable \`${expr.text}\``);
    case 'selector':
      return evaluateSelector(expr, context);
    case 'range':
    case 'subquery':
      return unsupported('a range vector as a result');
    case 'call':
      return evaluateCall(expr, context);
    case 'aggregate':
      return evaluateAggregate(expr, context);
    case 'unary':
      return evaluateUnary(expr, context);
    case 'binary':
      return evaluateBinary(expr, context);
  }
};

/**
 * What an expression is worth at a time in milliseconds, as Prometheus computes it. What is not known well enough to
 * agree with it is `unsupported`, never a guess; what Prometheus refuses at run time is an `error`. Give the same node
 * each time for speed: what depends on the expression alone is remembered in the storage.
 */
export const evaluate = (expr: Expr, storage: Storage, at: number, options: EvaluateOptions = {}): Evaluated => {
  const { lookback = 300_000, leftOpen = true, evaluationInterval = 60_000 } = options;
  return evaluateNode(expr, {
    storage,
    at,
    queryAt: at,
    lookback,
    leftOpen,
    evaluationInterval,
    origins: undefined,
    evaluate: evaluateNode,
  });
};
