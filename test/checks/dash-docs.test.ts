import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allProblems } from '../../scripts/diagnostics-page.ts';

const text = readFileSync(new URL('../../docs/dashboards.md', import.meta.url), 'utf8');
const checked = text.slice(text.indexOf('## What is checked'), text.indexOf('## How far this is tested'));
const compared = checked.slice(checked.indexOf('### Compared'));
const known = new Set<string>(allProblems.map(({ code }) => code));

/** First and second cell of every line of a table. */
const rows = (section: string): readonly (readonly [string, string])[] =>
  [...section.matchAll(/^\| (`[^|]+) \| ([^|]+) \|/gm)].map(([, first = '', second = '']) => [first, second]);

const codesIn = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([A-Z]+-[A-Z-]+)`/g)].map(([, code = '']) => code);

test('every check of dashboards is described, and every code that is named exists', () => {
  const described = rows(checked.slice(0, checked.indexOf('### Compared'))).flatMap(([cell]) => codesIn(cell));
  expect(described.filter(code => !known.has(code))).toEqual([]);
  expect([...known].filter(code => code.startsWith('DASH-') && !described.includes(code))).toEqual([]);
});

test('each of the 17 rules of dashboard-linter has a counterpart that exists, or a reason', () => {
  const lines = [...compared.matchAll(/^\| `([a-z-]+-rule)` \| ([^|]+) \| ([^|]*) ?\|/gm)];
  expect(new Set(lines.map(([, rule]) => rule)).size).toBe(17);
  for (const [, rule, here = '', remark = ''] of lines) {
    const codes = codesIn(here);
    expect([rule, codes.filter(code => !known.has(code))]).toEqual([rule, []]);
    expect([rule, codes.length > 0 || remark.trim() !== '']).toEqual([rule, true]);
  }
});
