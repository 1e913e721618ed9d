import { describe, expect, test } from 'vitest';
import type { BurnTierEntry } from '../../src/catalogue/slo.ts';
import { decimal, formatDecimal, parseDecimal, subtract } from '../../src/core/decimal.ts';
import { factorText, resolveTiers } from '../../src/model/burn-tiers.ts';
import { nominalSeconds } from '../../src/model/slo-window.ts';

const rows = (objective: string, window: string, entries?: readonly BurnTierEntry[], retarget = true) =>
  resolveTiers(entries, subtract(decimal(1), parseDecimal(objective) ?? decimal(0)), nominalSeconds(window), retarget);

const shown = (...args: Parameters<typeof rows>): readonly string[] =>
  rows(...args).tiers.map(
    ({ tier, long, short, factor, threshold }) =>
      `${tier} ${long}/${short} ${factorText(factor)} > ${formatDecimal(threshold)}`,
  );

describe('the rows of a promise', () => {
  test.each<[string, string, string, readonly string[]]>([
    [
      'over 30 days are those of the SRE workbook',
      '99.9%',
      '30d',
      [
        'page-fast 1h/5m 14.4 > 0.0144',
        'page-slow 6h/30m 6 > 0.006',
        'ticket 1d/2h 3 > 0.003',
        'ticket-slow 3d/6h 1 > 0.001',
      ],
    ],
    [
      'over 28 days have their own factors, exactly',
      '99.9%',
      '28d',
      [
        'page-fast 1h/5m 13.44 > 0.01344',
        'page-slow 6h/30m 5.6 > 0.0056',
        'ticket 1d/2h 2.8 > 0.0028',
        'ticket-slow 3d/6h 0.9333 > 0.000933333333333',
      ],
    ],
    [
      'over 90 days fire at higher rates, for the same share of the budget',
      '99.99%',
      '90d',
      [
        'page-fast 1h/5m 43.2 > 0.00432',
        'page-slow 6h/30m 18 > 0.0018',
        'ticket 1d/2h 9 > 0.0009',
        'ticket-slow 3d/6h 3 > 0.0003',
      ],
    ],
    [
      'per calendar month are scaled to 30 days',
      '99%',
      'month',
      [
        'page-fast 1h/5m 14.4 > 0.144',
        'page-slow 6h/30m 6 > 0.06',
        'ticket 1d/2h 3 > 0.03',
        'ticket-slow 3d/6h 1 > 0.01',
      ],
    ],
    [
      'over a week fire at the same shares of a smaller budget',
      '99%',
      '7d',
      [
        'page-fast 1h/5m 3.36 > 0.0336',
        'page-slow 6h/30m 1.4 > 0.014',
        'ticket 1d/2h 0.7 > 0.007',
        'ticket-slow 3d/6h 0.2333 > 0.00233333333333',
      ],
    ],
    [
      'over a day have no window longer than that',
      '99%',
      '1d',
      ['page-fast 1h/5m 0.48 > 0.0048', 'page-slow 6h/30m 0.2 > 0.002', 'ticket 1d/2h 0.1 > 0.001'],
    ],
    [
      'of 90 % fire at 90 % instead of above 100 %',
      '90%',
      '30d',
      ['page-fast 1h/5m 9 > 0.9', 'page-slow 6h/30m 6 > 0.6', 'ticket 1d/2h 3 > 0.3', 'ticket-slow 3d/6h 1 > 0.1'],
    ],
    [
      'of 85 % have one page: the slow one could only fire later',
      '85%',
      '30d',
      ['page-fast 1h/5m 6 > 0.9', 'ticket 1d/2h 3 > 0.45', 'ticket-slow 3d/6h 1 > 0.15'],
    ],
  ])('%s', (_, objective, window, expected) => {
    expect(shown(objective, window)).toEqual(expected);
  });

  test('can be chosen, with windows, shares and severities of one’s own, in the order of the table', () => {
    const own = rows('99.9%', '30d', [
      { tier: 'ticket', severity: 'info', spent: '20%' },
      { tier: 'page-fast', long: '30m', short: '5m', spent: '1%' },
    ]).tiers;
    expect(
      own.map(({ tier, severity, long, short, factor }) => [tier, severity, long, short, factorText(factor)]),
    ).toEqual([
      ['page-fast', 'critical', '30m', '5m', '14.4'],
      ['ticket', 'info', '1d', '2h', '6'],
    ]);
  });

  test('may keep a threshold that nothing can cross, which a check then refuses', () => {
    expect(shown('90%', '30d', [{ tier: 'page-fast' }], false)).toEqual(['page-fast 1h/5m 14.4 > 1.44']);
  });
});

describe('what became of a row', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['nothing, where the table holds', '99.9%', '30d', []],
    ['nothing, over the 28 days that others ship', '99.9%', '28d', []],
    [
      'lowered, and another left out for it',
      '85%',
      '30d',
      [
        'page-fast would need an error ratio of 2.16, which there is not, and fires at 0.9 instead',
        'page-slow could only fire after page-fast, with the same severity, and is left out',
      ],
    ],
    [
      'too long for the window',
      '99%',
      '1d',
      [
        'page-fast fires at a burn rate of 0.48 already, at which the promise is kept',
        'page-slow fires at a burn rate of 0.2 already, at which the promise is kept',
        'ticket fires at a burn rate of 0.1 already, at which the promise is kept',
        'ticket-slow looks back 3d, longer than the promise itself, and is left out',
      ],
    ],
  ])('%s', (_, objective, window, expected) => {
    expect(rows(objective, window).notes.map(({ tier, text }) => `${tier} ${text}`)).toEqual(expected);
  });
});
