import { describe, expect, test } from 'vitest';
import { anchorOf, anchorsIn, linksIn, plainText, table } from '../../src/core/markdown.ts';

describe('anchors', () => {
  test.each([
    ['What to do first', 'what-to-do-first'],
    ['1. Detect', '1-detect'],
    ['Who is told, and when', 'who-is-told-and-when'],
    ['health-not_limited', 'health-not_limited'],
    ['Що робити?', 'що-робити'],
  ])('of "%s" are %s', (heading, anchor) => {
    expect(anchorOf(heading)).toBe(anchor);
  });

  test('are numbered when a heading comes again, and code has none', () => {
    const page = ['# Page', '## Steps', '```sh', '# a comment', '```', '## Steps', '## [A link](x.md)'].join('\n');
    expect([...anchorsIn(page)]).toEqual(['page', 'steps', 'steps-1', 'a-link']);
  });
});

test('links are found in text and in tables, and not in code', () => {
  const page = ['[one](a.md) and [two](b.md#c)', '| [three](d/e.md) |', '```', '[four](f.md)', '```', '`[five](g.md)`'];
  expect(linksIn(page.join('\n'))).toEqual(['a.md', 'b.md#c', 'd/e.md']);
});

test.each([
  ['du <mount point>', 'du \\<mount point>'],
  ['`du <mount point>` for x', '`du <mount point>` for x'],
  ['3 < 4 and a <b>', '3 < 4 and a \\<b>'],
])('"%s" is shown as it is written', (text, shown) => {
  expect(plainText(text)).toBe(shown);
});

test('a cell keeps its table whole', () => {
  expect(table(['a', 'b'], [['x | y', 'two\nlines']])).toEqual(['| a | b |', '|---|---|', '| x \\| y | two lines |']);
});
