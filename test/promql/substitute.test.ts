import { describe, expect, test } from 'vitest';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { type Substituted, substituteVariables } from '../../src/promql/substitute.ts';

const substituted = (text: string, values: Readonly<Record<string, string>>): Substituted => {
  const { expr, problems } = parse(text, { variables: true });
  if (expr === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return substituteVariables(expr, values);
};

describe('values in place of dashboard variables', () => {
  test.each([
    [
      'take the meaning of their place',
      '$fn(${metric}_total{a="$a-[[b]]"}[$w:$s] offset $w) > $limit',
      { fn: 'rate', metric: 'x', a: '1', b: '2', w: '5m', s: '1m', limit: '3' },
      'rate(x_total{a="1-2"}[5m:1m] offset 5m) > 3',
    ],
    ['stay out where there are none', 'x{a="$a"} > $b', { c: '1' }, 'x{a="$a"} > $b'],
    ['stand in groupings', 'sum by ($g, a) (x) / on ($g) y', { g: 'job' }, 'sum by (job, a) (x) / on (job) y'],
    ['can be several labels', 'sum by ($g) (x)', { g: 'job,zone' }, 'sum by (job, zone) (x)'],
    ['are copied labels', 'a * on (b) group_left ($l) c', { l: 'zone' }, 'a * on (b) group_left (zone) c'],
    ['are times', 'a @ $t + rate(b[5m] @ $e)', { t: '1700000000', e: 'end()' }, 'a @ 1700000000 + rate(b[5m] @ end())'],
    ['are metrics', '$m + 1', { m: 'up' }, 'up + 1'],
    ['are durations as numbers', 'x > $d', { d: '5m' }, 'x > 5m'],
    ['are expressions, in parentheses where they need them', '$e * 2', { e: 'a or b' }, '(a or b) * 2'],
    ['are expressions, without where they do not', '$e or c', { e: 'a or b' }, 'a or b or c'],
  ])('%s', (_, text, values, result) => {
    const { expr, problems } = substituted(text, values);
    expect([print(expr), problems]).toEqual([result, []]);
  });

  test.each([
    ['$e + 1', { e: 'a or' }, 'The value "a or" of `$e` cannot stand there: an expression is expected.'],
    ['$m{a="b"}', { m: '5m' }, 'The value "5m" of `$m` cannot stand there: the name of a metric is expected.'],
    ['rate(x[$w])', { w: 'soon' }, 'The value "soon" of `$w` cannot stand there: a duration is expected.'],
    ['x @ $t', { t: 'now' }, 'The value "now" of `$t` cannot stand there: a time in seconds is expected.'],
  ])('%s stays when its value cannot be read', (text, values, message) => {
    const { expr, problems } = substituted(text, values);
    expect([print(expr), problems.map(problem => problem.message)]).toEqual([text, [message]]);
  });
});
