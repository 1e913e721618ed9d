import type { RuleTestCase } from './rule-test.ts';

const inputOf = ({ interval, series }: RuleTestCase): string =>
  JSON.stringify([interval, series.map(({ series: name, values }) => [name, values])]);

/** Tests with the same input as one, so that it is played once: what takes days costs seconds each time. */
export const mergeTests = (tests: readonly RuleTestCase[]): readonly RuleTestCase[] => {
  const byInput = new Map<string, RuleTestCase[]>();
  for (const test of tests) {
    const input = inputOf(test);
    const same = byInput.get(input);
    if (same === undefined) byInput.set(input, [test]);
    else same.push(test);
  }
  return [...byInput.values()].flatMap(same => {
    const [first] = same;
    if (first === undefined) return [];
    const names = [...new Set(same.map(({ name }) => name))];
    return [{ ...first, name: names.join('; '), checks: same.flatMap(({ checks }) => checks) }];
  });
};
