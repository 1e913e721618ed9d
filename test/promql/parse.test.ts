import { describe, expect, test } from 'vitest';
import { type ParseOptions, parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { featureFlags, latestVersion } from '../../src/promql/versions.ts';

const messages = (text: string, options: ParseOptions = {}): readonly string[] =>
  parse(text, options).problems.map(({ message }) => message);

describe('what cannot be read is said in a sentence', () => {
  test.each([
    ['', 'syntax', 'The expression is empty.', 0, 0],
    ['sum(', 'syntax', 'Where the expression ends, an expression is expected.', 4, 4],
    ['a b', 'syntax', 'Where `b` stands, an operator or the end is expected.', 2, 3],
    ['up{job="a"', 'syntax', 'Where the expression ends, `,` or `}` is expected.', 10, 10],
    ['up{job==="a"}', 'syntax', 'Where `=` stands, a string in quotes is expected.', 7, 8],
    ['up["5m"]', 'syntax', 'Where `"5m"` stands, a duration is expected.', 3, 7],
    ['up[5m5m]', 'syntax', '`5m5m` is no duration.', 3, 7],
    ['up[0s]', 'syntax', 'The duration must be longer than 0.', 3, 5],
    ['"\\q"', 'syntax', 'The string "\\q" cannot be read: unknown escape `\\q`.', 0, 4],
    ['up & up', 'syntax', 'The expression cannot be read: unexpected character `&`.', 3, 4],
    ['"abc', 'syntax', 'The expression cannot be read: unterminated quoted string.', 0, 1],
    ['rate(up)', 'type', '`rate` takes a range vector, not an instant vector.', 5, 7],
    ['clamp(up)', 'type', '`clamp` takes 3 arguments, not 1.', 0, 9],
    ['sum(1)', 'type', '`sum` takes an instant vector, not a number.', 4, 5],
    ['topk(up)', 'type', '`topk` takes 2 arguments, not 1.', 0, 8],
    ['1 > 2', 'type', 'Two numbers are compared by `> bool`.', 2, 3],
    ['up + bool up', 'type', '`bool` belongs to comparisons, and `+` is none.', 3, 4],
    ['up and 1', 'type', '`and` combines instant vectors, not numbers.', 3, 6],
    ['1 + on (a) up', 'type', 'Only two instant vectors can be matched by labels.', 0, 13],
    ['a / on (x) group_left (x) b', 'type', 'The label `x` stands in `on` and in `group_left`.', 0, 27],
    ['a and on (x) group_left () b', 'type', '`and` cannot be combined with `group_left`.', 0, 28],
    ['sum(up)[5m]', 'type', 'A range is taken of a selector.', 7, 11],
    ['(up) offset 5m', 'type', '`offset` follows a selector or a subquery, and nothing else.', 1, 3],
    ['up offset 5m offset 1m', 'type', '`offset` is given twice.', 0, 22],
    ['up @ 1 @ 2', 'type', '`@` is given twice.', 0, 10],
    ['-up[5m]', 'type', 'The sign `-` takes a number or an instant vector, not a range vector.', 0, 7],
    ['{job=~".*"}', 'type', 'The selector has no matcher that needs a value, so it would select every series.', 0, 11],
    ['{""}', 'type', 'The selector has no matcher that needs a value, so it would select every series.', 0, 4],
    ['a{__name__="b"}', 'type', 'The metric name is given twice: `a` and again in braces.', 0, 15],
    ['rat(up[5m])', 'name', 'There is no function `rat`.', 0, 3],
    ['up{job=~"a)"}', 'regex', 'The regular expression "a)" is not valid in RE2: unexpected `)`.', 8, 12],
  ])('%s', (text, kind, message, from, to) => {
    expect(parse(text).problems).toContainEqual(expect.objectContaining({ kind, message, from, to }));
  });

  test.each([
    ['increas(up[5m])', 'Did you mean "increase"?'],
    ['rate(up)', 'Add a range: `[5m]`.'],
    ['sum(up)[5m]', 'Take a subquery of anything else: `[5m:]`.'],
    ['1 > 2', 'Write `> bool`.'],
  ])('%s has a hint', (text, hint) => {
    expect(parse(text).problems[0]?.hint).toBe(hint);
  });
});

describe('a node spans its parentheses where it begins or ends with them', () => {
  test.each([
    ['(a + b)[5m:]', 0, 12],
    ['((a))[5m:1m] offset 1h', 0, 22],
    ['(a + b) * c', 0, 11],
    ['c * (a + b)', 0, 11],
    ['((a) + b) * c', 0, 13],
    ['-(a + b)', 0, 8],
  ])('%s', (text, from, to) => {
    expect(parse(text).expr).toMatchObject({ from, to });
  });
});

describe('the verdict is of a release', () => {
  test.each<readonly [text: string, refused: string, accepted: string, message: string]>([
    ['up @ 1', '2.32', '2.33', 'The modifier `@` exists since Prometheus 2.33, and the target is 2.32.'],
    ['up > 5m', '2.53', '2.54', 'A duration as a number exists since Prometheus 2.54, and the target is 2.53.'],
    ['rate(up[300])', '2.53', '2.54', 'A number as a duration exists since Prometheus 2.54, and the target is 2.53.'],
    ['1_000', '2.53', '2.54', 'An underscore in a number exists since Prometheus 2.54, and the target is 2.53.'],
    ['{"my.metric"}', '2.48', '2.49', 'A name in quotes exists since Prometheus 2.49, and the target is 2.48.'],
    [
      'sum by ("a.b") (up)',
      '2.53',
      '3.0',
      'A label name in quotes exists since Prometheus 3.0, and the target is 2.53.',
    ],
    [
      'histogram_avg(up)',
      '2.50',
      '2.51',
      'The function `histogram_avg` exists since Prometheus 2.51, and the target is 2.50.',
    ],
    [
      'holt_winters(up[5m], 1, 1)',
      '3.0',
      '2.53',
      'The function `holt_winters` is gone since Prometheus 3.0, and the target is 3.0.',
    ],
    ['limitk(5, up)', '2.53', '2.54', 'The aggregation `limitk` exists since Prometheus 2.54, and the target is 2.53.'],
    ['up[5m + 1m]', '3.3', '3.4', 'Arithmetic with durations exists since Prometheus 3.4, and the target is 3.3.'],
    ['up[step()]', '3.5', '3.6', '`step()` in a duration exists since Prometheus 3.6, and the target is 3.5.'],
    ['up[min(5m, 1m)]', '3.13', '3.12', '`min()` in a duration is gone since Prometheus 3.13, and the target is 3.13.'],
    [
      'up[min_of(5m, 1m)]',
      '3.12',
      '3.13',
      '`min_of()` in a duration exists since Prometheus 3.13, and the target is 3.12.',
    ],
    [
      'rate(up[5m] anchored)',
      '3.6',
      '3.7',
      'The modifier `anchored` exists since Prometheus 3.7, and the target is 3.6.',
    ],
    ['up + fill (0) up', '3.9', '3.10', 'The modifier `fill` exists since Prometheus 3.10, and the target is 3.9.'],
    ['up </ 5', '3.10', '3.11', 'The operator `</` exists since Prometheus 3.11, and the target is 3.10.'],
    ['up @ end() [5m]', '3.15', '3.14', '`@` follows the range.'],
  ])('%s: refused for %s, accepted for %s', (text, refused, accepted, message) => {
    expect(messages(text, { version: refused, features: featureFlags })).toEqual([message]);
    expect(messages(text, { version: accepted, features: featureFlags })).toEqual([]);
  });

  test.each([
    ['up[5m + 1m]', '3.13', 'promql-duration-expr'],
    ['mad_over_time(up[5m])', latestVersion, 'promql-experimental-functions'],
    ['first_over_time(up[5m])', '3.13', 'promql-experimental-functions'],
    ['rate(up[5m] smoothed)', latestVersion, 'promql-extended-range-selectors'],
    ['up + fill_left (0) up', latestVersion, 'promql-binop-fill-modifiers'],
    ['start_timestamp(up)', latestVersion, 'use-start-timestamps'],
  ])('%s in %s needs the flag %s', (text, version, flag) => {
    expect(parse(text, { version }).problems).toEqual([
      expect.objectContaining({ kind: 'feature', message: expect.stringContaining(`\`${flag}\``) }),
    ]);
    expect(messages(text, { version, features: [flag] })).toEqual([]);
  });

  test.each(['up[5m + 1m]', 'first_over_time(up[5m])'])('%s needs no flag any more', text => {
    expect(messages(text, { version: '3.14' })).toEqual([]);
  });
});

describe('dashboard variables', () => {
  test.each([
    'rate(x[$__rate_interval])',
    'rate(x[${window}])',
    'rate(x[[[window]]])',
    'x offset $shift',
    'x @ $time',
    'sum by ($group) (x)',
    '$metric{job="$job"}',
    'node_${kind}_total',
    '$fn(x)',
    'x > $limit',
    'max_over_time(x[$range:$step])',
    'a / on ($label) b',
    'topk($k, x)',
  ])('%s stays as it is', text => {
    const { expr, problems } = parse(text, { variables: true });
    expect(problems).toEqual([]);
    expect(expr === undefined ? '' : print(expr)).toBe(text);
  });

  test('are errors where they are not allowed', () => {
    expect(messages('rate(x[$window])')).toEqual(['The expression cannot be read: unexpected character `$`.']);
  });
});

describe('input of any size', () => {
  test.each([
    ['parentheses', `${'('.repeat(10_000)}x${')'.repeat(10_000)}`],
    ['calls', `${'abs('.repeat(10_000)}x${')'.repeat(10_000)}`],
    ['signs', `${'-'.repeat(10_000)}x`],
    ['powers', Array.from({ length: 10_000 }, () => 'x').join(' ^ ')],
    ['durations', `x[${'('.repeat(10_000)}5m${')'.repeat(10_000)}]`],
    ['sums of durations', `rate(x[${Array.from({ length: 10_000 }, () => '1m').join(' + ')}])`],
    ['products of durations', `x offset (${Array.from({ length: 10_000 }, () => '2').join(' * ')})`],
    ['subqueries', `x${'[5m:1m]'.repeat(10_000)}`],
    ['subqueries that take turns with parentheses', `${'('.repeat(400)}x${`${'[5m:1m]'.repeat(25)})`.repeat(400)}`],
    ['signs of durations', `x offset ${'-'.repeat(10_000)}5m`],
  ])('10 000 nested %s are a problem, not a crash', (_, text) => {
    expect(parse(text).problems).toContainEqual(expect.objectContaining({ kind: 'depth' }));
  });

  test.each([
    ['many terms that are subqueries', Array.from({ length: 2_000 }, () => 'x[5m:1m]').join(' + ')],
    ['many ranges that are sums', Array.from({ length: 2_000 }, () => 'rate(x[5m + 1m])').join(' + ')],
    ['300 durations', `rate(x[${Array.from({ length: 300 }, () => '1m').join(' + ')}])`],
  ])('%s are not nested', (_, text) => {
    expect(parse(text).problems.filter(({ kind }) => kind === 'depth')).toEqual([]);
  });

  test('a chain of 20 000 operators is read and printed', () => {
    const text = Array.from({ length: 20_000 }, () => 'x').join(' + ');
    const { expr, problems } = parse(text);
    expect(problems).toEqual([]);
    expect(expr === undefined ? '' : print(expr)).toBe(text);
  });
});
