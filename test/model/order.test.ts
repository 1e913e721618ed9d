import { describe, expect, test } from 'vitest';
import { inDependencyOrder } from '../../src/model/record-order.ts';

const record = (id: string, name: string, expr: string) => ({ id, record: name, expr });

describe('recording rules', () => {
  test.each<[string, readonly ReturnType<typeof record>[], readonly string[]]>([
    ['keep their order when they are independent', [record('a', 'r:a', 'up'), record('b', 'r:b', 'up')], ['a', 'b']],
    [
      'stand behind what they use, through others too',
      [record('a', 'r:a', 'r:b + 1'), record('b', 'r:b', 'sum(r:c)'), record('c', 'r:c', 'up')],
      ['c', 'b', 'a'],
    ],
    [
      'stand behind every rule of one series',
      [record('a', 'r:a', 'r:x'), record('b', 'r:x', 'up == 0'), record('c', 'r:x', 'up == 1')],
      ['b', 'c', 'a'],
    ],
    ['may use themselves', [record('a', 'r:a', 'r:a offset 1h')], ['a']],
    [
      'that use each other stand in an order that does not change',
      [record('a', 'r:a', 'r:b'), record('b', 'r:b', 'r:a')],
      ['b', 'a'],
    ],
    ['that cannot be read stay where they are', [record('a', 'r:a', 'sum('), record('b', 'r:b', 'up')], ['a', 'b']],
  ])('%s', (_, records, expected) => {
    expect(inDependencyOrder(records).map(({ id }) => id)).toEqual(expected);
  });
});
