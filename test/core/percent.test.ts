import { expect, test } from 'vitest';
import { formatPercent } from '../../src/core/percent.ts';

test.each([
  [0.9995, 6, '99.95 %'],
  [1, 2, '100 %'],
  [0, 1, '0 %'],
  [0.29, 1, '29 %'],
  [0.99999, 1, '99.9 %'],
  [1.0009, 1, '100 %'],
  [2.5678, 1, '256.7 %'],
  [-0.1234, 1, '-12.3 %'],
  [1e-7, 3, '0 %'],
  [0.00025, 3, '0.025 %'],
])('%s with %s places reads %s', (ratio, places, text) => {
  expect(formatPercent(ratio, places)).toBe(text);
});
