import { describe, expect, test } from 'vitest';
import { dockerBytes, parseQuantity } from '../../src/targets/quantity.ts';

describe('Kubernetes quantities', () => {
  test.each([
    ['500m', 0.5],
    ['2', 2],
    ['1.5Gi', 1_610_612_736],
    ['10M', 10_000_000],
    ['64Ki', 65_536],
    ['', undefined],
    ['much', undefined],
    ['1GB', undefined],
    ['-1', undefined],
  ])('%s is %s', (text, expected) => {
    expect(parseQuantity(text)).toBe(expected);
  });

  test.each([
    ['2Gi', '2g'],
    ['1.5Gi', '1536m'],
    ['100M', '100000000b'],
  ])('%s is %s for Docker, whose units are powers of 1024', (text, expected) => {
    expect(dockerBytes(text)).toBe(expected);
  });
});
