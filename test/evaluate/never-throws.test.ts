import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { Storage } from '../../src/evaluate/storage.ts';
import { type Expr, nowhere } from '../../src/promql/syntax.ts';
import { featureFlags, latestVersion } from '../../src/promql/versions.ts';
import { expressions } from '../promql/arbitrary.ts';
import { exprOf } from './answer.ts';
import { interval, readSeries, written } from './series-fixture.ts';

const storage = new Storage(readSeries(written, interval));
const kinds = ['vector', 'scalar', 'string', 'unsupported', 'error'];

test('every expression that can be written has an answer', () => {
  const any = expressions({ version: latestVersion, features: featureFlags });
  fc.assert(
    fc.property(any, fc.integer({ min: -1_000, max: 8_000_000 }), (expr, at) => {
      expect(kinds).toContain(evaluate(expr, storage, at).kind);
    }),
    { numRuns: 1_000, seed: 5 },
  );
});

const vector = exprOf('up');
const range = exprOf('up[5m]');
const text = exprOf('"x"');
const call = (func: string, ...args: readonly Expr[]): Expr => ({ kind: 'call', func, args, ...nowhere });

test.each([
  { what: 'no argument', expr: call('abs') },
  { what: 'no argument of a label function', expr: call('label_replace') },
  { what: 'no argument of timestamp', expr: call('timestamp') },
  { what: 'a string for a vector', expr: call('abs', text) },
  { what: 'a vector for a number', expr: call('vector', vector) },
  { what: 'a vector for a string', expr: call('label_join', vector, vector) },
  { what: 'a range for a vector', expr: call('abs', range) },
  { what: 'a vector for a range', expr: call('rate', vector) },
  { what: 'a function that does not exist', expr: call('toString', vector) },
  { what: 'a signed string', expr: { kind: 'unary', op: '-', expr: text, ...nowhere } as const },
  {
    what: 'an aggregation that lacks its number',
    expr: { kind: 'aggregate', op: 'topk', expr: vector, ...nowhere } as const,
  },
  {
    what: 'an aggregation that lacks its label',
    expr: { kind: 'aggregate', op: 'count_values', expr: vector, ...nowhere } as const,
  },
  { what: 'a comparison of strings', expr: { kind: 'binary', op: '==', left: text, right: text, ...nowhere } as const },
])('a tree with $what has no value, and nothing is thrown', ({ expr }) => {
  expect(['unsupported', 'error']).toContain(evaluate(expr, storage, 60_000).kind);
});
