import type { Facts } from '../analysis/facts.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Document } from '../ir/artefact.ts';
import type { Plan } from '../ir/plan.ts';
import type { Rule, RuleGroup } from '../ir/rule-group.ts';
import type { Expr } from '../promql/syntax.ts';
import { alertTests } from './alert-tests.ts';
import { groupSubjects } from './group-subjects.ts';
import { mergeTests } from './merge-tests.ts';
import { type Lookup, lookupIn } from './metric-lookup.ts';
import { ownTests } from './own-tests.ts';
import { recordTests } from './record-tests.ts';
import type { RuleTestCase } from './rule-test.ts';
import { suiteBody } from './suite.ts';
import { expressionsOf, untestedRule } from './untested.ts';

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

/** The tests of one group. Rules that cannot be read have none, and are reported elsewhere. */
export const groupTests = (
  group: RuleGroup,
  exprOf: ReadonlyMap<Rule | undefined, Expr | undefined>,
  lookup: Lookup,
): TestedGroup => {
  const { evaluation, queryOffset, records, alerts } = groupSubjects(group, exprOf, lookup);
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
  const recorded = recordTests(records, group.name, lookup, evaluation, queryOffset);
  add(recorded.tests);
  for (const rule of records) {
    const own = ownTests(rule, evaluation);
    add(own);
    const reason = recorded.untested.get(rule);
    if (reason !== undefined && own.length === 0) untested.set(rule, reason);
  }
  for (const subject of alerts) {
    const { rule } = subject.watched;
    const derived = alertTests(subject);
    const own = ownTests(rule, evaluation);
    tests.set(rule, [...derived.tests, ...own]);
    add([...derived.tests, ...own]);
    if (derived.tests.length + own.length === 0) untested.set(rule, derived.reason ?? '');
  }
  return { group, suites, tests, untested };
};

const fileName = (text: string): string => text.replace(/[^A-Za-z0-9._-]+/g, '-');

/** Every group once more, with the suites that prove its rules. `render` gives the body of a rule file. */
export const ruleTests = (
  plan: Plan,
  facts: Facts,
  render: (groups: readonly RuleGroup[]) => Pick<Document, 'body' | 'origins'>,
): DerivedTests => {
  const lookup = lookupIn(facts);
  const exprOf = expressionsOf(facts);
  const documents: Document[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const group of plan.groups) {
    const { suites, untested } = groupTests(group, exprOf, lookup);
    for (const [rule, reason] of untested) diagnostics.push(untestedRule(rule, group, reason));
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
