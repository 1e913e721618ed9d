import { expect, test } from 'vitest';
import type { SloEntry } from '../../src/catalogue/slo.ts';
import { resolveSlo } from '../../src/model/resolve-slo.ts';
import { advisableRuler, longWindowCost } from '../../src/model/slo-cost.ts';
import { api } from '../accepted/base.ts';

const cost = (own: Partial<SloEntry>) =>
  longWindowCost(resolveSlo({ ...api.slos[0], ...own }, 'api', 'acme/api', new Map()));

test.each<[string, Partial<SloEntry>, number]>([
  // Errors and total over 1, 3 and 30 days, the total once more for the coverage; a sample in 30 seconds.
  ['over 30 days', {}, 2 * (2_880 + 8_640 + 86_400) + 86_400],
  ['over 30 days without tickets', { tiers: [{ tier: 'page-fast' }] }, 3 * 86_400],
  // The copies of a month have a sample in two minutes.
  ['per month', { window: 'month', tiers: [] }, 3 * 31 * 720],
  ['over 7 days', { window: '7d', tiers: [] }, 3 * 20_160],
])('an objective %s reads that many samples in two minutes', (_, own, samples) => {
  expect(cost(own)).toEqual({ samples, perSecond: samples / 120 });
});

test('a ruler is advisable from about 200 objectives over 30 days on', () => {
  expect(Math.floor(advisableRuler / cost({}).perSecond)).toBe(212);
});
