import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JsonValue } from '../../src/core/json.ts';
import { renderYaml } from '../../src/core/yaml.ts';

/** Strings that readers of one YAML version or another take for something else. */
const nasty = [
  '',
  ' ',
  'yes',
  'No',
  'on',
  'OFF',
  'y',
  'n',
  'true',
  'False',
  'null',
  'Null',
  '~',
  '=',
  '<<',
  '-',
  '- a',
  '?',
  '? a',
  ': a',
  'a: b',
  'a:',
  'a #b',
  '#',
  '&a',
  '*a',
  '!a',
  '|',
  '>',
  '%',
  '@',
  '`',
  "'",
  '"',
  "it's",
  '\\',
  'a\\b',
  '12:30',
  '1:20:30',
  '1_000',
  '0b11',
  '0o7',
  '017',
  '0x1F',
  '1e3',
  '1.5e3',
  '.5',
  '5.',
  '.inf',
  '-.INF',
  '.nan',
  '+1',
  '-1',
  '2020-01-01',
  '2020-01-01T00:00:00Z',
  '30s',
  '1d',
  '5m',
  '1y',
  'a\nb',
  'a\nb\n',
  '\na',
  'a\n\n',
  ' a\nb',
  'a \nb',
  'a\tb',
  '\ta',
  'a\r\nb',
  '\u0085',
  'a\u2028b',
  '\u2029',
  '\ufeff',
  '\u0000',
  '\u007f',
  '\u00a0',
  '---',
  '...',
  '--- a',
  '{a}',
  '[a]',
  '{{ $labels.x }}',
  'x, y',
  '_',
  '_1',
  '__',
  'nan',
  'inf',
  'é',
  '😀',
  '"quoted"',
  'a\n  b\nc',
  'trailing ',
  'sum by (a) (rate(x{b="c"}[5m])) > 0.05',
  'key: |',
  '\ud800',
];

const withoutUndefined = (value: JsonValue): unknown => JSON.parse(JSON.stringify(value));

/** Values of every shape, with keys and strings from the list and at random. */
const text = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
const { value } = fc.letrec<{ value: JsonValue }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      text.filter(key => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
}));

describe('YAML text', () => {
  test.each(nasty.filter(item => item !== '\ud800').map(item => [JSON.stringify(item), item]))(
    '%s reads back the same everywhere',
    (_, item) => {
      const rendered = renderYaml({ [item]: item, list: [item] });
      const expected = { [item]: item, list: [item] };
      expect(parse(rendered)).toEqual(expected);
      expect(parse(rendered, { version: '1.1' })).toEqual(expected);
      expect(load(rendered)).toEqual(expected);
    },
  );

  test('any value means the same to readers of YAML 1.1 and 1.2', () => {
    fc.assert(
      fc.property(value, item => {
        fc.pre(isWellFormed(item));
        const rendered = renderYaml(item);
        const expected = withoutUndefined(item);
        expect(parse(rendered)).toEqual(expected);
        expect(parse(rendered, { version: '1.1' })).toEqual(expected);
        expect(load(rendered)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('reads well: plain words, quoted expressions, literal blocks', () => {
    const rendered = renderYaml({
      alert: 'Down',
      expr: 'up{job="a"} == 0',
      for: '5m',
      empty: {},
      none: [],
      steps: ['one', { two: 'a\nb\n' }],
    });
    expect(rendered).toBe(`alert: Down
expr: 'up{job="a"} == 0'
for: 5m
empty: {}
none: []
steps:
- one
- two: |
    a
    b
`);
  });

  test('a value used twice is written twice', () => {
    const shared = { a: 1 };
    expect(renderYaml({ x: shared, z: shared })).toBe('x:\n  a: 1\nz:\n  a: 1\n');
  });
});

/** Half a surrogate pair has no UTF-8 form: no file can hold it. */
const isWellFormed = (item: JsonValue): boolean => !/\\ud[89a-f][0-9a-f]{2}/i.test(JSON.stringify(item));
