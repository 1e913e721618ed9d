import { describe, expect, test } from 'vitest';
import type { PatchEntry } from '../../src/catalogue/catalogue.ts';
import type { JsonValue } from '../../src/core/json.ts';
import type { Artefact } from '../../src/ir/artefact.ts';
import { applyPatches } from '../../src/synth/patch.ts';

const config: Artefact = {
  reader: 'prometheus',
  mount: '/prometheus.yml',
  format: 'yaml',
  body: { global: { interval: '15s', 'a/b~c': 1 }, jobs: [{ id: 'a' }, { id: 'b' }] },
  origins: {},
};

const patch = (op: PatchEntry['op'], at: string, value?: unknown): PatchEntry => ({
  reader: 'prometheus',
  mount: '/prometheus.yml',
  op,
  at,
  ...(value === undefined ? {} : { value }),
});

const apply = (...patches: readonly PatchEntry[]) => applyPatches([config], patches, 'acme');

describe('a patch', () => {
  test.each<[string, PatchEntry, JsonValue]>([
    ['adds a key', patch('add', '/global/timeout', '5s'), at({ timeout: '5s' })],
    ['replaces a key', patch('replace', '/global/interval', '5s'), at({ interval: '5s' })],
    ['finds a key with a slash and a tilde', patch('replace', '/global/a~1b~0c', 2), at({ 'a/b~c': 2 })],
    ['replaces everything', patch('replace', '', { jobs: [] }), { jobs: [] }],
    ['adds an item at its place', patch('add', '/jobs/1', { id: 'x' }), jobs('a', 'x', 'b')],
    ['adds an item at the end', patch('add', '/jobs/-', { id: 'x' }), jobs('a', 'b', 'x')],
    ['replaces an item', patch('replace', '/jobs/0', { id: 'x' }), jobs('x', 'b')],
    ['removes an item', patch('remove', '/jobs/0'), jobs('b')],
    ['reaches into an item', patch('replace', '/jobs/1/id', 'x'), jobs('a', 'x')],
  ])('%s', (_, entry, expected) => {
    const { artefacts, diagnostics } = apply(entry);
    expect(diagnostics).toEqual([]);
    expect(artefacts.map(({ body }) => body)).toEqual([expected]);
  });

  test('removes a key', () => {
    const { artefacts } = apply(patch('remove', '/global/interval'));
    expect(JSON.stringify(artefacts[0]?.body)).toBe('{"global":{"a/b~c":1},"jobs":[{"id":"a"},{"id":"b"}]}');
  });

  test('builds on the one before it', () => {
    const { artefacts, diagnostics } = apply(patch('add', '/new', {}), patch('add', '/new/key', 1));
    expect(diagnostics).toEqual([]);
    expect(artefacts[0]?.body).toMatchObject({ new: { key: 1 } });
  });

  test.each<[string, PatchEntry]>([
    ['replaces a key that is not there', patch('replace', '/global/timeout', 1)],
    ['removes a key that is not there', patch('remove', '/global/timeout')],
    ['reaches through a key that is not there', patch('add', '/gobal/timeout', 1)],
    ['reaches into a text', patch('add', '/global/interval/x', 1)],
    ['removes an item beyond the end', patch('remove', '/jobs/2')],
    ['replaces an item beyond the end', patch('replace', '/jobs/2', {})],
    ['adds an item far beyond the end', patch('add', '/jobs/3', {})],
    ['names an item by a word', patch('replace', '/jobs/first', {})],
    ['names an item by no number at all', patch('replace', '/jobs/', {})],
    ['removes everything', patch('remove', '')],
    ['names a key that every object inherits', patch('replace', '/constructor', 1)],
  ])('that %s is reported and changes nothing', (_, entry) => {
    const { artefacts, diagnostics } = apply(entry);
    expect(artefacts).toEqual([config]);
    expect(diagnostics).toEqual([
      {
        code: 'PATCH',
        severity: 'error',
        path: 'acme',
        message: `The patch of /prometheus.yml finds nothing at "${entry.at}".`,
        hint: 'Look at the rendered file for the right pointer.',
      },
    ]);
  });

  test.each(['add', 'replace'] as const)('that would %s nothing is reported', op => {
    const { artefacts, diagnostics } = apply(patch(op, '/global/interval'));
    expect(artefacts).toEqual([config]);
    expect(diagnostics).toEqual([
      {
        code: 'PATCH',
        severity: 'error',
        path: 'acme',
        message: `The patch of /prometheus.yml at "/global/interval" has no value to ${op}.`,
        hint: 'Give it a `value`, or write op: remove.',
      },
    ]);
  });

  test('of a file that is not there is reported', () => {
    expect(apply({ ...patch('add', '/x', 1), reader: 'prometeus' }).diagnostics).toMatchObject([
      { code: 'PATCH', path: 'acme', message: 'There is no file /prometheus.yml in `prometeus` to patch.' },
    ]);
  });
});

function at(change: Readonly<Record<string, JsonValue>>): Readonly<Record<string, JsonValue>> {
  return { global: { interval: '15s', 'a/b~c': 1, ...change }, jobs: [{ id: 'a' }, { id: 'b' }] };
}

function jobs(...ids: readonly string[]): JsonValue {
  return { global: { interval: '15s', 'a/b~c': 1 }, jobs: ids.map(id => ({ id })) };
}
