/** Runs every bench/*.ts as a program of its own, bundled with the sources as they are now. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { build } from 'esbuild';

const programs = existsSync('bench')
  ? readdirSync('bench')
      .filter(file => file.endsWith('.ts'))
      .sort()
  : [];
if (programs.length === 0) {
  console.error('There is no bench/*.ts to run.');
  process.exit(1);
}

await build({
  entryPoints: programs.map(file => `bench/${file}`),
  outdir: '.cache/bench',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  alias: { sightline: './src/index.ts' },
  sourcemap: 'linked',
  logLevel: 'warning',
}).catch(() => process.exit(1)); // esbuild has printed its messages

for (const file of programs) {
  const name = file.slice(0, -'.ts'.length);
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--expose-gc', `.cache/bench/${name}.mjs`], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}
