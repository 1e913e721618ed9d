import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compareVersions } from '../../src/ir/versions.ts';
import { mistakes } from '../schemas/upstream/mistakes.ts';
import { type Checked, samples } from '../schemas/upstream/samples.ts';
import { type CheckedProduct, toolVersion } from './tool-versions.ts';
import { type RunResult, run } from './tools.ts';

/** Upstream's own check of a configuration file. */
const checks: Readonly<Record<Checked, (path: string) => RunResult>> = {
  prometheus: path => run('promtool', ['check', 'config', '--syntax-only', path]),
  rules: path => run('promtool', ['check', 'rules', path]),
  alertmanager: path => run('amtool', ['check-config', path]),
  blackbox: path => run('blackbox_exporter', ['--config.check', `--config.file=${path}`]),
};

const products: Readonly<Record<Checked, CheckedProduct>> = {
  prometheus: 'prometheus',
  rules: 'prometheus',
  alertmanager: 'alertmanager',
  blackbox: 'blackbox',
};

const folder = mkdtempSync(join(tmpdir(), 'sightline-samples-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(samples)('the checker of $schema agrees about $file', ({ schema, since, path }) => {
  const known = since === undefined || compareVersions(toolVersion(products[schema]), since) >= 0;
  const { status, stdout, stderr } = checks[schema](path);
  if (known) expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
  else expect({ status, unknown: /not found in type/.test(stdout + stderr) }).toEqual({ status: 1, unknown: true });
});

test.each(mistakes)('the checker of $schema refuses $mistake', ({ schema, mistake, yaml }) => {
  const path = join(folder, `${schema}-${mistake.replaceAll(' ', '-')}.yml`);
  writeFileSync(path, yaml);
  expect(checks[schema](path).status).toBe(1);
});
