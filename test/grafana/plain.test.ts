import { describe, expect, test } from 'vitest';
import { plainer, shared, sharedBuilder } from '../../src/grafana/plain.ts';

describe('plain data of what the SDK builds', () => {
  test('keys are sorted, those without a value and functions are left out', () => {
    const built = { b: [{ z: 1, y: undefined }], a: { build: () => 1, c: null } };
    expect(JSON.stringify(plainer()(built))).toBe('{"a":{"c":null},"b":[{"z":1}]}');
  });

  test('objects with the same keys in another order, and with some of them, are told apart', () => {
    const toPlain = plainer();
    expect([{ a: 1, b: 2 }, { b: 3, a: 4 }, { b: 5 }].map(built => JSON.stringify(toPlain(built)))).toEqual([
      '{"a":1,"b":2}',
      '{"a":4,"b":3}',
      '{"b":5}',
    ]);
  });

  test('what is shared is one frozen object wherever it stands', () => {
    const toPlain = plainer();
    const part = shared({ z: [{ y: 1 }], a: 2 });
    const { first, second } = toPlain({ first: part, second: part });
    expect(first).toBe(second);
    expect(JSON.stringify(first)).toBe('{"a":2,"z":[{"y":1}]}');
    expect(Object.isFrozen(first)).toBe(true);
    expect(Object.isFrozen(part)).toBe(false);
  });

  test('a shared builder builds once', () => {
    let built = 0;
    const builder = sharedBuilder({ build: () => ({ count: ++built }) });
    expect([builder.build(), builder.build()]).toEqual([{ count: 1 }, { count: 1 }]);
    expect(plainer()({ part: builder.build() })).toEqual({ part: { count: 1 } });
  });
});
