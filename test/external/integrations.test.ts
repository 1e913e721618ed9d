import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Synthesis, synthesize } from '../../src/synth/synthesize.ts';
import { withStack } from '../accepted/base.ts';
import { everyIntegration, stackWithEveryPart, synthesizeWith } from '../integrations/every-integration.ts';
import { deployedFiles } from './rendered-files.ts';
import { toolVersions } from './tool-versions.ts';
import { type RunResult, run } from './tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-integrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const complaints = ({ status, stdout, stderr }: RunResult): string => (status === 0 ? '' : stdout + stderr);

/** What promtool says about every rule file of a synthesis. */
const judged = ({ files }: Synthesis, name: string): { readonly files: number; readonly complaints: string } => {
  const written = [...files].flatMap(([path, text]) => {
    if (!path.startsWith('rules/')) return [];
    const file = join(folder, `${name}-${path.slice('rules/'.length)}`);
    writeFileSync(file, text);
    return [file];
  });
  return { files: written.length, complaints: complaints(run('promtool', ['check', 'rules', ...written])) };
};

test.each(everyIntegration)('promtool takes the rules of $kind, with every alert that it has', async integration => {
  const synthesis = await synthesizeWith(integration, { versions: toolVersions() });
  expect(synthesis.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const emitted = new Set(
    (synthesis.plan?.groups ?? []).flatMap(({ rules }) =>
      rules.flatMap(rule => (rule.kind === 'alert' ? [rule.alert] : [])),
    ),
  );
  expect(integration.alerts.filter(name => !emitted.has(name))).toEqual([]);
  const { files, complaints } = judged(synthesis, integration.kind);
  expect(files).toBeGreaterThan(0);
  expect(complaints).toBe('');
});

test('a rule that is no PromQL would be found', () => {
  const file = join(folder, 'broken.yml');
  writeFileSync(file, 'groups: [{name: broken, rules: [{alert: Broken, expr: "up ==="}]}]\n');
  expect(complaints(run('promtool', ['check', 'rules', file]))).toContain('broken');
});

test.each(['kubeadm', 'eks', 'gke', 'aks'])('promtool takes how a cluster of %s is scraped', async platform => {
  const uses = [
    { kind: 'kubernetesControlPlane', options: { platform } },
    { kind: 'kubelet', options: { verified: platform === 'eks' } },
    { kind: 'kubeStateMetrics', options: {} },
    { kind: 'thanos', options: { stores: ['thanos-store.example.com:10902'] } },
  ];
  const { files } = await synthesize(
    { catalogue: withStack({ uses }), diagnostics: [] },
    { today: '2026-01-01', targets: ['kubernetes'], versions: toolVersions() },
  );
  const [configuration] = deployedFiles(files).filter(({ name }) => name === 'prometheus.yml');
  expect(configuration?.text).toContain('job_name: kubelet-cadvisor');
  const file = join(folder, `${platform}.yml`);
  writeFileSync(file, configuration?.text ?? '');
  expect(complaints(run('promtool', ['check', 'config', '--syntax-only', file]))).toBe('');
});

test('every part of the stack is there to be watched', async () => {
  const program = { catalogue: stackWithEveryPart, diagnostics: [] };
  const { model } = await synthesize(program, { today: '2026-01-01', targets: [] });
  expect((model?.parts ?? []).map(({ kind }) => kind).toSorted()).toEqual(
    everyIntegration.flatMap(({ kind, scope }) => (scope === 'platform' ? [kind] : [])).toSorted(),
  );
});
