import { describe, expect, test } from 'vitest';
import { parse } from '../../src/promql/parse.ts';
import { whyEquivalent } from './equivalent.ts';
import { inputOf, passes } from './judge.ts';
import { type Mutant, mutantsOf, mutationsOf } from './mutants.ts';
import { referenceAlerts, type Subject } from './reference.ts';
import { survivors } from './survivors.ts';

const subjects = await referenceAlerts();

const inputs = new Map(subjects.flatMap(({ tests }) => tests.map(each => [each, inputOf(each)] as const)));

const isKilled = ({ tests, company }: Subject, { rule }: Mutant): boolean =>
  tests.some(each => !passes(each, rule, inputs.get(each) ?? [], company));

test('there are alerts of many kinds', () => {
  expect(subjects.length).toBeGreaterThan(100);
});

test('every alert passes its own tests', () => {
  const failing = subjects.flatMap(subject =>
    isKilled(subject, { what: 'nothing', rule: subject.rule }) ? [subject.rule.alert] : [],
  );
  expect(failing).toEqual([]);
});

test('every mutant is killed, is equivalent by a rule, or is listed with a reason', { timeout: 300_000 }, () => {
  const alive = subjects.flatMap(subject =>
    mutantsOf(subject.rule, subject.expr).flatMap(mutant => {
      const { what, mutation } = mutant;
      if (mutation !== undefined && whyEquivalent(mutation, subject.rule) !== undefined) return [];
      return isKilled(subject, mutant) ? [] : [`${subject.rule.alert}: ${what}`];
    }),
  );
  expect([...new Set(alive)].sort()).toEqual(survivors.map(({ alert, what }) => `${alert}: ${what}`).sort());
});

const mutated = (text: string): readonly string[] => {
  const { expr } = parse(text);
  return expr === undefined ? [] : mutationsOf(expr).map(({ what }) => what);
};

describe('mutants', () => {
  test.each([
    [
      'compare otherwise, and with other bounds',
      'x > 4',
      ['> becomes >=', '> becomes <', '> becomes ==', '4 becomes 2', '4 becomes 8', '4 becomes 3.6', '4 becomes 4.4'],
    ],
    ['lose and turn matchers', 'x{a="1"}', ['a="1" is dropped', 'a="1" is negated']],
    ['lose a side', 'x unless y', ['unless loses its left side', 'unless loses its right side']],
    [
      'lose and swap parts of a quotient',
      'x / y',
      ['the divisor is dropped', 'the dividend is dropped', 'a quotient is turned over'],
    ],
    ['forget a label', 'sum by (a, b) (x)', ['sum by (a, b) forgets a', 'sum by (a, b) forgets b']],
    ['look back half as far', 'rate(x[5m])', ['[300s] is halved']],
  ])('%s', (_, text, expected) => {
    expect(mutated(text)).toEqual(expected);
  });
});

describe('a mutant is equivalent', () => {
  const labels = { service: 'api', team: 'hub' };
  test.each([
    [
      'when the partner demands the same',
      'sum by (service) (a{service="api"}) / sum by (service) (b{service="api"}) > 1',
      'service="api" is dropped',
      'its partner demands the same',
    ],
    [
      'but not when the label is lost before',
      'sum by (x) (a{service="api"}) / sum by (x) (b{service="api"}) > 1',
      'service="api" is dropped',
      undefined,
    ],
    [
      'when 0 is divided by 0',
      'rate(a{b="c"}[5m]) / (rate(a[5m]) > 0) < 0.5',
      '> becomes >=',
      'the dividend is 0 as well, and 0 / 0 is NaN',
    ],
    ['but not when something else is divided', 'a / (b > 0) > 0.5', '> becomes >=', undefined],
    [
      'at a bound of a rate',
      'rate(a[5m]) > 0.5',
      '> becomes >=',
      'an extrapolated number is never exactly at the bound',
    ],
    ['but not at 0', 'rate(a[5m]) > 0', '> becomes >=', undefined],
    [
      'for a bound between whole numbers',
      'changes(a[5m]) > 3',
      '3 becomes 3.3',
      'no whole number lies between the bounds',
    ],
    ['but not across one', 'changes(a[5m]) > 3', '3 becomes 6', undefined],
    [
      'for a label that the rule sets',
      'sum by (service, team) (a{service="api"}) > 1',
      'sum by (service, team) forgets team',
      'a service has one value of it, and the rule sets it',
    ],
  ])('%s', (_, text, what, expected) => {
    const { expr } = parse(text);
    const mutation = expr === undefined ? undefined : mutationsOf(expr).find(each => each.what === what);
    const rule = { kind: 'alert' as const, alert: 'A', expr: text, labels, annotations: {}, path: 'a' };
    expect(mutation === undefined ? 'no such mutant' : whyEquivalent(mutation, rule)).toBe(expected);
  });
});
