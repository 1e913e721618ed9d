import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, type PrintedDiagnostic, type Workbench } from './command.ts';

let bench: Workbench;
beforeAll(() => {
  bench = openWorkbench();
});
afterAll(() => bench.remove());

/** The errors that synth reports about a stack; it must refuse the stack and write nothing. */
const refused = async (file: string): Promise<readonly PrintedDiagnostic[]> => {
  const out = bench.fresh();
  const { status, stdout } = await bench.run('synth', file, '--out', out, '--json');
  const { diagnostics, written }: { diagnostics: readonly PrintedDiagnostic[]; written: readonly string[] } =
    JSON.parse(stdout);
  expect({ status, written, files: bench.files(out) }).toEqual({ status: 1, written: [], files: [] });
  return diagnostics.filter(({ severity }) => severity === 'error');
};

describe('a stack that is wrong is refused with the line, the reason and the way out', () => {
  test.each([
    {
      sentence: 'an alert on a metric that nobody exposes',
      file: 'stacks/unknown-metric.stack.ts',
      code: 'METRIC-UNKNOWN',
      path: 'shop/api/OrdersFail',
      message: '`http_request_total`',
      hint: 'Did you mean "http_requests_total"?',
    },
    {
      sentence: 'a promise about a latency that is no bucket bound',
      file: 'stacks/latency-bound.stack.ts',
      code: 'HIST-BOUND',
      path: 'shop/api/fast',
      message: '0.3',
      hint: '0.25',
    },
    {
      sentence: 'a service that nobody owns',
      file: 'stacks/no-owner.stack.mjs',
      code: 'OWNER',
      path: 'shop/orphan',
      message: '`orphan` has no owner',
      hint: "Add owner: …, one of the stack's teams (`sales`).",
    },
    {
      sentence: 'a password in an address',
      file: 'stacks/secret-literal.stack.ts',
      code: 'SEC-INLINE',
      path: 'shop/ops',
      message: 'looks like a password in an address',
      hint: "secret('name')",
    },
    {
      sentence: 'two services with one name',
      file: 'stacks/duplicate.stack.ts',
      code: 'NAME-DUP',
      path: 'shop/api~2',
      message: 'Two services are named `api`.',
      hint: 'Rename one of them.',
    },
    {
      sentence: 'a program that throws',
      file: 'stacks/throws.stack.ts',
      code: 'STACK-THROWS',
      path: 'stacks/throws.stack.ts',
      message: 'there are no limits',
      hint: 'it must only build constructs',
    },
  ])('$sentence: $code', async ({ file, code, path, message, hint }) => {
    const [first, ...others] = await refused(file);
    expect(others.filter(other => other.code !== code)).toEqual([]);
    expect(first).toMatchObject({ code, path, file, line: bench.marked(file) });
    expect(first?.message).toContain(message);
    expect(first?.hint).toContain(hint);
  });

  test('a secret is never printed', async () => {
    const { stdout, stderr } = await bench.run('check', 'stacks/secret-literal.stack.ts');
    expect(stdout + stderr).not.toContain('a-password');
  });

  test.each([
    { sentence: 'a syntax error', name: 'syntax.ts', text: "import 'sightline';\n\nconst = 3;\n", line: 3 },
    { sentence: 'a syntax error in JavaScript', name: 'syntax.mjs', text: '\nlet a = ;\n', line: 2 },
  ])('$sentence is told with its line', async ({ name, text, line }) => {
    bench.write(name, text);
    expect(await refused(name)).toEqual([expect.objectContaining({ code: 'STACK-THROWS', file: name, line })]);
  });

  test.each([
    { sentence: 'an empty file', name: 'empty.ts', text: '' },
    { sentence: 'a file that exports nothing', name: 'nothing.ts', text: 'const a = 1;\nvoid a;\n' },
    { sentence: 'a file that exports something else', name: 'else.mjs', text: 'export default { org: "shop" };\n' },
  ])('$sentence: STACK-EXPORT', async ({ name, text }) => {
    bench.write(name, text);
    expect(await refused(name)).toEqual([
      {
        code: 'STACK-EXPORT',
        severity: 'error',
        path: name,
        message: `${name} exports no stack.`,
        hint: 'End it with: export default stack; where stack is a new ObservabilityStack(…).',
        file: name,
        line: 1,
      },
    ]);
  });

  test.each(['5', '{}', 'null', '({ diagnostics: 3 })'])('a stack whose program is %s: STACK-EXPORT', async program => {
    const name = bench.write('program.mjs', `export default { toProgram: () => (${program}) };\n`);
    expect(await refused(name)).toMatchObject([
      { code: 'STACK-EXPORT', message: 'The `toProgram()` of program.mjs returns no program.' },
    ]);
  });

  test('a program written by hand, without a catalogue worth the name', async () => {
    const text =
      'export default { toProgram: () => ({ catalogue: { org: 7 }, diagnostics: [{}], locate: () => 3 }) };\n';
    const found = await refused(bench.write('by-hand.mjs', text));
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['CAT-TYPE']));
  });

  test('a program that never ends: STACK-THROWS', async () => {
    const name = bench.write('stuck.mjs', 'await new Promise(() => {});\nexport default 1;\n');
    expect(await refused(name)).toMatchObject([
      { code: 'STACK-THROWS', message: 'stuck.mjs throws: it waits for something that never happens', file: name },
    ]);
  });

  test('a file that imports what is not there', async () => {
    bench.write('import.ts', "\nimport { a } from './missing.ts';\nexport default a;\n");
    const [first] = await refused('import.ts');
    expect(first).toMatchObject({ code: 'STACK-THROWS', file: 'import.ts' });
    expect(first?.message).toContain('missing.ts');
  });

  test.each(['absent.ts', 'stacks'])('%s, which is no file', async name => {
    expect(await refused(name)).toMatchObject([{ code: 'STACK-FILE', message: `There is no file ${name}.` }]);
  });
});

describe('an output folder that cannot be written', () => {
  const run = async (out: string): Promise<PrintedDiagnostic | undefined> => {
    const { status, stdout } = await bench.run('synth', 'stacks/clean.stack.ts', '--out', out, '--json');
    const answer: { diagnostics: readonly PrintedDiagnostic[]; written: readonly string[] } = JSON.parse(stdout);
    expect({ status, written: answer.written }).toEqual({ status: 1, written: [] });
    return answer.diagnostics.find(({ severity }) => severity === 'error');
  };

  test('a file in its place: OUT-WRITE', async () => {
    const out = bench.write(bench.fresh(), 'mine\n');
    expect(await run(out)).toMatchObject({ code: 'OUT-WRITE', hint: 'Name another one with --out.' });
  });

  test('a file where a folder is needed: nothing of the rest is written', async () => {
    const out = bench.fresh();
    bench.write(`${out}/rules`, 'mine\n');
    expect(await run(out)).toMatchObject({ code: 'OUT-WRITE' });
    expect(bench.files(out)).toEqual(['rules']);
  });

  test('a folder where a file is needed: nothing of the rest is written', async () => {
    const out = bench.fresh();
    mkdirSync(join(bench.folder, out, 'rules/platform.yml'), { recursive: true });
    expect(await run(out)).toMatchObject({ code: 'OUT-WRITE' });
    expect(bench.files(out)).toEqual([]);
  });

  test('a file that somebody else wrote: OUT-FOREIGN', async () => {
    const out = bench.fresh();
    mkdirSync(join(bench.folder, out, 'rules'), { recursive: true });
    writeFileSync(join(bench.folder, out, 'rules/platform.yml'), 'groups: []\n');
    expect(await run(out)).toMatchObject({ code: 'OUT-FOREIGN' });
    expect(bench.files(out)).toEqual(['rules/platform.yml']);
  });
});
