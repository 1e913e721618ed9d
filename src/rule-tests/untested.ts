import type { Facts } from '../analysis/facts.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import type { Plan } from '../ir/plan.ts';
import type { Rule, RuleGroup } from '../ir/rule-group.ts';
import type { Expr } from '../promql/syntax.ts';
import { untestable } from './alert-tests.ts';
import { groupSubjects } from './group-subjects.ts';
import { lookupIn } from './metric-lookup.ts';
import { ruleUntested } from './problems.ts';
import { recordTests } from './record-tests.ts';

/** The finding about a rule without a test. */
export const untestedRule = (rule: Rule, group: RuleGroup, reason: string): Diagnostic => {
  const what = rule.kind === 'alert' ? `alert \`${rule.alert}\`` : `recording rule \`${rule.record}\``;
  const found = report(
    ruleUntested,
    rule.path,
    `No test could be derived for the ${what}: ${reason}.`,
    "Write one: tests: [{ name: '…', series: { '…': '0x10 1x20' }, at: '10m', expect: [{}] }].",
  );
  // Rules of existing files are taken as they are: they work somewhere already.
  return group.file.startsWith('imported-') ? { ...found, severity: 'warning' } : found;
};

/** The parsed expression of each rule. */
export const expressionsOf = (facts: Facts): ReadonlyMap<Rule | undefined, Expr | undefined> =>
  new Map(facts.expressions.map(({ rule, parsed }) => [rule, parsed.expr] as const));

const hasOwn = ({ tests = [] }: Rule): boolean => tests.length > 0;

/** The rules that would have no test, without deriving more than one for each. */
export const untestedRules = (plan: Plan, facts: Facts): readonly Diagnostic[] => {
  const lookup = lookupIn(facts);
  const exprOf = expressionsOf(facts);
  const testable = new Set<string>();
  return plan.groups.flatMap(group => {
    const { records, alerts, evaluation, queryOffset } = groupSubjects(group, exprOf, lookup);
    const { untested } = records.every(hasOwn)
      ? { untested: new Map<Rule, string>() }
      : recordTests(records, group.name, lookup, evaluation, queryOffset);
    return [
      ...records.flatMap(rule => {
        const reason = hasOwn(rule) ? undefined : untested.get(rule);
        return reason === undefined ? [] : [untestedRule(rule, group, reason)];
      }),
      ...alerts.flatMap(subject => {
        const { rule } = subject.watched;
        const reason = hasOwn(rule) ? undefined : untestable(subject, testable);
        return reason === undefined ? [] : [untestedRule(rule, group, reason)];
      }),
    ];
  });
};
