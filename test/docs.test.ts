import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allProblems, diagnosticsPage } from '../scripts/diagnostics-page.ts';

const source = new URL('../src/', import.meta.url);

/** Codes as the source declares them, wherever that is. */
const declared = (): readonly string[] =>
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .flatMap(name => [
      ...readFileSync(new URL(name, source), 'utf8').matchAll(/define(?:Problem|Check)\(\{\s*code: '([^']+)'/g),
    ])
    .map(([, code = '']) => code)
    .sort();

describe('docs/diagnostics.md', () => {
  test('is what `make docs` renders', () => {
    expect(readFileSync(new URL('../docs/diagnostics.md', import.meta.url), 'utf8')).toBe(diagnosticsPage(allProblems));
  });

  test('has every code that the source declares', () => {
    expect(allProblems.map(({ code }) => code)).toEqual(declared());
  });

  test('escapes what would end a cell', () => {
    const page = diagnosticsPage([{ code: 'A', severity: 'info', why: 'a | b' }]);
    expect(page).toContain('\n| `A` | info | a \\| b |\n');
  });
});

describe('every kind of finding', () => {
  test('has a code of its own', () => {
    const codes = allProblems.map(({ code }) => code);
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  test.each(allProblems.map(({ code, why }): [string, string] => [code, why]))(
    '%s says why in a sentence',
    (code, why) => {
      expect(code).toMatch(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/);
      expect(why).toMatch(/^[A-Z].*[.?]$/);
    },
  );
});
