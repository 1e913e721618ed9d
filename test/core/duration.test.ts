import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration, seconds } from '../../src/core/duration.ts';

describe('a duration', () => {
  test.each<[string, number | undefined]>([
    ['500ms', 500],
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['1d', 86_400_000],
    ['2w', 1_209_600_000],
    ['1y', 31_536_000_000],
    ['0', 0],
    ['0s', 0],
    ['', undefined],
    ['5', undefined],
    ['1.5h', undefined],
    ['30m1h', undefined],
    ['1h1h', undefined],
    ['5 m', undefined],
    ['-5m', undefined],
    ['5min', undefined],
  ])('"%s" has %s milliseconds', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  test.each<[number, string]>([
    [0, '0s'],
    [90_000, '1m30s'],
    [2_592_000_000, '30d'],
    [1_500, '1s500ms'],
    [0.4, '0s'],
  ])('%d milliseconds are written %s', (milliseconds, expected) => {
    expect(formatDuration(milliseconds)).toBe(expected);
  });

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 12 }), value => {
        expect(parseDuration(formatDuration(value))).toBe(value);
      }),
    );
  });

  test.each<[string, number]>([
    ['1m30s', 90],
    ['200ms', 0.2],
    ['soon', 0],
  ])('%s has %d seconds', (text, expected) => {
    expect(seconds(text)).toBe(expected);
  });
});
