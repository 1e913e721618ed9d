import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dedent } from '../../src/core/dedent.ts';
import {
  commentLines,
  expressionProperty,
  recordProperty,
  stringLiteral,
  textProperty,
} from '../../src/importers/print-typescript.ts';

describe('a string literal', () => {
  test.each<[string, string, string]>([
    ['is in single quotes', 'plain', "'plain'"],
    ['with an apostrophe is in double quotes', "it's", '"it\'s"'],
    ['with both escapes what needs fewer', `it's "a"`, `'it\\'s "a"'`],
    ['keeps double quotes as they are', 'up{a="b"}', `'up{a="b"}'`],
    ['escapes backslashes and control characters', 'a\\d\t"\n', `'a\\\\d\\t"\\n'`],
    ['a backslash before a quote', '\\"', `'\\\\"'`],
  ])('%s', (_, text, expected) => {
    expect(stringLiteral(text)).toBe(expected);
  });
});

describe('a property', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['is one line', textProperty('a', 'b')(1), ["  a: 'b',"]],
    ['has a name in quotes where it must', textProperty('a.b', 'c')(0), ["'a.b': 'c',"]],
    ['that would set a prototype is computed', textProperty('__proto__', 'c')(0), ["['__proto__']: 'c',"]],
    [
      'that is too long goes on below',
      textProperty('about', 'x'.repeat(120))(0),
      ['about:', `  '${'x'.repeat(120)}',`],
    ],
    [
      'that is too long stays at a short name',
      textProperty('help', 'x'.repeat(120))(0),
      [`help: '${'x'.repeat(120)}',`],
    ],
    ['of two short lines stays together', textProperty('a', 'b\nc')(0), ["a: 'b\\n' + 'c',"]],
    [
      'of long lines has one of them per line',
      textProperty('a', `${'x'.repeat(60)}\n${'y'.repeat(60)}`)(0),
      ['a:', `  '${'x'.repeat(60)}\\n' +`, `  '${'y'.repeat(60)}',`],
    ],
    ['of pairs is one line', recordProperty('a', { b: 'c', d: '' }, true)(0), ["a: { b: 'c', d: '' },"]],
    [
      'of pairs with a text of lines is not',
      recordProperty('a', { b: 'c\n' }, true)(0),
      ['a: {', "  b: 'c\\n',", '},'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(lines).toEqual(expected);
  });
});

describe('an expression', () => {
  test.each<[string, string, readonly string[]]>([
    ['of one line is a string', 'up == 0', ["  e: 'up == 0',"]],
    ['of several lines is indented', 'sum(\n  up\n)', ['  e: `', '    sum(', '      up', '    )', '  `,']],
    ['keeps what a template would read', '`\\d`\n${x}', ['  e: `', '    \\`\\\\d\\`', '    \\${x}', '  `,']],
    ['that depends on its indentation stays text', '  up\n  == `\n`', ["  e: '  up\\n' + '  == `\\n' + '`',"]],
  ])('%s', (_, text, expected) => {
    expect(expressionProperty('e', text)(1)).toEqual(expected);
  });
});

/** Text as people and machines write it, with everything that a literal has to escape. */
const anyText = fc
  .array(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('`', '${', '\\', "'", '"', '\n', '\r', '  ', '\u2028')),
  )
  .map(parts => parts.join(''));

/** What a property is to the program that holds it. */
const meaning = (lines: readonly string[]): unknown => runInNewContext(`({\n${lines.join('\n')}\n}).key`);

describe('what is printed is what was meant', () => {
  test('as a literal', () => {
    fc.assert(fc.property(anyText, text => runInNewContext(stringLiteral(text)) === text));
  });

  test('as a property', () => {
    fc.assert(fc.property(anyText, fc.nat(4), (text, depth) => meaning(textProperty('key', text)(depth)) === text));
  });

  test('as the name of a property', () => {
    fc.assert(
      fc.property(anyText, name => {
        const value = meaning(recordProperty('key', { [name]: 'x' }, true)(0));
        return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
      }),
    );
  });

  test('as an expression, once its indentation is taken away', () => {
    fc.assert(
      fc.property(anyText, fc.nat(4), (text, depth) => {
        const value = meaning(expressionProperty('key', text)(depth));
        const kept = typeof value === 'string' && value.startsWith('\n') ? dedent(value) : value;
        return kept === (text.startsWith('\n') ? dedent(text) : text);
      }),
    );
  });
});

test('a comment stays on its line whatever it holds', () => {
  expect(commentLines(['a\u2028b', '', '*/'], 1)).toEqual(['  // a b', '  //', '  // */']);
});
