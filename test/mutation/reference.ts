import stack from '../../examples/reference/index.ts';
import { analyse } from '../../src/analysis/analyse.ts';
import { parseDuration } from '../../src/core/duration.ts';
import type { AlertingRule, RecordingRule, RuleGroup } from '../../src/ir/rule-group.ts';
import { parse } from '../../src/promql/parse.ts';
import type { Expr } from '../../src/promql/syntax.ts';
import { groupTests } from '../../src/rule-tests/derive.ts';
import { selectorsOf } from '../../src/rule-tests/gather.ts';
import { lookupIn } from '../../src/rule-tests/metric-lookup.ts';
import type { RuleTestCase } from '../../src/rule-tests/rule-test.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import type { Company } from './judge.ts';

/** An alert with the tests that were derived for it, and what stands around it. */
export interface Subject {
  readonly group: RuleGroup;
  readonly rule: AlertingRule;
  readonly expr: Expr;
  readonly tests: readonly RuleTestCase[];
  readonly company: Company;
}

/** Labels whose values are names: alerts that differ in nothing else are one. */
const named = /\b(service|slo|probe|job|team)="[^"]*"/g;

const shapeOf = ({ rule, group }: { readonly rule: AlertingRule; readonly group: RuleGroup }): string =>
  [rule.expr.replace(named, '$1'), group.interval, rule.for ?? '', rule.keepFiringFor ?? ''].join(' ');

/** The recording rules of a group that an expression reads, directly or through others, in order. */
const recordsBehind = (expr: Expr, group: RuleGroup): readonly RecordingRule[] => {
  const records = group.rules.filter(rule => rule.kind === 'record');
  const names = new Set(selectorsOf(expr).map(({ name }) => name));
  for (let known = -1; known < names.size; ) {
    known = names.size;
    for (const { record, expr: text } of records) {
      const own = names.has(record) ? parse(text).expr : undefined;
      for (const { name } of own === undefined ? [] : selectorsOf(own)) names.add(name);
    }
  }
  return records.filter(({ record }) => names.has(record));
};

/** One alert of each shape that the reference stack has. */
export const referenceAlerts = async (): Promise<readonly Subject[]> => {
  const { model, plan } = await synthesize(stack.toProgram(), { today: '2026-01-01', targets: [], ruleTests: false });
  if (model === undefined || plan === undefined) throw new Error('the reference stack has no plan');
  const facts = analyse(model, plan);
  const lookup = lookupIn(facts);
  const exprOf = new Map(facts.expressions.map(({ rule, parsed }) => [rule, parsed.expr] as const));
  const seen = new Set<string>();
  return plan.groups.flatMap(group => {
    const alerts = group.rules.filter(rule => rule.kind === 'alert');
    const fresh = alerts.filter(rule => {
      const shape = shapeOf({ rule, group });
      return !seen.has(shape) && seen.add(shape) !== undefined;
    });
    if (fresh.length === 0) return [];
    const { tests } = groupTests(group, exprOf, lookup);
    return fresh.flatMap((rule): readonly Subject[] => {
      const expr = exprOf.get(rule);
      if (expr === undefined) return [];
      return [
        {
          group,
          rule,
          expr,
          tests: tests.get(rule) ?? [],
          company: {
            records: recordsBehind(expr, group),
            siblings: alerts.filter(other => other !== rule && other.alert === rule.alert),
            evaluation: parseDuration(group.interval) ?? 60_000,
          },
        },
      ];
    });
  });
};
