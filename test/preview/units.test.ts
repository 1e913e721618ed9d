import { describe, expect, test } from 'vitest';
import { formatValue } from '../../src/preview/units.ts';

describe('values are written as Grafana writes them', () => {
  test.each<[value: number, unit: string | undefined, decimals: number | undefined, text: string]>([
    [0, undefined, undefined, '0'],
    [3, undefined, undefined, '3'],
    [0.5, undefined, undefined, '0.500'],
    [12.345, undefined, undefined, '12.3'],
    [-12.345, undefined, undefined, '-12.3'],
    [1234.5, 'none', undefined, '1235'],
    [1.005, 'none', 1, '1.0'],
    [-0.0001, 'none', 1, '0.0'],
    [Number.NaN, 's', undefined, 'NaN'],
    [Number.POSITIVE_INFINITY, 'bytes', 1, '∞'],
    [999, 'short', undefined, '999'],
    [1500, 'short', undefined, '1.50 K'],
    [2_000_000, 'short', undefined, '2 Mil'],
    [1000 ** 3, 'short', undefined, '1 Bil'],
    [0.07, 'percentunit', undefined, '7%'],
    [0.0123, 'percentunit', 2, '1.23%'],
    [99.95, 'percent', undefined, '100.0%'],
    [0, 's', undefined, '0 s'],
    [0.0000005, 's', undefined, '500 ns'],
    [0.00025, 's', undefined, '250 µs'],
    [0.25, 's', undefined, '250 ms'],
    [1, 's', undefined, '1 s'],
    [90, 's', undefined, '1.50 min'],
    [7_200, 's', undefined, '2 hour'],
    [86_400, 's', undefined, '1 day'],
    [1_209_600, 's', undefined, '2 week'],
    [31_536_000, 's', undefined, '1 year'],
    [0.5, 'ms', undefined, '0.500 ms'],
    [1_500, 'ms', undefined, '1.50 s'],
    [864_000_000, 'ms', undefined, '10 day'],
    [30, 'm', undefined, '30 min'],
    [93_784, 'dtdurations', undefined, '1 d 02:03:04'],
    [512, 'bytes', undefined, '512 B'],
    [1_536, 'bytes', undefined, '1.50 KiB'],
    [1024 ** 3, 'bytes', undefined, '1 GiB'],
    [2, 'gbytes', undefined, '2 GiB'],
    [1_500, 'decbytes', undefined, '1.50 kB'],
    [2_500_000, 'Bps', undefined, '2.50 MB/s'],
    [1_024, 'binBps', undefined, '1 KiB/s'],
    [8.41, 'reqps', undefined, '8.41 req/s'],
    [12_300, 'ops', undefined, '12.3K ops/s'],
    [5, 'cps', undefined, '5 c/s'],
    [0.002, 'hertz', undefined, '2 mHz'],
    [-1_234, 'currencyUSD', undefined, '-$1.23K'],
    [21.5, 'celsius', undefined, '21.5 °C'],
    [1_234_567.5, 'locale', 2, '1,234,567.50'],
    [1, 'bool_yes_no', undefined, 'Yes'],
    [0, 'bool_yes_no', undefined, 'No'],
    [1, 'bool', undefined, 'True'],
    [0, 'dateTimeAsIso', undefined, '1970-01-01 00:00:00'],
    [3, 'suffix:boxes', undefined, '3 boxes'],
    [3, 'prefix:~', undefined, '~3'],
    [3_000, 'si:m', undefined, '3 km'],
    [4, 'widgets', undefined, '4 widgets'],
    [4, 'toString', undefined, '4 toString'],
  ])('%s as %s with %s decimals is %s', (value, unit, decimals, text) => {
    expect(formatValue(value, unit, decimals)).toBe(text);
  });

  test('a moment is told from now', () => {
    expect(formatValue(1_000_000, 'dateTimeFromNow', undefined, 4_600)).toBe('1 hour ago');
    expect(formatValue(4_720_000, 'dateTimeFromNow', undefined, 4_600)).toBe('in 2 min');
  });
});
