import { expect, test } from 'vitest';
import { mergeTests } from '../../src/rule-tests/merge-tests.ts';
import type { RuleTestCase } from '../../src/rule-tests/rule-test.ts';

const caseOf = (name: string, values: string, at: number): RuleTestCase => ({
  name,
  interval: 60_000,
  series: [{ series: 'depth', values, labels: { __name__: 'depth' } }],
  checks: [{ kind: 'alert', at, alert: 'A', firing: [] }],
});

test('tests with the same input are one, with the names and the checks of all', () => {
  expect(mergeTests([caseOf('one', '1x5', 60_000), caseOf('other', '2x5', 0), caseOf('two', '1x5', 120_000)])).toEqual([
    {
      ...caseOf('one; two', '1x5', 60_000),
      checks: [
        { kind: 'alert', at: 60_000, alert: 'A', firing: [] },
        { kind: 'alert', at: 120_000, alert: 'A', firing: [] },
      ],
    },
    caseOf('other', '2x5', 0),
  ]);
});

test('tests with another interval stay apart, and a name is said once', () => {
  const slow: RuleTestCase = { ...caseOf('one', '1x5', 0), interval: 30_000 };
  expect(mergeTests([caseOf('one', '1x5', 0), slow, caseOf('one', '1x5', 60_000)]).map(({ name }) => name)).toEqual([
    'one',
    'one',
  ]);
});
