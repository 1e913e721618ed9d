import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { manifestPath, writeFiles } from '../../src/synth/write.ts';

let outer: string;
let out: string;

beforeEach(() => {
  outer = mkdtempSync(join(tmpdir(), 'sightline-write-'));
  out = join(outer, 'out');
});
afterEach(() => rmSync(outer, { recursive: true, force: true }));

const write = (files: Readonly<Record<string, string>>) => writeFiles(out, new Map(Object.entries(files)), 'acme');

/** Puts a file there as somebody else. */
const put = (name: string, text: string): void => {
  mkdirSync(dirname(join(out, name)), { recursive: true });
  writeFileSync(join(out, name), text);
};

/** Every file below the folder with its text, the manifest aside. */
const held = (folder = out): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name !== manifestPath && statSync(join(folder, name)).isFile())
      .sort()
      .map(name => [name, readFileSync(join(folder, name), 'utf8')]),
  );

const clean = { diagnostics: [] } as const;
const first = { 'rules/a.yml': 'a: 1\n', 'dist/k/b.yaml': 'b: 1\n', 'dist/k/c.yaml': 'c: 1\n' };

describe('what is written', () => {
  test('is every file, into folders that need not exist', () => {
    expect(write(first)).toEqual({ ...clean, written: Object.keys(first), removed: [] });
    expect(held()).toEqual(Object.fromEntries(Object.entries(first).sort()));
  });

  test('the second time is nothing: an unchanged file keeps its time', () => {
    write(first);
    const old = new Date('2020-01-01');
    for (const name of [...Object.keys(first), manifestPath]) utimesSync(join(out, name), old, old);
    expect(write(first)).toEqual({ ...clean, written: [], removed: [] });
    for (const name of [...Object.keys(first), manifestPath])
      expect([name, statSync(join(out, name)).mtime]).toEqual([name, old]);
  });

  test('is only what changed', () => {
    write(first);
    expect(write({ ...first, 'dist/k/b.yaml': 'b: 2\n' })).toEqual({
      ...clean,
      written: ['dist/k/b.yaml'],
      removed: [],
    });
    expect(held()['dist/k/b.yaml']).toBe('b: 2\n');
  });

  test('replaces one of our files that was edited since, and says so', () => {
    write(first);
    put('rules/a.yml', 'edited\n');
    const { written, removed, diagnostics } = write(first);
    expect({ written, removed }).toEqual({ written: ['rules/a.yml'], removed: [] });
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning OUT-EDITED']);
    expect(held()).toMatchObject(first);
  });

  test('ends with a finding where a file system refuses folders', () => {
    const { written, diagnostics } = writeFiles('/proc/sightline', new Map([['rules/a.yml', 'a: 1\n']]), 'acme');
    expect({ written, codes: diagnostics.map(({ code }) => code) }).toEqual({ written: [], codes: ['OUT-WRITE'] });
  });

  test('leaves no folder of a run that failed', () => {
    put('dist/k', 'in the way\n');
    expect(write(first).diagnostics.map(({ code }) => code)).toEqual(['OUT-WRITE']);
    expect(Object.keys(held())).toEqual(['dist/k']);
    expect(existsSync(join(out, 'rules'))).toBe(false);
  });

  test('does not follow a link out of the folder', () => {
    const outside = join(out, '..', 'outside');
    mkdirSync(outside, { recursive: true });
    mkdirSync(out, { recursive: true });
    symlinkSync(outside, join(out, 'rules'));
    expect(write(first).diagnostics.map(({ code }) => code)).toEqual(['OUT-WRITE']);
    expect(readdirSync(outside)).toEqual([]);
  });

  test('accepts a file of somebody else that has the same text', () => {
    put('rules/a.yml', 'a: 1\n');
    expect(write(first)).toMatchObject({ ...clean, written: ['dist/k/b.yaml', 'dist/k/c.yaml'] });
  });

  test('leaves nothing else behind', () => {
    write(first);
    write({ ...first, 'rules/a.yml': 'a: 2\n' });
    expect(Object.keys(held())).toEqual(['dist/k/b.yaml', 'dist/k/c.yaml', 'rules/a.yml']);
  });
});

describe('what is removed', () => {
  test('is what an earlier run wrote, with the folders that it leaves empty', () => {
    write(first);
    expect(write({ 'rules/a.yml': 'a: 1\n' })).toEqual({
      ...clean,
      written: [],
      removed: ['dist/k/b.yaml', 'dist/k/c.yaml'],
    });
    expect(held()).toEqual({ 'rules/a.yml': 'a: 1\n' });
    expect(existsSync(join(out, 'dist/k'))).toBe(false);
  });

  test('is no file of somebody else, and no folder that holds one', () => {
    write(first);
    put('dist/k/notes.txt', 'mine\n');
    write({ 'rules/a.yml': 'a: 1\n' });
    expect(held()).toEqual({ 'dist/k/notes.txt': 'mine\n', 'rules/a.yml': 'a: 1\n' });
  });

  test('is no file that was edited by hand', () => {
    write(first);
    put('dist/k/b.yaml', 'b: 1 # mine\n');
    const { removed, diagnostics } = write({ 'rules/a.yml': 'a: 1\n' });
    expect({ removed, codes: diagnostics.map(({ code }) => code) }).toEqual({
      removed: ['dist/k/c.yaml'],
      codes: ['OUT-EDITED'],
    });
    expect(held()).toEqual({ 'dist/k/b.yaml': 'b: 1 # mine\n', 'rules/a.yml': 'a: 1\n' });
    // It stays known as ours: rendering it again is no clash with a stranger's file.
    expect(write(first).diagnostics.map(({ code }) => code)).toEqual(['OUT-EDITED']);
  });

  test('is nothing that is gone already', () => {
    write(first);
    rmSync(join(out, 'dist/k/b.yaml'));
    expect(write({ 'rules/a.yml': 'a: 1\n' })).toEqual({ ...clean, written: [], removed: ['dist/k/c.yaml'] });
  });

  test.each(['not JSON', '{}', '{"files": 5}', '[]'])('is nothing when the manifest is %s, which is told', text => {
    write(first);
    put(manifestPath, text);
    const { written, removed, diagnostics } = write({ 'rules/a.yml': 'a: 1\n' });
    expect({ written, removed, codes: diagnostics.map(({ code }) => code) }).toEqual({
      written: [],
      removed: [],
      codes: ['OUT-FOREIGN'],
    });
    expect(Object.keys(held())).toEqual(['dist/k/b.yaml', 'dist/k/c.yaml', 'rules/a.yml']);
  });

  test('is nothing that the run was not asked about', () => {
    write(first);
    const other = (name: string) => name.startsWith('dist/k/');
    const { removed } = writeFiles(out, new Map([['rules/a.yml', 'a: 1\n']]), 'acme', other);
    expect(removed).toEqual([]);
    expect(Object.keys(held())).toEqual(['dist/k/b.yaml', 'dist/k/c.yaml', 'rules/a.yml']);
    expect(write({ 'rules/a.yml': 'a: 1\n' }).removed).toEqual(['dist/k/b.yaml', 'dist/k/c.yaml']);
  });

  // The digests are those of the files, so that nothing but the name protects them.
  test.each(['../victim.txt', 'dist/../../victim.txt', './../victim.txt'])(
    'is nothing outside of the folder, though a manifest says %s',
    name => {
      write(first);
      writeFileSync(join(outer, 'victim.txt'), '');
      const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
      put(manifestPath, JSON.stringify({ files: { [name]: empty, [join(outer, 'victim.txt')]: empty } }));
      expect(write(first)).toEqual({ ...clean, written: [], removed: [] });
      expect(existsSync(join(outer, 'victim.txt'))).toBe(true);
    },
  );

  test('is nothing behind a link that leads out of the folder', () => {
    mkdirSync(join(outer, 'elsewhere'));
    writeFileSync(join(outer, 'elsewhere/victim.txt'), '');
    write(first);
    symlinkSync(join(outer, 'elsewhere'), join(out, 'linked'));
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    put(manifestPath, JSON.stringify({ files: { 'linked/victim.txt': empty } }));
    write(first);
    expect(existsSync(join(outer, 'elsewhere/victim.txt'))).toBe(true);
  });
});

describe('nothing is written', () => {
  test('over a file of somebody else', () => {
    put('dist/k/b.yaml', 'mine\n');
    expect(write(first)).toEqual({
      written: [],
      removed: [],
      diagnostics: [
        {
          code: 'OUT-FOREIGN',
          severity: 'error',
          path: 'acme',
          message: `${join(out, 'dist/k/b.yaml')} exists and was not written by an earlier run.`,
          hint: 'Move it away, or name another folder with --out.',
        },
      ],
    });
    expect(held()).toEqual({ 'dist/k/b.yaml': 'mine\n' });
    expect(existsSync(join(out, manifestPath))).toBe(false);
  });

  test('when the folder is a file', () => {
    writeFileSync(out, 'mine\n');
    const { diagnostics, written } = write(first);
    expect(diagnostics.map(({ code, path, hint }) => [code, path, hint])).toEqual([
      ['OUT-WRITE', 'acme', 'Name another one with --out.'],
    ]);
    expect(diagnostics[0]?.message).toMatch(/^The output folder .*\/out cannot be written: .+\.$/);
    expect(written).toEqual([]);
    expect(readFileSync(out, 'utf8')).toBe('mine\n');
  });

  test.each<[string, () => void]>([
    ['a file stands where a folder belongs', () => put('dist/k', 'mine\n')],
    ['a folder stands where a file belongs', () => put('dist/k/c.yaml/notes.txt', 'mine\n')],
    [
      'a link leads nowhere where a folder belongs',
      () => {
        mkdirSync(join(out, 'dist'), { recursive: true });
        symlinkSync(join(outer, 'gone'), join(out, 'dist/k'));
      },
    ],
  ])('when %s, and what was there stays whole', (_, disturb) => {
    disturb();
    const before = readdirSync(out, { recursive: true, encoding: 'utf8' }).sort();
    const { diagnostics, written } = write(first);
    expect(diagnostics.map(({ code }) => code)).toEqual(['OUT-WRITE']);
    expect(written).toEqual([]);
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter(
      name => !before.includes(name) && statSync(join(out, name)).isFile(),
    );
    expect(files).toEqual([]);
  });

  test('when a later file fails: the files of the run before stay whole', () => {
    write({ 'a.yml': 'a: 1\n' });
    put('b', 'mine\n');
    expect(write({ 'a.yml': 'a: 2\n', 'b/c.yml': 'c: 1\n' }).diagnostics.map(({ code }) => code)).toEqual([
      'OUT-WRITE',
    ]);
    expect(held()).toEqual({ 'a.yml': 'a: 1\n', b: 'mine\n' });
  });

  test('outside of the folder', () => {
    const { diagnostics } = write({ '../escaped.yml': 'a: 1\n' });
    expect(diagnostics).toEqual([
      {
        code: 'OUT-WRITE',
        severity: 'error',
        path: 'acme',
        message: `../escaped.yml would be written outside of ${out}.`,
        hint: 'Rename what it comes from.',
      },
    ]);
    expect(existsSync(join(outer, 'escaped.yml'))).toBe(false);
  });
});
