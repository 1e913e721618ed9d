import { describe, expect, test } from 'vitest';
import { Storage } from '../../src/evaluate/storage.ts';
import { isAtLeast } from '../../src/promql/versions.ts';
import { experimentalExpressions, expressions } from '../evaluate/expressions-fixture.ts';
import { interval, readSeries, written } from '../evaluate/series-fixture.ts';
import { difference } from './evaluate-difference.ts';
import { randomExpressions, seeded } from './evaluate-random.ts';
import { ask, leftOpen, promtoolVersion, type Question } from './promtool-oracle.ts';

const minute = 60_000;

/** At the start, where ranges are not full yet; between two samples; after markers; when half of the series are gone. */
const times = [0, 5, 17.5, 17 + 2 / 3, 20, 31, 60, 65 + 1 / 12, 100, 119].map(minutes => Math.round(minutes * minute));

/** promtool knows samples up to the last question only, and some expressions look ahead. */
const horizon: Question = { expr: '1', at: 130 * minute };

/** A crash of promtool 2.53 that is no answer: a quantile of nothing in a subquery. */
const crashed = /runtime error/;

const differences = (questions: readonly Question[], every = interval): readonly object[] => {
  const storage = new Storage(readSeries(written, every));
  const answers = ask([...questions, horizon], { series: written, interval: every });
  return questions.flatMap((question, index) => {
    const theirs = answers[index];
    if (theirs === undefined) return [{ ...question, theirs: 'nothing' }];
    if (theirs.kind === 'error' && crashed.test(theirs.message)) return [];
    return difference(question, theirs, storage, { leftOpen }) ?? [];
  });
};

const isUnsupported = (found: object): boolean => JSON.stringify(found).includes('"kind":"unsupported"');

describe(`the evaluator agrees with promtool ${promtoolVersion}`, () => {
  test.each(times)('at %i ms on every rule of the language', at => {
    expect(differences(expressions.map(expr => ({ expr, at })))).toEqual([]);
  });

  test('on experimental functions, where they exist', () => {
    const known = isAtLeast(promtoolVersion, '3.5') ? experimentalExpressions : [];
    expect(differences(known.flatMap(expr => times.map(at => ({ expr, at }))))).toEqual([]);
  });

  test.each([
    { seed: 11, every: 30_000 },
    { seed: 12, every: 13_000 },
    { seed: 13, every: 47_123 },
  ])('on 5 000 expressions at random times over a sample each $every ms, and leaves out few', ({ seed, every }) => {
    const random = seeded(seed);
    const made = randomExpressions(5_000, seed).map(expr => ({ expr, at: Math.floor(random() * 120 * minute) }));
    const found = differences(made, every);
    expect(found.filter(each => !isUnsupported(each))).toEqual([]);
    expect(found.length).toBeLessThan(150);
  });
});
