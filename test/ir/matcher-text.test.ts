import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMatchers, printMatcher } from '../../src/ir/matcher-text.ts';
import type { RouteMatcher } from '../../src/ir/routing.ts';

describe('matchers', () => {
  test.each<[string, string, readonly RouteMatcher[]]>([
    ['in quotes', 'team="a"', [{ label: 'team', op: '=', value: 'a' }]],
    ['without quotes', 'severity =~ critical|warning ', [{ label: 'severity', op: '=~', value: 'critical|warning' }]],
    ['with spaces inside', 'team = the a team', [{ label: 'team', op: '=', value: 'the a team' }]],
    ['of a missing label', 'team=""', [{ label: 'team', op: '=', value: '' }]],
    ['of a missing label without quotes', 'team=', [{ label: 'team', op: '=', value: '' }]],
    ['with a comma and a brace in quotes', 'a!~"x{1,2}"', [{ label: 'a', op: '!~', value: 'x{1,2}' }]],
    ['with escapes', 'a!="x\\"y\\\\\\n"', [{ label: 'a', op: '!=', value: 'x"y\\\n' }]],
    ['with an unknown escape', 'a=~"x\\.y"', [{ label: 'a', op: '=~', value: 'x\\.y' }]],
    ['of a label in quotes', '"a b"="c"', [{ label: 'a b', op: '=', value: 'c' }]],
    [
      'in braces, with a comma at the end',
      '{a="b", c!~"d",}',
      [
        { label: 'a', op: '=', value: 'b' },
        { label: 'c', op: '!~', value: 'd' },
      ],
    ],
    ['in empty braces', '{}', []],
  ])('are read %s', (_, text, matchers) => {
    expect(parseMatchers(text)).toEqual(matchers);
  });

  test.each(['team', '="a"', 'team=="a"', 'team="a', 'team="a" b="c"', '{team="a"', 'team="a"}', 'team~"a"', 'a=b{1}'])(
    'are not read from %s',
    text => {
      expect(parseMatchers(text)).toBeUndefined();
    },
  );

  test('are read as they are printed', () => {
    const matcher = fc.record({
      label: fc.string({ minLength: 1 }),
      op: fc.constantFrom('=' as const, '!=' as const, '=~' as const, '!~' as const),
      value: fc.string({ unit: 'grapheme' }),
    });
    fc.assert(
      fc.property(matcher, one => {
        expect(parseMatchers(printMatcher(one))).toEqual([one]);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
