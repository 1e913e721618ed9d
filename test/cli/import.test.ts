import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, type PrintedDiagnostic, type Workbench } from './command.ts';

let bench: Workbench;
beforeAll(() => {
  bench = openWorkbench();
});
afterAll(() => bench.remove());

const rules = `groups:
- name: api
  interval: 1m
  rules:
  # The first thing to look at.
  - alert: ApiDown
    expr: up{job="api"} == 0
    labels: { severity: critical, team: shop }
`;

const broken = `${rules}  - alert: Broken
    expr: rate(requests_total) > 1
`;

interface Printed {
  readonly source?: string;
  readonly out?: string;
  readonly rules: unknown;
  readonly diagnostics: readonly PrintedDiagnostic[];
}

/** The answer of the command with --json. */
const importJson = async (...args: readonly string[]): Promise<Printed & { readonly status: number | null }> => {
  const { status, stdout } = await bench.run('import', 'rules', ...args, '--json');
  const printed: Printed = JSON.parse(stdout);
  return { ...printed, status };
};

describe('sightline import rules', () => {
  test('prints a program, and how much of the rules it holds', async () => {
    const { status, stdout, stderr } = await bench.run('import', 'rules', bench.write('print/api.yml', rules));
    expect(status).toBe(0);
    expect(stdout).toContain("    // The first thing to look at.\n    {\n      alert: 'ApiDown',\n");
    expect(stderr).toContain('print/api.yml:6: warning AM-UNROUTED: The alert `ApiDown` (critical) reaches no channel');
    expect(stderr).toContain('1 rule in 1 group: 1 carried over unchanged, 0 with notes, 0 refused.\n');
    expect(stderr).not.toContain('AM-DEADMAN');
  });

  test('writes a program that synth renders to the same rules', async () => {
    const out = 'written/stack.ts';
    const { status, stdout, stderr } = await bench.run(
      'import',
      'rules',
      bench.write('written/api.yml', rules),
      '--out',
      out,
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain(`Written to ${out}. Next: sightline synth ${out}\n`);
    const rendered = bench.fresh();
    expect((await bench.run('synth', out, '--out', rendered)).status).toBe(0);
    expect(readFileSync(join(bench.folder, rendered, 'rules/imported-api.yml'), 'utf8')).toBe(
      `groups:
- name: api
  interval: 1m
  rules:
  - alert: ApiDown
    expr: 'up{job="api"} == 0'
    labels:
      severity: critical
      team: shop
`,
    );
  });

  test('lowers what old rules lack for 90 days', async () => {
    const { source = '' } = await importJson(bench.write('days/api.yml', rules));
    const [, until = ''] = /until: '(\d{4}-\d{2}-\d{2})', as: 'warning'/.exec(source) ?? [];
    const days = (Date.parse(until) - Date.now()) / 86_400_000;
    expect(Math.ceil(days)).toBeGreaterThanOrEqual(89);
    expect(Math.ceil(days)).toBeLessThanOrEqual(90);
  });

  test('prints everything as JSON', async () => {
    const file = bench.write('json/api.yml', broken);
    const { status, rules: counted, source, out, diagnostics } = await importJson(file);
    expect({ status, counted, out }).toEqual({
      status: 1,
      counted: { groups: 1, unchanged: 1, noted: 0, refused: 1 },
      out: undefined,
    });
    expect(source).toContain('// Not carried over: `rate` takes a range vector');
    expect(diagnostics.find(({ code }) => code === 'IMPORT-RULE')).toMatchObject({ severity: 'error', file, line: 10 });
  });

  test('writes what is left when a rule is refused, and says so with its exit code', async () => {
    const file = bench.write('refused/api.yml', broken);
    const { status, out, source } = await importJson(file, '--out', 'refused/stack.ts');
    expect({ status, out, source }).toEqual({ status: 1, out: 'refused/stack.ts', source: undefined });
    expect(bench.files('refused')).toEqual(['api.yml', 'stack.ts']);
  });

  test('never writes over a file', async () => {
    const out = bench.write('mine/stack.ts', '// mine\n');
    const { status, diagnostics } = await importJson(bench.write('mine/api.yml', rules), '--out', out);
    expect(status).toBe(1);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([
      {
        code: 'IMPORT-OUT',
        severity: 'error',
        path: out,
        message: 'mine/stack.ts exists already and is not overwritten.',
        hint: 'Name a new file with --out, or move this one away.',
      },
    ]);
    expect(readFileSync(join(bench.folder, out), 'utf8')).toBe('// mine\n');
  });
});

describe('nothing is imported when', () => {
  test.each<[string, string | undefined, string, number | undefined]>([
    ['a file is missing', undefined, 'there is no such file or folder', undefined],
    ['a file is empty', '', 'is empty', 1],
    ['a file is no YAML', 'groups: [\n', 'is no YAML that can be read', 2],
    ['a file is no rule file', '\nscrape_configs: []\n', 'is not a rule file', 2],
  ])('%s', async (sentence, text, message, line) => {
    const folder = sentence.replaceAll(' ', '-');
    const other = bench.write(`${folder}/api.yml`, rules);
    const file = text === undefined ? `${folder}/gone.yml` : bench.write(`${folder}/bad.yml`, text);
    const out = `${folder}/stack.ts`;
    const { status, diagnostics } = await importJson(other, file, '--out', out);
    expect(status).toBe(1);
    expect(diagnostics.map(({ code, path, line: at }) => ({ code, path, line: at }))).toEqual([
      { code: 'IMPORT-FILE', path: file, line },
    ]);
    expect(diagnostics[0]?.message).toContain(message);
    expect(bench.files(folder)).not.toContain('stack.ts');
  });

  test('a folder is named', async () => {
    mkdirSync(join(bench.folder, 'folder'));
    writeFileSync(join(bench.folder, 'folder/api.yml'), rules);
    const { status, diagnostics } = await importJson('folder');
    expect([status, diagnostics[0]?.message]).toEqual([1, 'folder cannot be read: it is a folder.']);
  });
});

describe('wrong usage', () => {
  test.each<[string, readonly string[], string]>([
    ['nothing to import', [], 'Say what to import: sightline import rules FILE…'],
    ['something unknown', ['rule', 'a.yml'], 'There is nothing to import called "rule". Did you mean "rules"?'],
    ['no file', ['rules', '--json'], 'Name the rule files: sightline import rules FILE…'],
    [
      'no metrics page',
      ['metrics'],
      'Name the metrics pages: sightline import metrics FILE…, or - for what is piped in.',
    ],
    ['an unknown option of metrics', ['metrics', 'a.txt', '--force'], "Unknown option '--force'."],
    ['an unknown option', ['rules', 'a.yml', '--force'], "Unknown option '--force'."],
  ])('%s ends with 2', async (_, args, message) => {
    const { status, stdout, stderr } = await bench.run('import', ...args);
    expect({ status, stdout, first: stderr.split('\n')[0] }).toEqual({ status: 2, stdout: '', first: message });
  });
});
