import { describe, expect, test } from 'vitest';
import type { Variable } from '../../src/preview/dashboard.ts';
import { builtIns, secondsOf, timingOf } from '../../src/preview/time-range.ts';
import { choiceText, choose, filtered, labelValuesOf, substitute } from '../../src/preview/variables.ts';

const variable: Variable = {
  name: 'queue',
  label: 'Queue',
  kind: 'query',
  definition: 'label_values(queue_depth, queue)',
  chosen: [],
  includeAll: false,
  allValue: undefined,
  multi: false,
  pattern: '',
  hidden: false,
};

/** `queue=~"$queue"` with what a variable stands for. */
const asked = (change: Partial<Variable>, given?: readonly string[], found: readonly string[] = []): string => {
  const choice = choose({ ...variable, ...change }, given, found);
  return substitute('$queue', new Map([['queue', choice]]), new Map());
};

describe('a variable stands for', () => {
  test.each([
    { sentence: 'everything when nothing is known', is: asked({}), text: '.*' },
    { sentence: 'the first value that was found', is: asked({}, undefined, ['a', 'b']), text: 'a' },
    { sentence: 'the value the dashboard opens with', is: asked({ chosen: ['b'] }, undefined, ['a', 'b']), text: 'b' },
    { sentence: 'what the person chose', is: asked({ chosen: ['b'] }, ['c'], ['a']), text: 'c' },
    {
      sentence: 'what the author says for all',
      is: asked({ chosen: ['$__all'], includeAll: true, allValue: '.+' }, undefined, ['a']),
      text: '.+',
    },
    {
      sentence: 'all that were found, one or the other',
      is: asked({ chosen: ['$__all'], includeAll: true, multi: true }, undefined, ['a.b', 'c']),
      text: '(a\\\\.b|c)',
    },
    { sentence: 'several values that the person chose', is: asked({}, ['a', 'b']), text: '(a|b)' },
    { sentence: 'one value as it is where only one is allowed', is: asked({ chosen: ['a.b'] }), text: 'a.b' },
    {
      sentence: 'the first of the values written in it',
      is: asked({ kind: 'custom', definition: 'x : 1,y : 2' }),
      text: '1',
    },
    { sentence: 'its constant', is: asked({ kind: 'constant', definition: 'eu' }), text: 'eu' },
  ])('$sentence', ({ is, text }) => {
    expect(is).toBe(text);
  });

  test('every way to write a name is replaced, and unknown names stay', () => {
    const choices = new Map([['team', choose({ ...variable, name: 'team', multi: true }, ['a', 'b'], [])]]);
    const text =
      'x{team=~"$team",old="[[team]]",csv="${team:csv}",pipe="${team:pipe}"}[$__rate_interval] $nobody ${team_x}';
    expect(substitute(text, choices, new Map([['__rate_interval', '1m']]))).toBe(
      'x{team=~"(a|b)",old="(a|b)",csv="a,b",pipe="a|b"}[1m] $nobody ${team_x}',
    );
  });

  test('a choice is read as All or by its values', () => {
    expect(choiceText(choose({ ...variable, includeAll: true }, undefined, ['a']))).toBe('All');
    expect(choiceText(choose(variable, ['a', 'b'], []))).toBe('a, b');
  });
});

describe('values of a variable', () => {
  test.each([
    ['label_values(up, service)', { label: 'service', selector: 'up' }],
    ['label_values(up{service="a",job="b"}, instance)', { label: 'instance', selector: 'up{service="a",job="b"}' }],
    ['label_values(job)', { label: 'job', selector: undefined }],
    ['query_result(up)', undefined],
  ])('%s', (definition, expected) => {
    expect(labelValuesOf(definition)).toEqual(expected);
  });

  test.each([
    { pattern: '', values: ['a:1', 'b:2'] },
    { pattern: '/(.*):1/', values: ['a'] },
    { pattern: '/^b/', values: ['b'] },
    { pattern: '/(/', values: ['a:1', 'b:2'] },
  ])('filtered by "$pattern" are $values', ({ pattern, values }) => {
    expect(filtered(['a:1', 'b:2'], pattern)).toEqual(values);
  });
});

describe('time', () => {
  test.each([
    ['now-6h', 'now', 21_600],
    ['now-7d', 'now-1d', 518_400],
    ['now/d', 'now', 86_400],
    ['now-1d/d', 'now/d', 86_400],
    ['2026-01-01', 'now', 21_600],
    [undefined, undefined, 21_600],
  ])('from %s to %s are %s seconds', (from, to, seconds) => {
    expect(secondsOf(from, to)).toBe(seconds);
  });

  test.each([
    { range: 3_600, scrape: 15, step: 15, rate: '1m' },
    { range: 21_600, scrape: 15, step: 120, rate: '2m15s' },
    { range: 2_592_000, scrape: 30, step: 10_800, rate: '3h30s' },
  ])('$range seconds scraped every $scrape have a point every $step', ({ range, scrape, step, rate }) => {
    const timing = timingOf(range, 1_000_000_007, scrape);
    expect(timing.step).toBe(step);
    expect([timing.start % step, timing.end % step]).toEqual([0, 0]);
    const known = builtIns(timing);
    expect(known.get('__rate_interval')).toBe(rate);
    expect(known.get('__range_s')).toBe(String(timing.end - timing.start));
  });
});
