import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, type PrintedDiagnostic, type Workbench } from './command.ts';

let bench: Workbench;
beforeAll(() => {
  bench = openWorkbench();
});
afterAll(() => bench.remove());

const slos = `version: prometheus/v1
service: checkout
labels: { team: shop }
slos:
  - name: availability
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(orders_total{outcome="failed"}[{{.window}}]))
        total_query: sum(rate(orders_total[{{.window}}]))
`;

const refused = `${slos}  - name: plugged
    objective: 99
    sli: { plugin: { id: example } }
`;

describe('sightline import slo', () => {
  test('prints a program, and how many objectives it holds', async () => {
    const { status, stdout, stderr } = await bench.run('import', 'slo', bench.write('print/slos.yml', slos));
    expect(status).toBe(0);
    expect(stdout).toContain("new Slo(checkout, 'availability', {\n  objective: '99.9%',\n  window: '30d',\n");
    expect(stderr).toContain('1 objective of 1 service carried over, 0 refused.\n');
  });

  test('writes a stack that can be rendered at once', async () => {
    const out = bench.fresh();
    const { status, stderr } = await bench.run(
      'import',
      'slo',
      bench.write('used/slos.yml', slos),
      '--out',
      'used/stack.ts',
    );
    expect(status).toBe(0);
    expect(stderr).toContain('Written to used/stack.ts. Next: sightline synth used/stack.ts\n');
    expect((await bench.run('synth', 'used/stack.ts', '--out', out)).status).toBe(0);
    expect(readFileSync(join(bench.folder, out, 'rules/checkout-slo.yml'), 'utf8')).toContain(
      'sum(rate(orders_total{outcome="failed"}[5m]))',
    );
  });

  test('exits with 1 for an objective that is refused, and writes the others', async () => {
    const file = bench.write('refused/slos.yml', refused);
    const { status, stderr } = await bench.run('import', 'slo', file, '--out', 'refused/stack.ts');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'refused/slos.yml:13: error IMPORT-SLO: The objective `plugged` is not carried over: its indicator is made by a plugin of Sloth',
    );
    expect(readFileSync(join(bench.folder, 'refused/stack.ts'), 'utf8')).toContain(
      '// Not carried over: the objective plugged (refused/slos.yml:13)',
    );
  });

  test.each([
    ['is missing', undefined, 'cannot be read: there is no such file or folder.'],
    ['is empty', '', 'is empty.'],
    ['is no YAML', 'a: [', 'is no YAML that can be read'],
    ['is something else', 'kind: Pod\napiVersion: v1\n', 'holds no objectives.'],
    ['is huge', `# ${'x'.repeat(9 * 1024 * 1024)}`, 'at most 8 MB are read.'],
  ])('writes nothing when a file %s', async (_, text, message) => {
    const folder = bench.fresh();
    const good = bench.write(`${folder}/good.yml`, slos);
    const bad = `${folder}/bad.yml`;
    if (text !== undefined) bench.write(bad, text);
    const { status, stderr } = await bench.run('import', 'slo', good, bad, '--out', `${folder}/stack.ts`);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).toContain('nothing was imported.\n');
    expect(existsSync(join(bench.folder, folder, 'stack.ts'))).toBe(false);
  });

  test('gives everything as one object', async () => {
    const { status, stdout } = await bench.run('import', 'slo', bench.write('json.yml', refused), '--json');
    const printed: { source: string; objectives: unknown; diagnostics: readonly PrintedDiagnostic[] } =
      JSON.parse(stdout);
    expect([status, printed.objectives]).toEqual([1, { carried: 1, refused: 1 }]);
    expect(printed.diagnostics.filter(({ code }) => code === 'IMPORT-SLO').map(({ line }) => line)).toEqual([13]);
  });

  test('asks for files', async () => {
    const { status, stderr } = await bench.run('import', 'slo');
    expect(status).toBe(2);
    expect(stderr).toContain('Name the files of objectives: sightline import slo FILE…');
  });
});
