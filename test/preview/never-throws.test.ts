import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../src/core/json.ts';
import { printPage } from '../../src/preview/print-page.ts';
import { type Outcome, questionKey, questionsOf } from '../../src/preview/questions.ts';
import { readDashboard } from '../../src/preview/read-dashboard.ts';
import { timingOf } from '../../src/preview/time-range.ts';
import { choose } from '../../src/preview/variables.ts';
import { everyKind } from './every-kind.ts';

/** A copy in which one value, wherever it stands, is another one. */
const damaged = (value: JsonValue, at: number, by: JsonValue): JsonValue => {
  let count = 0;
  const copy = (each: JsonValue): JsonValue => {
    count += 1;
    if (count === at) return by;
    if (Array.isArray(each)) return each.map(copy);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, copy(inner ?? null)]));
  };
  return copy(value);
};

const sizeOf = (value: JsonValue): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, each) => sum + sizeOf(each ?? null), 1)
    : 1;

const series = [
  { labels: { queue: 'a', le: '1' }, points: [{ at: 999_999_900, value: 3 }] },
  { labels: { queue: 'b', le: '+Inf' }, points: [{ at: 999_999_900, value: Number.NaN }] },
  { labels: {}, points: [] },
];

/** The page with data, or nothing when the value is no dashboard. */
const drawn = (value: JsonValue, outcome: Outcome): string | undefined => {
  const dashboard = readDashboard(value, { folder: '', name: 'x' });
  if (typeof dashboard === 'string') return undefined;
  const timing = timingOf(dashboard.range, 1_000_000_000, 15);
  const choices = new Map(dashboard.variables.map(each => [each.name, choose(each, undefined, [])]));
  const outcomes = new Map(questionsOf(dashboard, { timing, choices }).map(each => [questionKey(each), outcome]));
  const shown = new Map([[dashboard.uid, { timing, choices, outcomes }]]);
  return printPage([dashboard], { title: 'x', script: '', style: '', asked: undefined, shown });
};

test('whatever stands in a dashboard, it is drawn or refused', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: sizeOf(everyKind) }),
      fc.jsonValue({ maxDepth: 2 }),
      fc.boolean(),
      (at, by, fails) => {
        const changed: JsonValue = JSON.parse(JSON.stringify(damaged(everyKind, at, JSON.parse(JSON.stringify(by)))));
        const page = drawn(changed, fails ? { kind: 'failed', message: 'no' } : { kind: 'answered', series });
        expect(page === undefined || page.endsWith('</html>\n')).toBe(true);
      },
    ),
    { numRuns: 400 },
  );
});

test('any other JSON is refused', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const json: JsonValue = JSON.parse(JSON.stringify(value));
      expect(typeof readDashboard(json, { folder: '', name: 'x' })).toBe('string');
    }),
  );
});
