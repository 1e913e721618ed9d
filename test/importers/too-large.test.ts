import { describe, expect, test } from 'vitest';
import { importRules } from '../../src/importers/import-rules.ts';
import { tooLarge } from '../../src/importers/too-large.ts';

describe('a text that is not read', () => {
  test.each([
    ['is huge', 'x'.repeat(8 * 1024 * 1024 + 1), 1, 'it has 9 MB, and at most 8 MB are read'],
    ['is nested in a line', `a\n${'['.repeat(201)}`, 2, 'brackets are nested deeper than 200 levels in line 2'],
    ['is nested in braces', '{[{'.repeat(100), 1, 'brackets are nested deeper than 200 levels in line 1'],
  ])('%s', (_, text, line, reason) => {
    const found = tooLarge(text);
    expect([found?.line, found?.reason]).toEqual([line, reason]);
  });

  test.each([
    ['as long as that is', 'x'.repeat(8 * 1024 * 1024)],
    ['as deep as that is', `${'['.repeat(200)}${']'.repeat(200)}`],
    ['of many lines with open brackets', 'a: "[^/]["\n'.repeat(1_000)],
  ])('but not one %s', (_, text) => {
    expect(tooLarge(text)).toBeUndefined();
  });

  test('is no file of rules either', async () => {
    const { findings } = await importRules([{ name: 'rules.yml', text: `groups: ${'['.repeat(20_000)}` }]);
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['IMPORT-FILE', 'rules.yml is not read: brackets are nested deeper than 200 levels in line 1.'],
    ]);
  });
});
