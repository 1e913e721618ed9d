/**
 * Swaps package.json for its published form while npm packs the package.
 *
 *   jiti scripts/pack.ts before | after
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { publishedManifest } from './published-manifest.ts';

const manifest = 'package.json';
const original = '.cache/package.original.json';

const swap: Readonly<Record<string, () => void>> = {
  before: () => {
    // A pack that was interrupted left the published form behind: the original is the one that was kept.
    if (existsSync(original)) renameSync(original, manifest);
    const text = readFileSync(manifest, 'utf8');
    mkdirSync('.cache', { recursive: true });
    writeFileSync(original, text);
    writeFileSync(manifest, publishedManifest(text));
  },
  after: () => {
    if (existsSync(original)) renameSync(original, manifest);
  },
};

const step = swap[process.argv[2] ?? ''];
if (step === undefined) {
  console.error('usage: jiti scripts/pack.ts before | after');
  process.exit(2);
}
step();
