import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadStack } from '../src/cli/load-stack.ts';
import { locateAll, renderDiagnostics } from '../src/cli/reporter.ts';
import { synthesize } from '../src/synth/synthesize.ts';

const root = new URL('..', import.meta.url).pathname;
const readme = readFileSync(`${root}README.md`, 'utf8');

/** The text of the fenced block that starts with the given words; fences come in pairs. */
const block = (start: string): string =>
  readme
    .split(/^```.*\n/m)
    .filter((_, index) => index % 2 === 1)
    .find(text => text.startsWith(start)) ?? '';

/** Loads the README's program from a file of its own, with the package's sources in place of its name. */
const load = async (name: string, text: string) => {
  const folder = `${root}.cache/readme`;
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${name}`;
  writeFileSync(file, text.replace("'sightline'", `'${root}src/index.ts'`));
  const loaded = await loadStack(file);
  if ('failure' in loaded) throw new Error(loaded.failure.message);
  const result = await synthesize(loaded.program, { today: '2026-11-21', targets: ['kubernetes', 'compose'] });
  return { result, diagnostics: locateAll(result.diagnostics, path => loaded.program.locate(path), folder) };
};

describe('the README', () => {
  const program = block('// stack.ts');

  test('has a first stack of at most 40 lines that has no findings and renders both targets', async () => {
    expect(program.split('\n').length).toBeLessThanOrEqual(40);
    const { result, diagnostics } = await load('stack.ts', program);
    expect(diagnostics).toEqual([]);
    expect(result.targets.map(({ kind }) => kind)).toEqual(['kubernetes', 'compose']);
  });

  test('shows the finding that a mistyped metric really gives', async () => {
    const wrong = program.replace(/expr: orders[^\n]*\n/, 'expr: \'rate(order_total{service="api"}[5m]) > 1\',\n');
    const { diagnostics } = await load('wrong.ts', wrong);
    const printed = renderDiagnostics(diagnostics, false).replace('wrong.ts', 'stack.ts');
    expect(printed).toBe(block('stack.ts:'));
  });
});
