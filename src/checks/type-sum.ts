import { type FollowedRule, recordedAggregates } from '../analysis/recorded-aggregates.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { inEveryExpression, inferred } from './inferred.ts';

/** A rate of a sum, where it should be a sum of rates. */
export const typeSum = defineCheck({
  code: 'TYPE-SUM',
  severity: 'error',
  why: 'When one of several processes restarts, the sum of their counters falls; a rate of the sum takes that for a restart of all and jumps.',
  run: subject => {
    const rules = rulesOf(subject);
    return inEveryExpression(expression => {
      const { parsed, path, where } = expression;
      if (parsed.expr === undefined) return [];
      const recorded = recordedAggregates(parsed.expr, rules).map(
        ({ call: { func }, record }): Finding => ({
          path,
          message: `The ${where} takes \`${func}\` of \`${record}\`, which is an aggregation of counters: when one process restarts, the sum falls and looks like a reset.`,
          hint: `Record the aggregation of \`${func}\` of the counters, and read that.`,
        }),
      );
      return [...directly(expression), ...recorded];
    })(subject);
  },
});

const directly = inferred('rateOfAggregate');

const rulesOf = ({ facts }: Subject): ((name: string) => readonly FollowedRule[]) => {
  const rules = new Map<string, FollowedRule[]>();
  for (const { rule, parsed, inference } of facts.expressions) {
    if (rule?.kind !== 'record' || parsed.expr === undefined || inference === undefined) continue;
    const followed = { expr: parsed.expr, inference };
    const known = rules.get(rule.record);
    if (known === undefined) rules.set(rule.record, [followed]);
    else known.push(followed);
  }
  return name => rules.get(name) ?? [];
};
