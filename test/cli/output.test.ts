import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, type PrintedDiagnostic, type Workbench } from './command.ts';

let bench: Workbench;
beforeAll(() => {
  bench = openWorkbench();
});
afterAll(() => bench.remove());

const clean = 'stacks/clean.stack.ts';

describe('synth', () => {
  test('writes the stack, and the second time finds nothing to change', async () => {
    const out = bench.fresh();
    const first = await bench.run('synth', clean, '--out', out);
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: '' });
    const files = bench.files(out);
    expect(files).toEqual(
      expect.arrayContaining(['dist/compose/compose.yaml', 'dist/manifest.json', 'rules/platform.yml']),
    );
    expect(files.filter(name => name.endsWith('.sightline-tmp'))).toEqual([]);
    expect(first.stdout).toMatch(new RegExp(`; ${files.length - 1} files changed, 0 removed\\n$`));

    const second = await bench.run('synth', clean, '--out', out);
    expect(second.status).toBe(0);
    expect(second.stdout).toMatch(/; 0 files changed, 0 removed\n$/);
    expect(bench.files(out)).toEqual(files);
  });

  test('renders the targets that are asked for, and leaves the others as they are', async () => {
    const out = bench.fresh();
    const both = await bench.run('synth', clean, '--out', out, '--target', 'kubernetes,compose', '--json');
    const { targets }: { targets: readonly { kind: string; files: number }[] } = JSON.parse(both.stdout);
    expect(targets.map(({ kind }) => kind)).toEqual(['kubernetes', 'compose']);
    const one = await bench.run('synth', clean, '--out', out, '--target', 'compose', '--json');
    const { removed, written }: { removed: readonly string[]; written: readonly string[] } = JSON.parse(one.stdout);
    expect(written).toEqual([]);
    expect(removed).toEqual([]);
    expect(bench.files(`${out}/dist/kubernetes`).length).toBe(targets.find(({ kind }) => kind === 'kubernetes')?.files);
    const again = await bench.run('synth', clean, '--out', out, '--target', 'kubernetes,compose,compose', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ written: [], removed: [], diagnostics: [] });
  });

  test('--json tells what was written in a fixed shape', async () => {
    const out = bench.fresh();
    const { status, stdout, stderr } = await bench.run('synth', clean, '--out', out, '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const answer: { written: readonly string[] } = JSON.parse(stdout);
    expect(Object.keys(answer)).toEqual(['targets', 'written', 'removed', 'diagnostics']);
    expect(answer).toMatchObject({ targets: [{ kind: 'compose' }], removed: [], diagnostics: [] });
    expect(['dist/manifest.json', ...answer.written].toSorted()).toEqual(bench.files(out));
  });
});

describe('check', () => {
  test('writes nothing and says that there is nothing to say', async () => {
    const before = bench.files('.').filter(name => !name.startsWith('node_modules') && !name.startsWith('src'));
    expect(await bench.run('check', clean)).toEqual({ status: 0, stdout: 'no findings\n', stderr: '' });
    const after = bench.files('.').filter(name => !name.startsWith('node_modules') && !name.startsWith('src'));
    expect(after).toEqual(before);
  });

  test('prints place, severity, code and sentence, then path and hint', async () => {
    const file = 'stacks/latency-bound.stack.ts';
    const { status, stdout, stderr } = await bench.run('check', file);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '1 error\n' });
    const [place, path, hint] = stderr.split('\n');
    expect(place).toMatch(new RegExp(`^${file}:${bench.marked(file)}: error HIST-BOUND: `));
    expect(path).toBe('    at shop/api/fast');
    expect(hint).toMatch(/^ {4}hint: /);
  });

  test('--json gives the findings with file and line', async () => {
    const file = 'stacks/latency-bound.stack.ts';
    const { status, stdout } = await bench.run('check', file, '--json');
    const { diagnostics }: { diagnostics: readonly PrintedDiagnostic[] } = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(diagnostics).toEqual([
      {
        code: 'HIST-BOUND',
        severity: 'error',
        path: 'shop/api/fast',
        message: expect.any(String),
        hint: expect.any(String),
        file,
        line: bench.marked(file),
      },
    ]);
  });
});

describe('an output that nobody reads to its end', () => {
  const page = Array.from({ length: 2_000 }, (_, i) => `# TYPE m${i}_total counter\nm${i}_total{a="b"} 1\n`).join('');

  test.each<[string, 'stdout' | 'stderr', readonly string[], number]>([
    ['the declarations of many metrics', 'stdout', ['import', 'metrics', 'page.txt'], 0],
    ['that there is nothing to say', 'stdout', ['check', clean], 0],
    ['how many errors there are', 'stdout', ['check', 'stacks/latency-bound.stack.ts'], 1],
    ['findings', 'stderr', ['check', 'stacks/latency-bound.stack.ts'], 1],
    ['wrong usage', 'stderr', ['chek'], 2],
    ['help', 'stdout', ['--help'], 0],
  ])('%s: the exit code and the other output are the same', async (_, closed, args, status) => {
    bench.write('page.txt', page);
    const read = await bench.run(...args);
    expect(read.status).toBe(status);
    expect(await bench.runUnread(closed, ...args)).toEqual({ ...read, [closed]: '' });
  });
});

describe('suppressions', () => {
  test('silence, lower, end, and tell when they do nothing', async () => {
    const { status, stdout } = await bench.run('check', 'stacks/suppressed.stack.ts', '--json');
    const { diagnostics }: { diagnostics: readonly PrintedDiagnostic[] } = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(diagnostics.map(({ severity, code, path }) => `${severity} ${code} ${path}`)).toEqual([
      'error METRIC-UNKNOWN shop/api/Overdue',
      'error SUPPRESS-EXPIRED shop/api/Overdue',
      'warning SUPPRESS-UNUSED shop/api',
      'warning METRIC-UNKNOWN shop/api/Lowered',
    ]);
  });

  test('are not needed for metrics that the stack declares as external', async () => {
    expect(await bench.run('check', 'stacks/external.stack.ts')).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('a stack in JavaScript, in a project of its own that has the package installed', () => {
  const project = mkdtempSync(join(tmpdir(), 'sightline project (é) '));
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test.each(['stack.ts', 'stack.mjs', 'stack.js'])('%s', async name => {
    const folder = join(project, name);
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    symlinkSync(bench.folder, join(folder, 'node_modules/sightline'));
    cpSync(join(bench.folder, 'stacks/no-owner.stack.mjs'), join(folder, name));
    const { status, stderr } = await bench.runIn(folder, 'synth', name, '--out', 'out');
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${name}:${bench.marked('stacks/no-owner.stack.mjs')}: error OWNER: `));
    appendFileSync(join(folder, name), "\nthrow new Error('enough');\n");
    const lines = readFileSync(join(folder, name), 'utf8').split('\n').length;
    const thrown = await bench.runIn(folder, 'synth', name, '--out', 'out');
    expect(thrown.stderr).toMatch(new RegExp(`^${name}:${lines - 1}: error STACK-THROWS: ${name} throws: enough\n`));
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});
