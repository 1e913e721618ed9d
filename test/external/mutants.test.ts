import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { renderYaml } from '../../src/core/yaml.ts';
import type { AlertingRule } from '../../src/ir/rule-group.ts';
import { ruleFile } from '../../src/prometheus/rule-file.ts';
import { suiteBody } from '../../src/rule-tests/suite.ts';
import { inputOf, passes } from '../mutation/judge.ts';
import { type Mutant, mutantsOf } from '../mutation/mutants.ts';
import { referenceAlerts, type Subject } from '../mutation/reference.ts';
import { run } from './tools.ts';

/** One alert in so many is taken, with one of its mutants: promtool judges what the evaluator judged. */
const every = 12;

const folder = mkdtempSync(join(tmpdir(), 'sightline-mutants-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const subjects = await referenceAlerts();

const sample = subjects.flatMap((subject, i): readonly (readonly [string, Subject, Mutant])[] => {
  const mutants = mutantsOf(subject.rule, subject.expr);
  const mutant = i % every === 0 ? mutants[i % Math.max(1, mutants.length)] : undefined;
  return mutant === undefined ? [] : [[`${subject.rule.alert}: ${mutant.what}`, subject, mutant]];
});

const verdict = ({ group, rule, tests, company }: Subject, mutated: AlertingRule, name: string): boolean => {
  // What stands around the alert, and no other rule of its group: promtool evaluates all that it is given.
  const around: ReadonlySet<unknown> = new Set([...company.records, ...company.siblings]);
  const rules = group.rules.flatMap(other => (other === rule ? [mutated] : around.has(other) ? [other] : []));
  writeFileSync(join(folder, `${name}.rules.yml`), renderYaml(ruleFile([{ ...group, rules }]).body));
  // One suite for each step, as they are written.
  const steps = [...new Set(tests.map(({ interval }) => Math.max(company.evaluation, interval)))];
  return steps.every(step => {
    const own = tests.filter(({ interval }) => Math.max(company.evaluation, interval) === step);
    writeFileSync(join(folder, `${name}.test.yml`), renderYaml(suiteBody(`${name}.rules.yml`, step, own)));
    const { status, stdout, stderr } = run('promtool', ['test', 'rules', `${name}.test.yml`], { cwd: folder });
    expect(/unmarshal|parse error|unknown/.test(stdout + stderr), stdout + stderr).toBe(false);
    return status === 0;
  });
};

test('there is a sample', () => {
  expect(sample.length).toBeGreaterThan(12);
});

test.each(sample)('promtool and the evaluator agree about %s', (what, subject, mutant) => {
  const judged = subject.tests.every(each => passes(each, mutant.rule, inputOf(each), subject.company));
  expect(verdict(subject, mutant.rule, what.replace(/[^A-Za-z0-9]+/g, '-'))).toBe(judged);
});
