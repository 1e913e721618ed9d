import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fieldReference,
  hash,
  type LsclCondition,
  type LsclPipeline,
  type LsclPlugin,
  type LsclStatement,
  type LsclValue,
  plugin,
  printPipeline,
} from '../../src/elastic/lscl.ts';
import { parsePipeline } from './lscl-parser.ts';

const name = fc.stringMatching(/^[a-z_][a-z0-9_]{1,8}$/).filter(text => text !== 'if');
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const field = fc.stringMatching(/^(\[[a-zA-Z@_. -]{1,6}\]){1,3}$/);

const { settings } = fc.letrec<{ value: LsclValue; settings: LsclPlugin }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 3 }).map(entries => ({ kind: 'hash' as const, entries })),
    tie('settings'),
  ),
  settings: fc.record({
    kind: fc.constant('plugin' as const),
    name,
    attributes: fc.array(fc.tuple(fc.oneof(name, text), tie('value')), { maxLength: 3 }),
  }),
}));

const condition: fc.Arbitrary<LsclCondition> = fc.oneof(
  fc.record({ kind: fc.constant('exists' as const), field }),
  fc.record({ kind: fc.constant('equals' as const), field, value: text }),
);

const { statement } = fc.letrec<{ statement: LsclStatement }>(tie => {
  const body = fc.array(tie('statement'), { maxLength: 2 });
  const one = fc.record({ when: condition, body });
  return {
    statement: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      settings,
      fc.record({
        kind: fc.constant('branch' as const),
        cases: fc.tuple(one, fc.array(one, { maxLength: 2 })).map(([first, rest]) => [first, ...rest] as const),
        otherwise: body,
      }),
    ),
  };
});

const pipeline: fc.Arbitrary<LsclPipeline> = fc.record({
  input: fc.array(settings, { maxLength: 2 }),
  filter: fc.array(statement, { maxLength: 3 }),
  output: fc.array(statement, { maxLength: 2 }),
});

describe('the pipeline language', () => {
  test('reads back whatever was printed', () => {
    fc.assert(
      fc.property(pipeline, tree => {
        expect(parsePipeline(printPipeline(tree))).toEqual(tree);
      }),
      { numRuns: 300 },
    );
  });

  test('is laid out for people', () => {
    const tree: LsclPipeline = {
      input: [plugin('tcp', { port: 5000, codec: plugin('json_lines', { target: 'doc' }) })],
      filter: [
        {
          kind: 'branch',
          cases: [
            { when: { kind: 'equals', field: '[kind]', value: 'say "hi"' }, body: [plugin('drop')] },
            {
              when: { kind: 'exists', field: '[level]' },
              body: [plugin('mutate', { rename: hash({ '[level]': '[log][level]', '[a]': '[b]' }) })],
            },
          ],
          otherwise: [plugin('mutate', { gsub: ['[x]', '\\d', 'n'], 'odd key': true })],
        },
      ],
      output: [],
    };
    expect(printPipeline(tree)).toBe(`input {
  tcp {
    port => 5000
    codec => json_lines {
      target => "doc"
    }
  }
}

filter {
  if [kind] == "say \\"hi\\"" {
    drop {}
  } else if [level] {
    mutate {
      rename => {
        "[level]" => "[log][level]"
        "[a]" => "[b]"
      }
    }
  } else {
    mutate {
      gsub => ["[x]", "\\\\d", "n"]
      "odd key" => true
    }
  }
}
`);
  });

  test.each([
    ['level', '[level]'],
    ['headers.authorization', '[headers][authorization]'],
  ])('names the field %s as %s', (written, reference) => {
    expect(fieldReference(written)).toBe(reference);
  });

  test.each([
    ['commas between settings', 'input { tcp { port => 1, codec => "x" } }'],
    ['commas between hash entries', 'filter { mutate { rename => { "a" => "b", "c" => "d" } } }'],
    ['a word of one letter', 'filter { x { } }'],
    ['an unknown section', 'outputs { }'],
    ['an open block', 'input { tcp {'],
  ])('the parser refuses %s', (_, source) => {
    expect(() => parsePipeline(source)).toThrow('expected at');
  });
});
