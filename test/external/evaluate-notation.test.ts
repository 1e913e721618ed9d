import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseNotation } from '../../src/evaluate/notation.ts';
import { Storage } from '../../src/evaluate/storage.ts';
import { readSeries, written } from '../evaluate/series-fixture.ts';
import { difference } from './evaluate-difference.ts';
import { ask, leftOpen } from './promtool-oracle.ts';
import { run } from './tools.ts';

const minute = 60_000;

const valid = [
  ...[
    '',
    '1',
    '0+10x5',
    '3-1x5',
    '5x3 7',
    '5x0',
    '_ 1 _x3 2',
    '_x0 1',
    ' 1  2 ',
    '-1.5e3 +2 .5 Inf -inf NaN 5.',
    '1e3x2',
  ],
  ...[
    '0.1+0.1x9',
    '1-0.1x9',
    'stale 1',
    '1x2 stale _x2 2',
    '_',
    '+1+1x2',
    '-1-1x2',
    '1e+2+1e-1x3',
    '0-0x3',
    '1x3 1x3',
    'inf+1x2',
  ],
];

const invalid = [
  'x',
  '1x',
  '1+x3',
  '1+2',
  '_+1x2',
  'stalex2',
  '1,2',
  '0x1F',
  '1x-2',
  '1x2.5',
  '--1',
  'infinity',
  'infx2',
  '1+infx2',
  '1 x2',
];

/** Whether promtool can read a notation. */
const accepts = (values: string): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-notation-'));
  try {
    const file = join(folder, 'suite.yml');
    const suite = { rule_files: [], tests: [{ interval: '1m', input_series: [{ series: 'up', values }] }] };
    writeFileSync(file, JSON.stringify(suite));
    return run('promtool', ['test', 'rules', file]).status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('the notation of series is read as promtool reads it', () => {
  test('value by value', () => {
    const series = [
      ...valid.map((values, index) => ({ series: `series{index="${index}"}`, values })),
      ...written.map(({ values }, index) => ({ series: `series{index="fixture ${index}"}`, values })),
    ];
    const storage = new Storage(readSeries(series, minute));
    const questions = Array.from({ length: 245 }, (_, index) => ({
      expr: 'last_over_time(series[30s])',
      at: index * minute,
    }));
    const answers = ask(questions, { series, interval: minute });
    expect(
      questions.flatMap((question, index) => {
        const theirs = answers[index];
        return theirs === undefined ? [question] : (difference(question, theirs, storage, { leftOpen }) ?? []);
      }),
    ).toEqual([]);
  });

  test.each([...valid, ...invalid])('or refused by both: `%s`', values => {
    expect(parseNotation(values, minute).kind).toBe(accepts(values) ? 'samples' : 'problem');
  });
});
