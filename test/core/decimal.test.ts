import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compareDecimals,
  decimal,
  divide,
  formatDecimal,
  formatNumber,
  multiply,
  parseDecimal,
  subtract,
  toNumber,
} from '../../src/core/decimal.ts';

const read = (text: string) => parseDecimal(text) ?? decimal(Number.NaN);
const shown = (text: string): string | undefined => {
  const value = parseDecimal(text);
  return value === undefined ? undefined : formatDecimal(value);
};

describe('a decimal is read and written without loss', () => {
  test.each<[string, string | undefined]>([
    ['0.05', '0.05'],
    ['-3', '-3'],
    ['99.9%', '0.999'],
    ['100%', '1'],
    ['0.10', '0.1'],
    ['-0.5', '-0.5'],
    ['007', '7'],
    [' 1.5 ', '1.5'],
    ['123456789012345678901234567890.1', '123456789012345678901234567890.1'],
    ['', undefined],
    ['1.', undefined],
    ['.5', undefined],
    ['1e3', undefined],
    ['five', undefined],
    ['1,5', undefined],
  ])('"%s" is %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test.each<[number, string]>([
    [0.1, '0.1'],
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-0.001, '-0.001'],
    [0, '0'],
  ])('the number %d is written %s', (value, expected) => {
    expect(formatNumber(value)).toBe(expected);
  });
});

describe('arithmetic is exact', () => {
  test.each<[string, string, string]>([
    ['1 - 0.999', formatDecimal(subtract(read('1'), read('0.999'))), '0.001'],
    ['0.1 + 0.2', formatDecimal(add(read('0.1'), read('0.2'))), '0.3'],
    ['14.4 * 0.001', formatDecimal(multiply(read('14.4'), read('0.001'))), '0.0144'],
    ['0.0864 / 2.16', formatDecimal(divide(read('0.0864'), read('2.16'))), '0.04'],
    ['1 / 3 to 4 places', formatDecimal(divide(read('1'), read('3'), 4)), '0.3333'],
    ['2 / 3 to 4 places, rounded up', formatDecimal(divide(read('2'), read('3'), 4)), '0.6667'],
    ['-2 / 3 to 4 places, rounded away from zero', formatDecimal(divide(read('-2'), read('3'), 4)), '-0.6667'],
    ['200 ms in seconds', formatDecimal(divide(decimal(200), decimal(1_000))), '0.2'],
  ])('%s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });

  test.each<[string, string, number]>([
    ['0.999', '99.9%', 0],
    ['0.5', '0.05', 1],
    ['-1', '0', -1],
  ])('%s compared with %s is %d', (a, b, expected) => {
    expect(compareDecimals(read(a), read(b))).toBe(expected);
  });

  test('a number survives the way through a decimal', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), value => {
        expect(toNumber(decimal(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test('what is added can be taken away', () => {
    const value = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(value, value, ([d1, s1], [d2, s2]) => {
        const [a, b] = [
          { digits: d1, scale: s1 },
          { digits: d2, scale: s2 },
        ];
        expect(compareDecimals(subtract(add(a, b), b), a)).toBe(0);
      }),
    );
  });
});
