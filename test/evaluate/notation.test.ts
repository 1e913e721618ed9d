import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNotation } from '../../src/evaluate/notation.ts';
import { printNotation } from '../../src/evaluate/print-notation.ts';
import type { Sample } from '../../src/evaluate/series.ts';

const read = (text: string, interval = 1_000): readonly Sample[] => {
  const notation = parseNotation(text, interval);
  if (notation.kind !== 'samples') throw new Error(notation.message);
  return notation.samples;
};

describe('the notation of series', () => {
  test.each([
    { text: '', times: [], values: [], end: 0 },
    { text: '1', times: [0], values: [1], end: 1 },
    { text: '0+10x3', times: [0, 1, 2, 3], values: [0, 10, 20, 30], end: 4 },
    { text: '3-1x2', times: [0, 1, 2], values: [3, 2, 1], end: 3 },
    { text: '5x2 7', times: [0, 1, 2, 3], values: [5, 5, 5, 7], end: 4 },
    { text: '5x0', times: [0], values: [5], end: 1 },
    { text: '_ 1 _x3 2', times: [1, 5], values: [1, 2], end: 6 },
    { text: '_x0 1', times: [0], values: [1], end: 1 },
    { text: ' 1   2 ', times: [0, 1], values: [1, 2], end: 2 },
    { text: '-1.5e3 +2 .5 Inf -inf', times: [0, 1, 2, 3, 4], values: [-1500, 2, 0.5, Infinity, -Infinity], end: 5 },
    { text: '0.1+0.1x2', times: [0, 1, 2], values: [0.1, 0.2, 0.30000000000000004], end: 3 },
  ])('`$text` is $values', ({ text, times, values, end }) => {
    const notation = parseNotation(text, 1_000);
    expect(notation).toEqual({
      kind: 'samples',
      samples: values.map((v, index) => ({ t: (times[index] ?? 0) * 1_000, v })),
      end: end * 1_000,
    });
  });

  test('knows the end of a series and what is no number', () => {
    expect(read('stale NaN', 15_000)).toEqual([
      { t: 0, v: Number.NaN, stale: true },
      { t: 15_000, v: Number.NaN },
    ]);
  });

  test.each([
    'x',
    '1x',
    '1+x3',
    '1+2',
    '_+1x2',
    'stalex2',
    'stale x2',
    '1,2',
    '0x1F',
    '1x-2',
    '1x2.5',
    '--1',
    'infinity',
    'infx2',
    '1+NaNx2',
  ])('refuses `%s`', text => {
    const word = text.split(' ').at(-1);
    expect(parseNotation(text, 1_000)).toEqual({ kind: 'problem', message: `\`${word}\` is no value of a series.` });
  });

  test('refuses more values than a computer holds', () => {
    expect(parseNotation('1x100000000', 1_000)).toEqual({
      kind: 'problem',
      message: '`1x100000000` makes the series longer than 10000000 values.',
    });
  });
});

describe('series are printed compactly', () => {
  test.each([
    '0+10x60',
    '5x3',
    '1 2',
    '1 1x0',
    '_x3 1 _ 2',
    '3-1x20 stale _x10 0.1+0.1x10 NaN NaN Inf -Inf -0',
    '1000+7x60 3+7x60 0+9.5x100',
  ])('`%s` stays as it is', text => {
    const [wanted] = [text.replace('1 1x0', '1x1')];
    expect(printNotation(read(text), 1_000)).toBe(wanted);
  });

  test('nothing is printed of samples between the steps, out of order or twice', () => {
    expect(printNotation([{ t: 500, v: 1 }], 1_000)).toBeUndefined();
    expect(
      printNotation(
        [
          { t: 1_000, v: 1 },
          { t: 0, v: 1 },
        ],
        1_000,
      ),
    ).toBeUndefined();
    expect(
      printNotation(
        [
          { t: 0, v: 1 },
          { t: 0, v: 1 },
        ],
        1_000,
      ),
    ).toBeUndefined();
  });

  const value = fc.oneof(fc.double(), fc.integer({ min: -5, max: 5 }), fc.constantFrom(0.1, 0.2, 0.3, -0));
  const stretch = fc.oneof(
    value.map((v): readonly (number | 'stale' | 'gap')[] => [v]),
    fc
      .tuple(value, value, fc.integer({ min: 0, max: 9 }))
      .map(([from, step, count]) => Array.from({ length: count }, (_, index) => from + step * index)),
    fc.constantFrom<readonly (number | 'stale' | 'gap')[]>(['stale'], ['gap'], ['gap', 'gap']),
  );

  test('and are read back as they were, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 12 }), stretches => {
        const samples = stretches
          .flat()
          .flatMap((v, index): readonly Sample[] =>
            v === 'gap' ? [] : [v === 'stale' ? { t: index * 30, v: Number.NaN, stale: true } : { t: index * 30, v }],
          );
        const text = printNotation(samples, 30);
        expect(text === undefined ? undefined : read(text, 30)).toEqual(samples);
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
