import { isZeroAtRest, unfilteredDivisors } from '../analysis/nan-divisors.ts';
import { print } from '../promql/print.ts';
import type { Expr } from '../promql/syntax.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** A division by something that is 0 as soon as nothing happens. */
export const pqlNan = defineCheck({
  code: 'PQL-NAN',
  severity: 'warning',
  why: 'Without traffic a ratio is 0 / 0: the recorded NaN spoils every average over it, and one NaN makes the whole sum NaN.',
  run: subject => {
    const record = recordsOf(subject);
    return inEveryExpression(({ kind, parsed, path, where }) =>
      kind === 'panel' || kind === 'variable' || parsed.expr === undefined
        ? []
        : unfilteredDivisors(parsed.expr)
            .filter(divisor => isZeroAtRest(divisor, record))
            .map((divisor): Finding => {
              const text = print(divisor);
              return divisor.kind === 'number'
                ? {
                    path,
                    message: `The ${where} divides by \`${text}\`.`,
                    hint: 'Divide by something that is not 0, or write what is meant.',
                  }
                : {
                    path,
                    message: `The ${where} divides by \`${text}\`, which is 0 when nothing happens.`,
                    hint: `Divide by \`(${text} > 0)\`: without traffic there is then no ratio.`,
                  };
            }),
    )(subject);
  },
});

/** The expression that a name records; of several rules any, they record the same thing of different services. */
const recordsOf = ({ facts }: Subject): ((name: string) => Expr | undefined) => {
  const records = new Map<string, Expr>();
  for (const { rule, parsed } of facts.expressions)
    if (rule?.kind === 'record' && parsed.expr !== undefined) records.set(rule.record, parsed.expr);
  return name => records.get(name);
};
