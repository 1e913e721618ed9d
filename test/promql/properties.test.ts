import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { infer } from '../../src/promql/infer.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { printPretty } from '../../src/promql/print-pretty.ts';
import { injectMatchers } from '../../src/promql/rewrite.ts';
import type { Expr } from '../../src/promql/syntax.ts';
import { featureFlags, latestVersion } from '../../src/promql/versions.ts';
import { walk } from '../../src/promql/walk.ts';
import { expressions } from './arbitrary.ts';

const language = { version: latestVersion, features: featureFlags } as const;

/** A tree without its positions. */
const bare = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'from' && key !== 'to')
      .map(([key, inner]) => [key, bare(inner)]),
  );
};

const read = (text: string): Expr => {
  const { expr, problems } = parse(text, language);
  expect({ text, problems }).toEqual({ text, problems: [] });
  if (expr === undefined) throw new Error(text);
  return expr;
};

describe('laws', () => {
  test('what is printed reads as the same tree', () => {
    fc.assert(
      fc.property(expressions(language), expr => {
        expect(bare(read(print(expr)))).toEqual(bare(expr));
      }),
      { numRuns: 2_000 },
    );
  });

  test('the pretty form reads as the same tree, and the canonical text is stable', () => {
    fc.assert(
      fc.property(expressions(language), fc.integer({ min: 10, max: 120 }), (expr, width) => {
        const text = print(expr);
        expect(print(read(printPretty(expr, width)))).toBe(text);
        expect(print(read(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('no parenthesis is too many', () => {
    const pairs = /\(/g;
    fc.assert(
      fc.property(expressions(language, 3), expr => {
        const text = print(expr);
        for (const { index } of text.matchAll(pairs)) {
          const close = closing(text, index);
          if (close === undefined || close === index + 1) continue;
          const { expr: without, problems } = parse(
            `${text.slice(0, index)} ${text.slice(index + 1, close)} ${text.slice(close + 1)}`,
            language,
          );
          const same = without !== undefined && problems.length === 0 && print(without) === text;
          expect({ text, index, same }).toEqual({ text, index, same: false });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('every node has its place in the text', () => {
    fc.assert(
      fc.property(expressions(language), expr => {
        const text = print(expr);
        walk(read(text), node => {
          expect(node.from).toBeLessThan(node.to);
          expect(node.to).toBeLessThanOrEqual(text.length);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('inference and rewrites take every expression', () => {
    const environment = { metric: () => undefined, record: () => undefined, targetLabels: ['job', 'instance'] };
    fc.assert(
      fc.property(expressions(language), expr => {
        expect(infer(expr, environment).type).toMatch(/^(?:scalar|vector|range)$/);
        const rewritten = injectMatchers(expr, [{ label: 'injected', op: '=', value: 'x' }]);
        const { uses } = infer(rewritten, environment);
        expect(uses.every(({ matchers }) => matchers.some(({ label }) => label === 'injected'))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('any text gets a verdict', () => {
    const piece = fc.constantFrom(
      'sum',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '5m',
      '1',
      '+',
      '-',
      '^',
      'by',
      'on',
      'x',
      '"a"',
      '=',
      '=~',
      ',',
      ':',
      '@',
      'offset',
      'bool',
      '$x',
      '#',
      '\n',
      '\\',
      '\ufffd',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 25 }), parts => {
        const text = parts.join(' ');
        const { expr, problems } = parse(text, { variables: true });
        expect(expr !== undefined || problems.length > 0).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

/** Where the parenthesis at an index is closed, unless quotes stand between. */
const closing = (text: string, open: number): number | undefined => {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '"') return undefined;
    if (text[i] === '(') depth += 1;
    if (text[i] === ')') depth -= 1;
    if (depth === 0) return i;
  }
  return undefined;
};
