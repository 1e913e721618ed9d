import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samples } from '../importers/dashboard-fixtures.ts';
import { openWorkbench, type PrintedDiagnostic, type Workbench } from './command.ts';

let bench: Workbench;
beforeAll(() => {
  bench = openWorkbench();
}, 120_000);
afterAll(() => bench.remove());

const text = (name: string): string => samples.find(sample => sample.name === name)?.text ?? '';

describe('sightline import dashboard', () => {
  test('writes a program that is rendered at once, with the pages of the files', async () => {
    const files = samples.map(({ name }) => bench.write(`used/${name}`, text(name)));
    const out = bench.fresh();
    const { status, stdout, stderr } = await bench.run('import', 'dashboard', ...files, '--out', 'used/stack.ts');
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toContain(
      'Machines in full: 14 panels, equal to the file: 0 in words, 14 with settings of Grafana, 0 raw.\n' +
        'Shop (old): 10 panels, equal to the file: 0 in words, 8 with settings of Grafana, 2 raw.\n' +
        'Shop in all: 11 panels, equal to the file: 0 in words, 4 with settings of Grafana, 7 raw.\n',
    );
    expect(stderr).toContain('Written to used/stack.ts. Next: sightline synth used/stack.ts\n');
    expect((await bench.run('synth', 'used/stack.ts', '--out', out)).status).toBe(0);
    const page = readFileSync(join(bench.folder, out, 'dashboards/platform/rYdddlPWk.json'), 'utf8');
    expect(page).toContain('"title": "Machines in full"');
  }, 60_000);

  test('tells three findings of a kind one by one, and counts the others', async () => {
    const file = bench.write('many/mixed.json', text('mixed.json'));
    const { status, stderr } = await bench.run('import', 'dashboard', file);
    expect(status).toBe(0);
    expect(stderr.match(/warning DASH-TEXT/g)).toHaveLength(3);
    expect(stderr).toMatch(/^… and \d+ more of DASH-TEXT: sightline check lists them\.$/m);
    expect(stderr.match(/warning IMPORT-NOTE/g)?.length).toBeGreaterThan(10);
  });

  test('gives everything as one object', async () => {
    const file = bench.write('json/old.json', text('old.json'));
    const { status, stdout } = await bench.run('import', 'dashboard', file, '--json');
    const printed: {
      source: string;
      dashboards: readonly { title: string; panels: readonly { title: string; fidelity: string; line: number }[] }[];
      diagnostics: readonly PrintedDiagnostic[];
    } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(printed.source).toContain("new Dashboard(stack, 'shop-old', {");
    expect(printed.dashboards.map(({ title }) => title)).toEqual(['Shop (old)']);
    expect(printed.dashboards[0]?.panels.map(({ title, fidelity, line }) => `${line} ${title}: ${fidelity}`)).toEqual([
      '43 Up: settings',
      '125 Answered: settings',
      '203 Orders: settings',
      '277 : settings',
      '294 Requests: settings',
      '374 Latency: settings',
      '491 Histogram: raw',
      '573 Threads: settings',
      '649 Memory: raw',
      '725 Busiest: settings',
    ]);
    expect(printed.diagnostics.filter(({ code }) => code === 'IMPORT-NOTE').length).toBeGreaterThan(10);
  });

  test.each<[string, string | undefined, string]>([
    ['is missing', undefined, 'cannot be read: there is no such file or folder.'],
    ['is empty', '', 'is empty.'],
    ['is no JSON', 'title: Shop', 'is no JSON that can be read'],
    ['is no dashboard', '{}', 'is no dashboard: it has no list of `panels`.'],
    [
      'is of schema v2',
      '{"kind":"Dashboard","spec":{"elements":{},"layout":{}}}',
      'is a dashboard of schema v2, which is not read.',
    ],
    ['is huge', `{"a":"${'x'.repeat(9_000_000)}"}`, 'and at most 8 MB are read.'],
  ])('writes nothing for a file that %s', async (_, content, message) => {
    const folder = bench.fresh();
    const file = `${folder}/d.json`;
    if (content !== undefined) bench.write(file, content);
    const { status, stdout, stderr } = await bench.run('import', 'dashboard', file, '--out', `${folder}/stack.ts`);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('nothing was imported.\n');
    expect(existsSync(join(bench.folder, folder, 'stack.ts'))).toBe(false);
  });

  test('asks for a file when it gets none', async () => {
    const { status, stderr } = await bench.run('import', 'dashboard');
    expect(status).toBe(2);
    expect(stderr).toContain('Name exported dashboards: sightline import dashboard FILE');
  });
});
