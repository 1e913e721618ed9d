import { describe, expect, test } from 'vitest';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { featureFlags, latestVersion } from '../../src/promql/versions.ts';

/** Syntax that no promtool at hand knows; the shapes follow upstream's grammar. */
const options = { version: latestVersion, features: featureFlags } as const;

describe('syntax newer than 3.5 is read', () => {
  test.each([
    ['x[2m/range()]', 'x[2m / range()]'],
    ['x[-range()]', 'x[-range()]'],
    ['x offset - step()', 'x offset -step()'],
    ['x offset (5s-8)', 'x offset (5s - 8s)'],
    ['x offset 5s-8', 'x offset 5s - 8'],
    ['x offset -1^1', 'x offset -1s ^ 1'],
    ['x offset -(1^2)', 'x offset -(1s ^ 2)'],
    ['x[0+-2^2]', 'x[0s + -2s ^ 2]'],
    ['x[max_of(range(),5s)]', 'x[max_of(range(), 5s)]'],
    ['x[4s+4s:1s*2]', 'x[4s + 4s:1s * 2]'],
    ['x[min_of(step(), 5m):step()] offset max_of(5m, 1m)', 'x[min_of(step(), 5m):step()] offset max_of(5m, 1m)'],
    ['rate(x[5m] anchored)', 'rate(x[5m] anchored)'],
    ['rate(x anchored [5m])', 'rate(x[5m] anchored)'],
    ['x smoothed @ 5 offset 1m', 'x smoothed @ 5 offset 1m'],
    ['a + fill(0) b', 'a + fill (0) b'],
    ['a / on (x) group_left () fill_right(-Inf) b', 'a / on (x) group_left () fill_right (-Inf) b'],
    ['a == bool ignoring (x) fill_right (1) fill_left (0) b', 'a == bool ignoring (x) fill_left (0) fill_right (1) b'],
    ['fill + fill_left', 'fill + fill_left'],
    ['a + fill', 'a + fill'],
    ['a </ 5 >/ 1', 'a </ 5 >/ 1'],
    ['start() + end() - range() * step()', 'start() + end() - range() * step()'],
    ['step + range{a="b"} - anchored', 'step + range{a="b"} - anchored'],
    ['sum by (step, range, anchored, fill) (x)', 'sum by (step, range, anchored, fill) (x)'],
    ['min_of(1, time())', 'min_of(1, time())'],
    ['histogram_quantiles(h, "q", 0.5, 0.9)', 'histogram_quantiles(h, "q", 0.5, 0.9)'],
  ])('%s', (text, canonical) => {
    const { expr, problems } = parse(text, options);
    expect(problems).toEqual([]);
    expect(expr === undefined ? '' : print(expr)).toBe(canonical);
  });
});

describe('syntax newer than 3.5 is refused where it is wrong', () => {
  test.each([
    'x[step]',
    'x[step()/0d]',
    'x[5s%0]',
    'x offset (4d/0)',
    'x offset step()[5m]',
    'x[9.5e10]',
    'x[Inf]',
    'x[min_of(5m)]',
    'x[min(5m, 1m)]',
    'x[step(5m)]',
    'x[5s s 5s]',
    '1[5m] smoothed',
    'x anchored smoothed',
    'x[5m:] anchored',
    'abs(x) smoothed',
    'a fill(1) b',
    'a + fill() b',
    'a + fill(x) b',
    'a + fill(1) fill_left(1) b',
    'a + fill_left(1) on (x) b',
    'a and fill(0) b',
    'a + fill(0) 1',
    'min_of(x, 1)',
    'start(1)',
    'x </ bool 5',
    'first_over_time(x)',
  ])('%s', text => {
    expect(parse(text, options).problems.length).toBeGreaterThan(0);
  });
});
