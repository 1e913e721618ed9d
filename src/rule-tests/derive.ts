import type { Facts } from '../analysis/facts.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { parseDuration } from '../core/duration.ts';
import type { Document } from '../ir/artefact.ts';
import type { Plan } from '../ir/plan.ts';
import type { AlertingRule, RecordingRule, Rule, RuleGroup } from '../ir/rule-group.ts';
import type { Expr } from '../promql/syntax.ts';
import { alertTests } from './alert-tests.ts';
import { mergeTests } from './merge-tests.ts';
import { type Lookup, lookupIn } from './metric-lookup.ts';
import { ownTests } from './own-tests.ts';
import { ruleUntested } from './problems.ts';
import { recordTests } from './record-tests.ts';
import type { RuleTestCase } from './rule-test.ts';
import { suiteBody } from './suite.ts';
import type { Watched } from './watch.ts';

/** The suites of a plan, and the rules that have no test. */
export interface DerivedTests {
  readonly documents: readonly Document[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A group as promtool reads it, and the suites that run on it. */
export interface TestedGroup {
  readonly group: RuleGroup;
  /** Tests by the milliseconds between two evaluations that they need. */
  readonly suites: ReadonlyMap<number, readonly RuleTestCase[]>;
  /** The tests of each alert. */
  readonly tests: ReadonlyMap<Rule, readonly RuleTestCase[]>;
  /** Rules without a test, with the reason. */
  readonly untested: ReadonlyMap<Rule, string>;
}

const milliseconds = (text: string | undefined): number => parseDuration(text ?? '0s') ?? 0;

const watchedOf = (rule: AlertingRule, expr: Expr): Watched => ({
  rule,
  expr,
  pending: milliseconds(rule.for),
  kept: milliseconds(rule.keepFiringFor),
});

/** The tests of one group. Rules that cannot be read have none, and are reported elsewhere. */
export const groupTests = (
  group: RuleGroup,
  exprOf: ReadonlyMap<Rule | undefined, Expr | undefined>,
  lookup: Lookup,
): TestedGroup => {
  const evaluation = milliseconds(group.interval) || 60_000;
  const queryOffset = milliseconds(group.queryOffset);
  const untested = new Map<Rule, string>();
  const suites = new Map<number, RuleTestCase[]>();
  const tests = new Map<Rule, readonly RuleTestCase[]>();
  const add = (found: readonly RuleTestCase[]): void => {
    for (const test of found) {
      const step = Math.max(evaluation, test.interval);
      const suite = suites.get(step);
      if (suite === undefined) suites.set(step, [test]);
      else suite.push(test);
    }
  };
  const readable = group.rules.filter(rule => exprOf.get(rule) !== undefined);
  const records = readable.filter((rule): rule is RecordingRule => rule.kind === 'record');
  const alerts = readable.flatMap(rule => {
    const expr = exprOf.get(rule);
    return rule.kind === 'alert' && expr !== undefined ? [watchedOf(rule, expr)] : [];
  });
  const recorded = recordTests(records, group.name, lookup, evaluation, queryOffset);
  add(recorded.tests);
  for (const rule of records) {
    const own = ownTests(rule, evaluation);
    add(own);
    const reason = recorded.untested.get(rule);
    if (reason !== undefined && own.length === 0) untested.set(rule, reason);
  }
  for (const watched of alerts) {
    const { rule } = watched;
    const siblings = alerts.filter(other => other !== watched && other.rule.alert === rule.alert);
    const derived = alertTests({
      watched,
      evaluation,
      queryOffset,
      siblings,
      records: new Set(records),
      lookup,
    });
    const own = ownTests(rule, evaluation);
    tests.set(rule, [...derived.tests, ...own]);
    add([...derived.tests, ...own]);
    if (derived.tests.length + own.length === 0) untested.set(rule, derived.reason ?? '');
  }
  return { group, suites, tests, untested };
};

const finding = (rule: Rule, group: RuleGroup, reason: string): Diagnostic => {
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

const fileName = (text: string): string => text.replace(/[^A-Za-z0-9._-]+/g, '-');

/** Every group once more, with the suites that prove its rules. `render` gives the body of a rule file. */
export const ruleTests = (
  plan: Plan,
  facts: Facts,
  render: (groups: readonly RuleGroup[]) => Pick<Document, 'body' | 'origins'>,
): DerivedTests => {
  const lookup = lookupIn(facts);
  const exprOf = new Map(facts.expressions.map(({ rule, parsed }) => [rule, parsed.expr] as const));
  const documents: Document[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const group of plan.groups) {
    const { suites, untested } = groupTests(group, exprOf, lookup);
    for (const [rule, reason] of untested) diagnostics.push(finding(rule, group, reason));
    const name = fileName(group.file.startsWith('imported-') ? `${group.file}.${group.name}` : group.name);
    if (suites.size > 0) documents.push({ path: `dist/tests/rules/${name}.yml`, format: 'yaml', ...render([group]) });
    const steps = [...suites.keys()].sort((a, b) => a - b);
    steps.forEach((step, i) => {
      documents.push({
        path: `dist/tests/${name}${i === 0 ? '' : `-${step / 1_000}s`}.test.yml`,
        format: 'yaml',
        body: suiteBody(`rules/${name}.yml`, step, mergeTests(suites.get(step) ?? [])),
        origins: { '': group.path },
      });
    });
  }
  return { documents, diagnostics };
};
