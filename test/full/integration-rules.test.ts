import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { toolVersions } from '../external/tool-versions.ts';
import { run } from '../external/tools.ts';
import { everyIntegration, synthesizeWith } from '../integrations/every-integration.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-integration-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const alerting = everyIntegration.filter(({ alerts }) => alerts.length > 0);

describe('every alert of an integration', () => {
  test.each(alerting)('$kind: has derived tests, and promtool passes them', { timeout: 120_000 }, async integration => {
    const { files, diagnostics } = await synthesizeWith(integration, { versions: toolVersions(), ruleTests: true });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const base = join(folder, integration.kind);
    const tests = [...files].filter(([path]) => path.startsWith('dist/tests/'));
    for (const [path, text] of tests) {
      mkdirSync(join(base, dirname(path)), { recursive: true });
      writeFileSync(join(base, path), text);
    }
    const suites = tests.filter(
      ([path, text]) => path.endsWith('.test.yml') && integration.alerts.some(alert => text.includes(alert)),
    );
    expect(integration.alerts.filter(alert => !suites.some(([, text]) => text.includes(alert)))).toEqual([]);
    const { status, stdout, stderr } = run('promtool', ['test', 'rules', ...suites.map(([path]) => basename(path))], {
      cwd: join(base, 'dist/tests'),
      timeout: 100_000,
    });
    expect(status, stdout + stderr).toBe(0);
  });
});
