import { describe, expect, test } from 'vitest';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { featureFlags } from '../../src/promql/versions.ts';
import table from './upstream/expressions.json' with { type: 'json' };

/** The table is of this release, and its test switches every experimental feature on. */
const options = { version: table.version, features: featureFlags } as const;

/** Expressions on which the verdict differs from Prometheus', with the reason. There are none. */
const differences: ReadonlyMap<string, string> = new Map();

describe("upstream's own table of expressions", () => {
  test('is the whole table', () => {
    expect([table.valid.length, table.invalid.length]).toEqual([179, 137]);
  });

  test.each(table.valid.filter(text => !differences.has(text)))('accepts %j', text => {
    const { expr, problems } = parse(text, options);
    expect(problems).toEqual([]);
    expect(expr).toMatchObject({ from: expect.any(Number), to: expect.any(Number) });
  });

  test.each(table.invalid.filter(text => !differences.has(text)))('rejects %j', text => {
    const { problems } = parse(text, options);
    expect(problems.length).toBeGreaterThan(0);
    for (const { from, to } of problems) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(to).toBeLessThanOrEqual(text.length);
    }
  });

  test.each(table.valid)('prints %j so that it reads the same', text => {
    const { expr } = parse(text, options);
    if (expr === undefined) throw new Error('no tree');
    const printed = print(expr);
    const again = parse(printed, options);
    expect(again.problems).toEqual([]);
    expect(again.expr === undefined ? '' : print(again.expr)).toBe(printed);
  });
});
