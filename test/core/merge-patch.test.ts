import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import { mergeDifference, mergePatch } from '../../src/core/merge-patch.ts';

/** JSON without `null`, which a patch cannot set. */
const values = fc.letrec<{ object: JsonObject; value: JsonValue }>(tie => ({
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('value'), { maxKeys: 4 }),
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ min: 0, max: 2 }),
    fc.constantFrom('x', ''),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 2 }).map((list): JsonValue => list),
    tie('object'),
  ),
}));

describe('a merge patch', () => {
  test.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['sets and replaces', { a: 1 }, { a: 2, b: 3 }, { a: 2, b: 3 }],
    ['removes', { a: 1, b: { c: 2, d: 3 } }, { a: null, b: { c: null } }, { b: { d: 3 } }],
    ['replaces a list as a whole', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['keeps null inside of a list', {}, { a: [{ value: null }] }, { a: [{ value: null }] }],
    ['drops null inside of what is new', {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
    ['puts an object in place of a number', { a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
  ])('%s', (_, target, patch, expected) => {
    expect(mergePatch(target, patch)).toEqual(expected);
  });

  test('leads from one object to any other', () => {
    fc.assert(
      fc.property(values.object, values.object, (from, to) => {
        expect(mergePatch(from, mergeDifference(from, to) ?? {})).toEqual(to);
      }),
    );
  });

  test('is none between equal objects, and names what differs only', () => {
    expect(mergeDifference({ a: [1, { b: 2 }], c: { d: 1 } }, { c: { d: 1 }, a: [1, { b: 2 }] })).toBeUndefined();
    expect(mergeDifference({ a: { b: 1, c: 2 }, d: 3 }, { a: { b: 1, c: 4 } })).toEqual({ a: { c: 4 }, d: null });
  });
});
