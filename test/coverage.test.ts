import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Number of rows of each source system. */
const systems: Readonly<Record<string, number>> = { '0': 24, '1': 38, '2': 31, '3': 27, '4': 25 };
const ids = Object.entries(systems).flatMap(([system, rows]) =>
  Array.from({ length: rows }, (_, row) => `${system}.${row + 1}`),
);

interface Row {
  readonly id: string;
  readonly what: string;
  readonly artefact: string;
  readonly test: string;
  readonly state: string;
  readonly missing: string;
}

const rowsOf = (page: string): readonly Row[] =>
  page
    .split('\n')
    .filter(line => /^\| \d/.test(line))
    .map(line => {
      const [id = '', what = '', artefact = '', proof = '', state = '', missing = ''] = line
        .slice(1)
        .split('|')
        .map(cell => cell.trim());
      return { id, what, artefact, test: proof, state, missing };
    });

/** The text of a file of the repository, if it is there. */
type Read = (path: string) => string | undefined;

const claims = ({ id, artefact, test: proof }: Row, read: Read): readonly string[] => {
  const file = /^`([^`]+)`$/.exec(artefact)?.[1];
  const [, testFile, name = ''] = /^`([^`]+)`: (.+)$/.exec(proof) ?? [];
  return [
    ...(file === undefined || read(file) === undefined ? [`${id}: there is no artefact ${artefact}`] : []),
    ...(testFile === undefined || read(testFile) === undefined
      ? [`${id}: there is no test file in ${proof}`]
      : read(testFile)?.includes(`'${name}'`) === true
        ? []
        : [`${id}: ${testFile} has no test "${name}"`]),
  ];
};

/** Everything in the page that does not hold. */
const untruths = (rows: readonly Row[], read: Read): readonly string[] => [
  ...ids.filter(id => !rows.some(row => row.id === id)).map(id => `${id}: is missing`),
  ...rows.filter(({ id }, i) => rows.findIndex(row => row.id === id) !== i).map(({ id }) => `${id}: stands twice`),
  ...rows.filter(({ id }) => !ids.includes(id)).map(({ id }) => `${id}: is no row of a source system`),
  ...rows.filter(({ what }) => what === '').map(({ id }) => `${id}: says nothing`),
  ...rows.flatMap(row => {
    if (row.state === 'open')
      return row.artefact === '-' && row.test === '-' ? [] : [`${row.id}: is open and shows something`];
    if (row.state !== 'met' && row.state !== 'partly') return [`${row.id}: "${row.state}" is no state`];
    if ((row.state === 'partly') !== (row.missing !== ''))
      return [`${row.id}: says what is missing, or is met, not both`];
    return claims(row, read);
  }),
];

const root = new URL('../', import.meta.url);
const fromDisk: Read = path => {
  const url = new URL(path, root);
  return existsSync(url) ? readFileSync(url, 'utf8') : undefined;
};

test('docs/coverage.md has every row, and what it claims exists', () => {
  expect(untruths(rowsOf(readFileSync(new URL('docs/coverage.md', root), 'utf8')), fromDisk)).toEqual([]);
});

describe('a page that does not hold', () => {
  const sound: readonly Row[] = ids.map(id => ({
    id,
    what: 'x',
    artefact: '`a.yml`',
    test: '`a.test.ts`: works',
    state: 'met',
    missing: '',
  }));
  const read: Read = path =>
    new Map([
      ['a.yml', ''],
      ['a.test.ts', "test('works', () => {});"],
    ]).get(path);
  const withFirst = (change: Partial<Row>): readonly Row[] =>
    sound.map(row => (row.id === '0.1' ? { ...row, ...change } : row));

  test('is not this one', () => {
    expect(untruths(sound, read)).toEqual([]);
    expect(untruths(withFirst({ state: 'open', artefact: '-', test: '-' }), read)).toEqual([]);
    expect(untruths(withFirst({ state: 'partly', missing: 'half' }), read)).toEqual([]);
  });

  test.each<[string, readonly Row[], readonly string[]]>([
    ['lacks a row', sound.slice(1), ['0.1: is missing']],
    ['has a row twice', [...sound, ...sound.slice(0, 1)], ['0.1: stands twice']],
    [
      'has a row of no system',
      [...sound, ...sound.slice(0, 1).map(row => ({ ...row, id: '5.1' }))],
      ['5.1: is no row of a source system'],
    ],
    ['has an empty row', withFirst({ what: '' }), ['0.1: says nothing']],
    ['has a state of its own', withFirst({ state: 'soon' }), ['0.1: "soon" is no state']],
    ['shows something of an open row', withFirst({ state: 'open' }), ['0.1: is open and shows something']],
    [
      'does not say what is missing',
      withFirst({ state: 'partly' }),
      ['0.1: says what is missing, or is met, not both'],
    ],
    [
      'lacks something of a met row',
      withFirst({ missing: 'half' }),
      ['0.1: says what is missing, or is met, not both'],
    ],
    ['names an artefact that is not there', withFirst({ artefact: '`b.yml`' }), ['0.1: there is no artefact `b.yml`']],
    ['names no artefact', withFirst({ artefact: '-' }), ['0.1: there is no artefact -']],
    [
      'names a test file that is not there',
      withFirst({ test: '`b.test.ts`: works' }),
      ['0.1: there is no test file in `b.test.ts`: works'],
    ],
    ['names no test', withFirst({ test: '`a.test.ts`' }), ['0.1: there is no test file in `a.test.ts`']],
    ['names a test that is not there', withFirst({ test: '`a.test.ts`: wor' }), ['0.1: a.test.ts has no test "wor"']],
  ])('%s', (_, rows, expected) => {
    expect(untruths(rows, read)).toEqual(expected);
  });
});
