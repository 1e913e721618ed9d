import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configuration } from '../importers/alertmanager-fixtures.ts';
import { openWorkbench, type PrintedDiagnostic, type Workbench } from './command.ts';

let bench: Workbench;
beforeAll(() => {
  bench = openWorkbench();
}, 120_000);
afterAll(() => bench.remove());

describe('sightline import alertmanager', () => {
  test('writes a program that is rendered at once, and says which secrets to bring', async () => {
    const file = bench.write('used/alertmanager.yml', configuration.text);
    const out = bench.fresh();
    const { status, stdout, stderr } = await bench.run('import', 'alertmanager', file, '--out', 'used/stack.ts');
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toContain('5 receivers and 6 routes read.\nBring 7 secrets: chat-slack-webhook-url, ');
    expect(stderr).toContain('Written to used/stack.ts. Next: sightline synth used/stack.ts\n');
    expect((await bench.run('synth', 'used/stack.ts', '--out', out)).status).toBe(0);
    expect(bench.files(out).length).toBeGreaterThan(20);
    for (const text of [stderr, readFileSync(join(bench.folder, 'used/stack.ts'), 'utf8')])
      expect(text).not.toMatch(/notarealwebhookaddress|not-a-real|4f9d2a71/);
  });

  test('exits with 1 for an entry that is left out, and writes the others', async () => {
    const text = configuration.text.replace('routing_key: not-a-real-routing-key', 'service_key: not-a-real-key');
    const file = bench.write('partly/alertmanager.yml', text);
    const { status, stdout, stderr } = await bench.run('import', 'alertmanager', file);
    expect(status).toBe(1);
    expect(stdout).toContain("const pager = new Receiver(stack, 'pager', {");
    expect(stderr).toContain(
      'error IMPORT-RECEIVER: The pagerduty entry of the receiver `pager` is not carried over: it has no `routing_key`.',
    );
    expect(stderr).not.toContain('not-a-real');
  });

  test.each<[string, string | undefined, string]>([
    ['is missing', undefined, 'cannot be read: there is no such file or folder.'],
    ['is empty', '', 'is empty.'],
    ['is no YAML', 'route: [', 'is no YAML that can be read'],
    ['is something else', 'groups: []\n', 'is no configuration of Alertmanager: it has no `route`.'],
    [
      'is refused by Alertmanager',
      configuration.text.replace('receiver: chat', 'receiver: chit'),
      ':47: error IMPORT-ROUTING: A route names a receiver `chit`, which the file does not have.',
    ],
  ])('writes nothing for a file that %s', async (_, text, message) => {
    const folder = bench.fresh();
    const file = `${folder}/alertmanager.yml`;
    if (text !== undefined) bench.write(file, text);
    const { status, stderr } = await bench.run('import', 'alertmanager', file, '--out', `${folder}/stack.ts`);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).toContain('nothing was imported.\n');
    expect(existsSync(join(bench.folder, folder, 'stack.ts'))).toBe(false);
  });

  test('gives everything as one object', async () => {
    const { status, stdout } = await bench.run(
      'import',
      'alertmanager',
      bench.write('json.yml', configuration.text),
      '--json',
    );
    const printed: { source: string; secrets: readonly string[]; diagnostics: readonly PrintedDiagnostic[] } =
      JSON.parse(stdout);
    expect([status, printed.secrets.length]).toEqual([0, 7]);
    expect(printed.source).toContain('new ImportedRoutes(stack,');
    expect(printed.diagnostics.filter(({ code }) => code === 'IMPORT-SECRET').map(({ line }) => line)).toEqual([
      3, 7, 65, 72, 73,
    ]);
  });

  test.each([[[]], [['a.yml', 'b.yml']]])('asks for one file when it gets %j', async names => {
    const { status, stderr } = await bench.run('import', 'alertmanager', ...names);
    expect(status).toBe(2);
    expect(stderr).toContain('Name one configuration: sightline import alertmanager FILE');
  });
});
