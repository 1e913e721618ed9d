import { describe, expect, test } from 'vitest';
import { problems } from '../../src/targets/problems.ts';
import { type TargetKind, targets } from '../../src/targets/registry.ts';

const kinds: readonly TargetKind[] = ['compose', 'kubernetes'];

describe('the registry of targets', () => {
  test('holds exactly the known kinds, each under its own name', () => {
    expect([...targets].map(([name, target]) => [name, target.kind])).toEqual(kinds.map(kind => [kind, kind]));
  });

  test.each(kinds)('%s accepts its own example and nothing given', kind => {
    const target = targets.get(kind);
    expect(target?.open(target.example, 'acme').diagnostics).toEqual([]);
    expect(target?.open(undefined, 'acme').diagnostics).toEqual([]);
  });

  test.each([
    {
      title: 'a misspelt option',
      kind: 'kubernetes',
      input: { namespce: 'x' },
      message: 'target `kubernetes` has no option `namespce`.',
      hint: 'Did you mean "namespace"?',
    },
    {
      title: 'an option of the wrong type',
      kind: 'kubernetes',
      input: { applicationNamespaces: 'shop' },
      message: 'Option `applicationNamespaces` of target `kubernetes` must be a list of strings.',
    },
    {
      title: 'an option of the wrong type',
      kind: 'compose',
      input: { host: 5 },
      message: 'Option `host` of target `compose` must be a non-empty string.',
    },
    { title: 'no object at all', kind: 'compose', input: 'x', message: 'target `compose` takes an object of options.' },
  ])('$kind reports $title', ({ kind, input, message, hint }) => {
    expect(targets.get(kind)?.open(input, 'acme').diagnostics).toEqual([
      { code: 'TARGET-OPTION', severity: 'error', path: 'acme', message, ...(hint === undefined ? {} : { hint }) },
    ]);
  });

  test('every problem has a code of its own', () => {
    expect(new Set(problems.map(problem => problem.code)).size).toBe(problems.length);
  });
});
