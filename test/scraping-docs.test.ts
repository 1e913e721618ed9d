import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadStack } from '../src/cli/load-stack.ts';
import * as sightline from '../src/index.ts';
import { synthesize } from '../src/synth/synthesize.ts';

const root = new URL('..', import.meta.url).pathname;
const page = readFileSync(`${root}docs/scraping.md`, 'utf8');

const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

const preamble = (org: string): string =>
  [
    `import { ${Object.keys(sightline).join(', ')} } from '${root}src/index.ts';`,
    `const stack = new ObservabilityStack('${org}', {`,
    "  environment: 'production',",
    "  heartbeat: webhook({ url: 'https://deadman.example.com/beat' }),",
    '});',
    "const shop = new Team(stack, 'shop', {",
    "  timezone: 'UTC',",
    "  page: webhook({ url: 'https://pager.example.com/call' }),",
    "  notify: webhook({ url: 'https://chat.example.com/say' }),",
    '});',
  ].join('\n');

const findings = async (name: string, text: string, targets: readonly string[]): Promise<readonly string[]> => {
  const folder = `${root}.cache/scraping`;
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${name}.ts`;
  writeFileSync(file, text);
  const loaded = await loadStack(file);
  if ('failure' in loaded) throw new Error(loaded.failure.message);
  const { diagnostics } = await synthesize(loaded.program, { today: '2026-11-21', targets });
  return diagnostics.map(({ code, path, message }) => `${code} ${path}: ${message}`);
};

describe('docs/scraping.md', () => {
  test('has three programs', () => {
    expect(blocks.length).toBe(3);
  });

  test('has jobs of every kind that are accepted on both targets', async () => {
    const text = `${preamble('acme')}\n${blocks.slice(0, 2).join('\n')}\nexport default stack;\n`;
    expect(await findings('jobs', text, ['kubernetes', 'compose'])).toEqual([]);
  });

  test('has a server that is accepted', async () => {
    const channels =
      "page: webhook({ url: 'https://pager.example.com/call' }), notify: webhook({ url: 'https://chat.example.com/shop' })";
    const team = `new Team(large, 'shop', { timezone: 'UTC', ${channels} });`;
    const text = `${preamble('other')}\n${blocks[2]}\n${team}\nexport default large;\n`;
    const found = await findings('server', text, ['kubernetes']);
    // It has no heartbeat, which is not what the page is about.
    expect(found.map(line => line.split(' ')[0])).toEqual(['AM-DEADMAN']);
  });

  test.each(
    Object.keys(sightline).filter(name => /Targets$|^(keep|drop|take|set|rename|forget)[A-Z]|^relabel$/.test(name)),
  )('names %s', name => {
    expect(page).toContain(`${name}`);
  });

  test('names only codes that exist', () => {
    const diagnostics = readFileSync(`${root}docs/diagnostics.md`, 'utf8');
    const codes = [...page.matchAll(/`([A-Z]+-[A-Z]+|AGENT)`/g)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(8);
    expect(codes.filter(code => !diagnostics.includes(`\`${code}\``))).toEqual([]);
  });
});
