import { describe, expect, test } from 'vitest';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';

const options = {
  variables: true,
  features: ['promql-experimental-functions', 'promql-extended-range-selectors', 'promql-binop-fill-modifiers'],
} as const;

const canonical = (text: string): string => {
  const { expr, problems } = parse(text, options);
  expect(problems).toEqual([]);
  return expr === undefined ? '' : print(expr);
};

describe('the canonical text', () => {
  test.each([
    ['drops parentheses that change nothing', '((a)) + (b * c)', 'a + b * c'],
    ['keeps those that do', '(a + b) * (c - (d - e))', '(a + b) * (c - (d - e))'],
    ['knows that powers associate to the right', 'a ^ (b ^ c) + (a ^ b) ^ c', 'a ^ b ^ c + (a ^ b) ^ c'],
    ['knows that a sign binds looser than a power', '(-a) ^ 2 + -(a ^ 2)', '(-a) ^ 2 + -a ^ 2'],
    ['puts grouping first', 'sum(rate(x[300s])) by (a, b,)', 'sum by (a, b) (rate(x[5m]))'],
    ['writes matching in full', 'a / ON(x) GROUP_LEFT(y) b', 'a / on (x) group_left (y) b'],
    ['puts modifiers behind the range', 'x[5m] offset -1h @ 1.5', 'x[5m] @ 1.5 offset -1h'],
    ['quotes names that need it', '{"a.b", "c d"="e"}', '{"a.b","c d"="e"}'],
    ['unquotes names that do not', '{"up", "job"="e"}', 'up{job="e"}'],
    ['escapes strings', `up{a='"\\n\\x41\\u00e9'}`, 'up{a="\\"\\nAé"}'],
    [
      'writes numbers in decimal',
      '0x1F + 1e3 + 1_000 + .5 + 1e-7 + 1e30',
      '31 + 1000 + 1000 + 0.5 + 0.0000001 + 1e+30',
    ],
    [
      'keeps durations',
      'x[90s:30s] > 1h30m'.replace('x', 'max_over_time(x').replace(':30s]', ':30s])'),
      'max_over_time(x[1m30s:30s]) > 1h30m',
    ],
    [
      'keeps variables',
      'rate($metric{a="$b"}[$__rate_interval]) > $limit',
      'rate($metric{a="$b"}[$__rate_interval]) > $limit',
    ],
    ['writes fill modifiers', 'a + on(x) fill_left(1) fill_right(-2) b', 'a + on (x) fill_left (1) fill_right (-2) b'],
    ['writes arithmetic of durations', 'x[(5m+1m)*2] offset (1m - step())', 'x[(5m + 1m) * 2] offset (1m - step())'],
    ['drops comments', 'a # why\n + b', 'a + b'],
  ])('%s', (_, text, expected) => {
    expect(canonical(text)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });
});
