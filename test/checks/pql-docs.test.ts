import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allProblems } from '../../scripts/diagnostics-page.ts';

const page = readFileSync(new URL('../../docs/promql-checks.md', import.meta.url), 'utf8');

test('docs/promql-checks.md has a row for each of the 32 checks of pint', () => {
  const rows = [...page.matchAll(/^\| `((?:alerts|group|labels|promql|query|rule)\/[a-z_]+)` \|/gm)].map(
    ([, name]) => name,
  );
  expect(new Set(rows).size).toBe(32);
  expect(rows).toEqual(rows.toSorted());
});

test('docs/promql-checks.md names only codes that exist', () => {
  const named = [...page.matchAll(/`([A-Z]+(?:-[A-Z]+)+|TMPL|RUNBOOK)`/g)].map(([, code]) => code);
  const codes = new Set<string | undefined>(allProblems.map(({ code }) => code));
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(code => !codes.has(code))).toEqual([]);
});
