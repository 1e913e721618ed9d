import { expect, test } from 'vitest';
import type { Artefact } from '../../src/ir/artefact.ts';
import type { Workload } from '../../src/ir/workload.ts';
import { configurationOf, objectLimit } from '../../src/targets/kubernetes/config-maps.ts';
import { workloads } from './plan-fixture.ts';

const [first] = workloads;
if (first === undefined) throw new Error('the fixture has no workload');
const reader: Workload = { ...first, id: 'grafana' };

const file = (name: string, own: Partial<Artefact> = {}): Artefact => ({
  reader: reader.id,
  mount: `/etc/grafana/dashboards/${name}`,
  format: 'json',
  body: {},
  origins: {},
  ...own,
});

const maps = (...files: readonly Artefact[]): readonly string[] =>
  configurationOf(reader, files, 'acme').entries.map(({ map }) => map);

test('a file that stands apart has a ConfigMap named after it, and the others share theirs', () => {
  expect(maps(file('a/One_Page.json', { apart: true }), file('b.yaml'), file('c.yaml'))).toEqual(
    expect.arrayContaining(['grafana-file-one-page', 'grafana-config', 'grafana-config']),
  );
});

test('two names that differ only in spelling become two ConfigMaps', () => {
  expect(maps(file('a_b.json', { apart: true }), file('a-b.json', { apart: true })).toSorted()).toEqual([
    'grafana-file-a-b',
    'grafana-file-a-b-2',
  ]);
});

test('a file that no object can hold is refused, apart or not', () => {
  const body = { text: 'x'.repeat(objectLimit) };
  expect(configurationOf(reader, [file('big.json', { apart: true, body })], 'acme').diagnostics).toMatchObject([
    { code: 'CM-SIZE' },
  ]);
});
