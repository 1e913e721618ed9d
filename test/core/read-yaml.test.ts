import { describe, expect, test } from 'vitest';
import { readYaml } from '../../src/core/read-yaml.ts';

const first = async (text: string) => {
  const { documents, problems } = await readYaml(text);
  expect(problems).toEqual([]);
  const [document] = documents;
  if (document === undefined) throw new Error('the text has no document');
  return document;
};

describe('values', () => {
  test.each<[string, string, unknown]>([
    ['scalars keep their form', 'a: 1.10\nb: yes\nc: 0644\nd: "5"\ne: null\n', ['1.10', 'yes', '0644', '5', 'null']],
    ['nothing is the empty text', 'a:\nb: ""\n', ['', '']],
    ['blocks keep or fold their lines', 'a: |\n  x\n  # y\nb: >-\n  x\n  y\n', ['x\n# y\n', 'x y']],
    ['aliases repeat what they name', 'a: &x\n  k: v\nb: *x\n', [{ k: 'v' }, { k: 'v' }]],
    [
      'a merge key gives way to what the map says, wherever it stands',
      'a: &x { k: 1, l: 2 }\nb:\n  l: 3\n  <<: *x\n',
      [
        { k: '1', l: '2' },
        { k: '1', l: '3' },
      ],
    ],
    [
      'of several merged maps the first wins',
      'a: &x { k: 1 }\nb: &y { k: 2, l: 2 }\nc:\n  <<: [*x, *y]\n',
      [{ k: '1' }, { k: '2', l: '2' }, { k: '1', l: '2' }],
    ],
    ['a key may have the name of something inherited', '__proto__: x\n', ['x']],
  ])('%s', async (_, text, expected) => {
    const { value } = await first(text);
    expect(typeof value === 'object' && value !== null ? Object.values(value) : value).toEqual(expected);
  });

  test('come from every document', async () => {
    const { documents } = await readYaml('a: 1\n---\nb: 2\n---\n- c\n');
    expect(documents.map(({ value }) => value)).toEqual([{ a: '1' }, { b: '2' }, ['c']]);
  });

  test.each(['', '# only a comment\n'])('of %j are none', async text => {
    expect((await readYaml(text)).documents.map(({ value }) => value).filter(value => value !== '')).toEqual([]);
  });
});

describe('lines', () => {
  const text = 'groups:\n- name: a\n  rules:\n  - alert: X\n    expr: |\n      up\n      == 0\n\n  - record: y\n';

  test.each<[string, string, readonly [number, number]]>([
    ['a key stands where it is written', '/groups/0/name', [2, 2]],
    ['an item begins with its first key', '/groups/0/rules/0', [4, 7]],
    ['a block begins with its key', '/groups/0/rules/0/expr', [5, 7]],
    ['the last item', '/groups/0/rules/1', [9, 9]],
    ['something that is missing stands where its surroundings do', '/groups/0/rules/1/expr', [9, 9]],
  ])('%s', async (_, pointer, [from, to]) => {
    const document = await first(text);
    expect([document.lineOf(pointer), document.lastLineOf(pointer)]).toEqual([from, to]);
  });

  test('count through all documents', async () => {
    const { documents } = await readYaml('a: 1\n---\nb: 2\n');
    expect(documents[1]?.lineOf('/b')).toBe(3);
  });

  test('of an alias are its own', async () => {
    const document = await first('a: &x\n  k: v\nb: *x\n');
    expect(document.lineOf('/b')).toBe(3);
  });
});

describe('comments', () => {
  test('are those of YAML, not those inside of a text', async () => {
    const text = '# head\na: |  # why\n  up\n  # promql\nb: "# no" # yes\n\n#tail\n';
    expect((await readYaml(text)).comments).toEqual([
      { line: 1, text: 'head' },
      { line: 2, text: 'why' },
      { line: 5, text: 'yes' },
      { line: 7, text: 'tail' },
    ]);
  });
});

describe('what is wrong', () => {
  const bomb = [
    'a0: &a0 [x]',
    ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`),
  ];

  test.each<[string, string, readonly [number, RegExp]]>([
    ['a list that never ends', 'a: 1\nb: [1,\n', [3, /flow/i]],
    ['a key that is there twice', 'a: 1\nb: 2\na: 3\n', [3, /unique/]],
    ['an alias of nothing', 'a: 1\nb: *gone\n', [2, /`&gone`/]],
    ['a merge with a text', 'a: 1\nb:\n  <<: text\n', [3, /must be a map/]],
    ['a key that is a list', 'a: 1\n? [x]\n: y\n', [2, /must be text/]],
    ['a value that contains itself', 'a: &x\n  b: *x\n', [2, /without end/]],
    ['aliases that expand without end', `${bomb.join('\n')}\n`, [1, /without end/]],
  ])('%s', async (_, text, [line, message]) => {
    const { problems } = await readYaml(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.line).toBe(line);
  });
});
