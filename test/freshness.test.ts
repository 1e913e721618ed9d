import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import stack from '../examples/reference/index.ts';
import { renderJson } from '../src/core/json.ts';
import { synthesize } from '../src/synth/synthesize.ts';
import { manifestPath } from '../src/synth/write.ts';

const remedy = 'run `make synth` and commit the result';

/** What the reference renders to now. */
const { files, diagnostics } = await synthesize(stack.toProgram(), { today: '2026-01-01' });

const committed = ['rules', 'dashboards', 'dist'].flatMap(folder =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name)),
);

test('the reference stack has no errors', () => {
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('rules/, dashboards/ and dist/ hold the files that it renders to, no more and no less', () => {
  expect(committed.toSorted(), remedy).toEqual([...files.keys(), manifestPath].toSorted());
});

test('every file has the text that it renders to', () => {
  const stale = [...files].filter(([path, text]) => readFileSync(path, 'utf8') !== text).map(([path]) => path);
  expect(stale, remedy).toEqual([]);
});

test('the manifest lists every file with its digest', () => {
  const digests = [...files]
    .map(([path, text]): [string, string] => [path, createHash('sha256').update(text).digest('hex')])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  expect(readFileSync(manifestPath, 'utf8'), remedy).toBe(renderJson({ files: Object.fromEntries(digests) }));
});
