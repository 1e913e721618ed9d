import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isJsonObject, pointerStep } from '../../src/core/json.ts';
import { dialects } from '../../src/ir/dialects.ts';
import { latestVersions, type Versions } from '../../src/ir/versions.ts';
import { synthesizeReference } from './reference.ts';
import { type DeployedFile, deployedFiles, documentsOf } from './rendered-files.ts';

/** Releases of Debian 13: the oldest that everything is checked with. */
const oldest: Partial<Versions> = { prometheus: '2.53.3', alertmanager: '0.28.1', blackbox: '0.26.0' };

/** Older releases of the products whose configuration has one dialect. */
const otherProducts: Partial<Versions> = { grafana: '13.0.0', elastic: '9.0.0', jaeger: '2.19.0', otel: '0.150.0' };

interface Row {
  readonly file: string;
  readonly key: string;
  readonly used: boolean;
}

/** Cells of the rows of a page's tables that name a file, by the number of columns. */
const tableRows = (columns: number): readonly (readonly string[])[] =>
  readFileSync(new URL('../../docs/dialects.md', import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| ') && line.includes('`'))
    .map(line =>
      line
        .slice(1, -1)
        .split('|')
        .map(cell => cell.trim().replaceAll('`', '')),
    )
    .filter(cells => cells.length === columns);

const rows: readonly Row[] = [
  ...tableRows(7).map(([, file = '', key = '', , , , used]) => ({ file, key, used: used === 'yes' })),
  ...tableRows(3).map(([file = '', key = '']) => ({ file, key, used: true })),
];

/** A value that stands for a file: its documents, or its text; what a ConfigMap holds is compared on its own. */
const structureOf = ({ name, text }: DeployedFile): readonly unknown[] => {
  if (/\.json$/.test(name)) return [JSON.parse(text)];
  if (!/\.ya?ml$/.test(name)) return [text];
  return documentsOf(text).map(document =>
    isJsonObject(document) && document['kind'] === 'ConfigMap' && isJsonObject(document['data'])
      ? { ...document, data: Object.keys(document['data']) }
      : document,
  );
};

/** Pointers of everything that is not the same. */
const differences = (a: unknown, b: unknown, at = ''): readonly string[] => {
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.flatMap((item, index) => differences(item, b[index], at + pointerStep(index)));
  if (isJsonObject(a) && isJsonObject(b))
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap(key =>
      differences(a[key], b[key], at + pointerStep(key)),
    );
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [at];
};

const matches = (row: Row, file: DeployedFile, pointer: string): boolean =>
  (row.file === file.name || like(row.file, file.holder)) && like(row.key, pointer);

const like = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.split('*').map(escaped).join('[^/]+')}$`).test(text);

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

const [old, latest, others] = await Promise.all([oldest, latestVersions, otherProducts].map(synthesizeReference));
if (old === undefined || latest === undefined || others === undefined) throw new Error('a synth is missing');

const latestFiles = deployedFiles(latest.files);
const differencesToLatest = (files: ReadonlyMap<string, string>) =>
  deployedFiles(files).flatMap(file => {
    const other = latestFiles.find(({ holder, name }) => holder === file.holder && name === file.name);
    if (other === undefined || other.text === file.text) return [];
    const [a, b] = [structureOf(file), structureOf(other)];
    const pointers = a.length === b.length ? a.flatMap((document, index) => differences(document, b[index])) : [''];
    return pointers.map(pointer => ({ file, pointer }));
  });

const found = differencesToLatest(old.files);

test('an older release changes no file but those of targets, and adds or removes none', () => {
  expect([...old.files.keys()]).toEqual([...latest.files.keys()]);
  const changed = [...old.files].filter(([path, text]) => latest.files.get(path) !== text).map(([path]) => path);
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.filter(path => !path.startsWith('dist/'))).toEqual([]);
});

test('every difference between two dialects is documented', () => {
  const undocumented = found.filter(({ file, pointer }) => !rows.some(row => matches(row, file, pointer)));
  expect(undocumented.map(({ file, pointer }) => `${file.holder} ${file.name} ${pointer}`)).toEqual([]);
});

test.each(rows)('$file $key is documented as used by the reference exactly when it is', row => {
  expect(found.some(({ file, pointer }) => matches(row, file, pointer))).toBe(row.used);
});

test('the page lists the keys that are left out or refused for older releases', () => {
  const listed = tableRows(7).map(cells => cells.slice(0, 6));
  const told = { drop: 'left out', refuse: 'refused' };
  for (const { product, mount, pointer, since, otherwise, loses } of dialects) {
    const file = mount.slice(mount.lastIndexOf('/') + 1);
    expect(listed).toContainEqual([product, file, pointer, since, told[otherwise], loses]);
  }
});

test('the versions of other products change image tags only', () => {
  const changed = new Set(differencesToLatest(others.files).map(({ pointer }) => pointer.replace(/.*\//, '')));
  expect([...changed]).toEqual(['image']);
});
