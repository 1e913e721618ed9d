import { describe, expect, test } from 'vitest';
import { isRe2, matchesEmpty, regexLiteral } from '../../src/promql/re2.ts';

describe('patterns that RE2 takes', () => {
  test.each([
    ...[
      '',
      'a',
      '5..',
      'a|b',
      '(a|b)+',
      '(?:a)',
      '(?P<name>a)',
      '(?<name>a)',
      '(?i)abc',
      '(?i-s:abc)',
      'a*?',
      'a{2}',
      'a{2,}?',
    ],
    ...[
      'a{1,1000}',
      'a{',
      'a{x}',
      '{}',
      '[a-z]',
      '[^a]',
      '[]a]',
      '[a-]',
      '[-a]',
      '[\\w-a]',
      '[[:alpha:]_]',
      '\\d\\D\\w\\W\\s\\S',
    ],
    ...[
      '\\pN',
      '\\p{Greek}',
      '\\P{Lu}',
      '\\p{^Lu}',
      '\\Qa.b\\E',
      '\\Q(',
      '\\x41',
      '\\x{10FFFF}',
      '\\123',
      '\\.\\/\\-\\_',
      '\\A\\b\\B\\z',
      '日本+',
    ],
    ...['()', 'a||b', '|', '^a$', '\\\\', '[\\]]', '[a\\-z]', '\\07', '(?s).*', '(a(b(c)))', '[0-9A-Fa-f]+'],
  ])('%s', pattern => {
    expect(isRe2(pattern)).toBeUndefined();
  });
});

describe('patterns that RE2 refuses', () => {
  test.each([
    ['a(', 'missing `)`'],
    ['a)', 'unexpected `)`'],
    ['[a', 'missing `]`'],
    ['[]', 'missing `]`'],
    ['[z-a]', 'a range that ends before it begins'],
    ['[a-\\d]', 'a range that ends before it begins'],
    ['[[:foo:]]', 'an unknown class in `[:` and `:]`'],
    ['*a', 'missing argument to `*`'],
    ['a|+', 'missing argument to `+`'],
    ['a**', 'a repetition of a repetition'],
    ['a*{2}', 'a repetition of a repetition'],
    ['a{1001}', 'more than 1000 repetitions'],
    ['(a{100}){100}', 'more than 1000 repetitions'],
    ['a{3,2}', 'a repetition that ends before it begins'],
    ['(?=a)', 'look-around is not supported'],
    ['(?<!a)b', 'look-around is not supported'],
    ['(?P<a>x)(?P<a>y)', 'two groups named `a`'],
    ['(?P=a)', 'unknown group `(?P=`'],
    ['(?x)a', 'unknown group `(?x)`'],
    ['(a)\\1', 'unknown escape `\\1`'],
    ['\\8', 'unknown escape `\\8`'],
    ['\\Z', 'unknown escape `\\Z`'],
    ['\\q', 'unknown escape `\\q`'],
    ['\\p{Foo}', 'unknown class `\\p{Foo}`'],
    ['\\x{110000}', 'an invalid character'],
    ['a\\', 'a backslash at the end'],
    ['('.repeat(1_001) + ')'.repeat(1_001), 'groups nested too deeply'],
  ])('%s', (pattern, problem) => {
    expect(isRe2(pattern)).toBe(problem);
  });
});

test.each([
  ['', true],
  ['.*', true],
  ['a?', true],
  ['a|', true],
  ['(a*)(b?)', true],
  ['(?:)', true],
  ['^$', true],
  ['a{0,3}', true],
  ['[a]*', true],
  ['.+', false],
  ['a', false],
  ['a*b', false],
  ['\\b', false],
  ['a{2}', false],
  ['(', false],
])('%j matches the empty string: %s', (pattern, empty) => {
  expect(matchesEmpty(pattern)).toBe(empty);
});

test.each([
  ['10 000 and no end', `[${'[:'.repeat(10_000)}`, 'missing `]`'],
  ['10 000 and one end', `[${'[:'.repeat(10_000)}:]`, 'an unknown class in `[:` and `:]`'],
  ['one whose end is in another class', '[[:]][[:x]:]', 'an unknown class in `[:` and `:]`'],
])('what looks like the beginning of a class: %s', (_, pattern, problem) => {
  expect(isRe2(pattern)).toBe(problem);
});

describe('regular expressions of JavaScript', () => {
  test.each([
    [/5../, '5..'],
    [/^a$/, 'a'],
    [/a\$/, 'a\\$'],
    [/^a|b$/, '^a|b$'],
    [/a\/b/, 'a/b'],
    [/(?:)/, ''],
  ])('%s becomes %j', (literal, pattern) => {
    expect(regexLiteral(literal)).toEqual({ pattern });
  });

  test.each([
    [/a/i, 'The regular expression /a/i has flags, which PromQL does not know.'],
    [/(?=a)/, 'The regular expression /(?=a)/ is not valid in RE2: look-around is not supported.'],
    [/(a)\1/, 'The regular expression /(a)\\1/ is not valid in RE2: unknown escape `\\1`.'],
  ])('%s is refused', (literal, problem) => {
    expect(regexLiteral(literal)).toEqual({ problem });
  });
});
