import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allProblems, diagnosticsPage } from '../scripts/diagnostics-page.ts';
import { documented, integrationsPage } from '../scripts/integrations-page.ts';
import { packages, rooms } from './architecture.ts';
import { seen } from './full/seen.ts';

const source = new URL('../src/', import.meta.url);

/** Codes as the source declares them, wherever that is. */
const declared = (): readonly string[] =>
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .flatMap(name => [
      ...readFileSync(new URL(name, source), 'utf8').matchAll(/define(?:Problem|Check)\(\{\s*code: '([^']+)'/g),
    ])
    .map(([, code = '']) => code)
    .sort();

describe('docs/diagnostics.md', () => {
  test('is what `make docs` renders', () => {
    expect(readFileSync(new URL('../docs/diagnostics.md', import.meta.url), 'utf8')).toBe(diagnosticsPage(allProblems));
  });

  test('has every code that the source declares', () => {
    expect(allProblems.map(({ code }) => code)).toEqual(declared());
  });

  test('escapes what would end a cell', () => {
    const page = diagnosticsPage([{ code: 'A', severity: 'info', why: 'a | b' }]);
    expect(page).toContain('\n| `A` | info | a \\| b |\n');
  });
});

describe('docs/integrations.md', () => {
  const page = readFileSync(new URL('../docs/integrations.md', import.meta.url), 'utf8');

  test('is what `make docs` renders', () => {
    expect(page).toBe(integrationsPage(documented, seen));
  });

  test.each(
    documented.map(({ definition: { kind, alerts = {} } }): [string, readonly string[]] => [kind, Object.keys(alerts)]),
  )('says of %s what it watches, and whether its names were seen', (kind, alerts) => {
    const section = page.split(`\n## ${kind}\n`)[1]?.split('\n## ')[0] ?? '';
    for (const alert of alerts) expect(section).toContain(`| \`${alert}\``);
    const program = seen[kind]?.program;
    expect(section).toContain(
      program === undefined ? 'Compared with the real thing: no' : `Compared with the real thing: \`${program}\``,
    );
  });

  test('names a difference for nothing that is not declared', () => {
    const declared = new Set(
      documented.flatMap(integration =>
        Object.values(integration.metricsOf(integration.definition.example)).map(({ name }) => name),
      ),
    );
    const listed = Object.values(seen).flatMap(({ absent, withoutLabel, untyped }) => [
      ...Object.keys(absent),
      ...Object.keys(withoutLabel),
      ...untyped,
    ]);
    expect(listed.filter(name => !declared.has(name))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  const page = readFileSync(new URL('../docs/architecture.md', import.meta.url), 'utf8');
  const between = (mark: string): readonly string[] =>
    (page.split(`<!-- ${mark} -->\n`)[1]?.split(`<!-- /${mark} -->`)[0] ?? '')
      .split('\n')
      .filter(line => line !== '')
      // The head of the table.
      .slice(2);

  test('has the import table that the test holds', () => {
    expect(between('rooms')).toEqual(
      Object.entries(rooms).map(
        ([room, { values, types = [] }]) => `| ${room} | ${values.join(' ') || '-'} | ${types.join(' ') || '-'} |`,
      ),
    );
  });

  test('has the places of packages that the test holds', () => {
    expect(between('packages')).toEqual(
      Object.entries(packages).map(
        ([name, places]) => `| \`${name}\` | ${places.map(place => `\`${place}\``).join(' ')} |`,
      ),
    );
  });

  test('names only files that exist', () => {
    const named = [...page.matchAll(/`((?:src|test|docs)\/[\w./-]+\.\w+)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(path => !existsSync(new URL(`../${path}`, import.meta.url)) && !path.includes('<'))).toEqual(
      [],
    );
  });
});

describe('every kind of finding', () => {
  test('has a code of its own', () => {
    const codes = allProblems.map(({ code }) => code);
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  test.each(allProblems.map(({ code, why }): [string, string] => [code, why]))(
    '%s says why in a sentence',
    (code, why) => {
      expect(code).toMatch(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/);
      expect(why).toMatch(/^[A-Z].*[.?]$/);
    },
  );
});
