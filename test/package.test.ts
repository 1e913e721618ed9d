import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { publishedManifest } from '../scripts/published-manifest.ts';

const text = readFileSync('package.json', 'utf8');

test('the published exports name only compiled files', () => {
  const { exports } = JSON.parse(publishedManifest(text));
  expect(exports).toEqual({
    '.': { types: './lib/index.d.ts', default: './lib/index.js' },
    './package.json': './package.json',
  });
});

test('everything but the exports is published as it is', () => {
  const { exports: before, ...kept } = JSON.parse(text);
  const { exports: after, ...published } = JSON.parse(publishedManifest(text));
  expect(before).not.toEqual(after);
  expect(published).toEqual(kept);
});

test('the condition is removed at every depth, and a value of that name stays', () => {
  const nested = { exports: { '.': [{ node: { 'sightline-source': './src/a.ts', default: './lib/a.js' } }] } };
  const plain = { name: 'sightline-source' };
  expect(JSON.parse(publishedManifest(JSON.stringify(nested)))).toEqual({
    exports: { '.': [{ node: { default: './lib/a.js' } }] },
  });
  expect(JSON.parse(publishedManifest(JSON.stringify(plain)))).toEqual(plain);
});

test('the package contains what was compiled, its documents and nothing else', () => {
  const { status, stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    shell: false,
  });
  expect(status).toBe(0);
  const [{ files }]: readonly [{ readonly files: readonly { readonly path: string }[] }] = JSON.parse(stdout);
  const outside = files.map(({ path }) => path).filter(path => !path.startsWith('lib/'));
  expect(outside.filter(path => path !== 'README.md').sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'package.json']);
});
