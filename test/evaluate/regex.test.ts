import { expect, test } from 'vitest';
import { compileCapturingRegex, compileRegex } from '../../src/evaluate/regex.ts';

test.each([
  { pattern: '', matches: [''], not: ['a'] },
  { pattern: 'a|b', matches: ['a', 'b'], not: ['ab', 'xa', 'bx'] },
  { pattern: '.', matches: ['a', '\n', '😀'], not: ['', 'ab'] },
  { pattern: '[😀x]', matches: ['😀'], not: ['😁', '😀😀'] },
  { pattern: '^a$|b', matches: ['a', 'b'], not: ['ax'] },
  { pattern: 'a\\-b', matches: ['a-b'], not: ['ab'] },
  { pattern: '5..', matches: ['500'], not: ['5000'] },
])('`$pattern` matches whole values', ({ pattern, matches, not }) => {
  const compiled = compileRegex(pattern);
  const tested = (values: readonly string[]) => values.map(value => compiled instanceof RegExp && compiled.test(value));
  expect(tested(matches)).toEqual(matches.map(() => true));
  expect(tested(not)).toEqual(not.map(() => false));
});

test.each([
  '(?i)a',
  '\\x{61}',
  '\\07',
  '\\a',
  '\\s',
  '[\\S]',
  '[]a]',
  '[^]a]',
  '\\pL',
  '[[:alpha:]]',
  '(?P<x>a)',
  '\\Qa',
  '(',
])('`%s` might mean something else in JavaScript', pattern => {
  expect(compileRegex(pattern)).toEqual({ kind: 'unsupported', what: `the pattern \`${pattern}\`` });
});

test.each([
  { pattern: '(a)(b)?', fine: true },
  { pattern: '((a)|b)?', fine: true },
  { pattern: '(a|b)*', fine: true },
  { pattern: '(?:a*b)*', fine: true },
  { pattern: '(a*)b', fine: true },
  { pattern: '[(a)](b)*', fine: true },
  { pattern: '\\((a)\\)*', fine: true },
  { pattern: '(?:(a)|b)*', fine: false },
  { pattern: '((a)|b)+', fine: false },
  { pattern: '(a*)*', fine: false },
  { pattern: '(?:x(a)|(b)){2}', fine: false },
  { pattern: '(?:((a)|b)c)*', fine: false },
])('the groups of `$pattern` hold the same in both languages: $fine', ({ pattern, fine }) => {
  expect(compileCapturingRegex(pattern) instanceof RegExp).toBe(fine);
});
