import { describe, expect, test } from 'vitest';
import type { StackProgram } from '../../src/constructs/observability-stack.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { synthesize } from '../../src/synth/synthesize.ts';

interface Untyped {
  readonly nonsense: readonly unknown[];
  readonly names: readonly string[];
  readonly withProps: (name: string, props: unknown) => Stack;
  readonly withValues: (name: string, value: unknown) => Stack;
  readonly inScope: (name: string, scope: unknown) => Stack;
  readonly misplaced: (name: string, parent: string) => Stack;
  readonly withId: (name: string, id: unknown) => Stack;
  readonly stackOf: (id: unknown, props: unknown) => Stack;
  readonly dashboards: (value: unknown) => readonly unknown[];
}
interface Stack {
  readonly toProgram: () => StackProgram;
}

// A name that tsc does not follow: what is inside is wrong on purpose.
const file = './untyped.mjs';
const { nonsense, names, ...make }: Untyped = await import(/* @vite-ignore */ file);

/** Findings of a program; every finding must be a sentence about something of the author's. */
const findings = async (stack: Stack): Promise<readonly Diagnostic[]> => {
  const program = stack.toProgram();
  const { diagnostics } = await synthesize(program, { today: '2026-01-01' });
  for (const { message } of diagnostics) expect(message).toMatch(/^\S.*[.!]$/s);
  for (const { path } of diagnostics) program.locate(path);
  return diagnostics;
};

const codes = async (stack: Stack): Promise<ReadonlySet<string>> =>
  new Set((await findings(stack)).filter(({ severity }) => severity === 'error').map(({ code }) => code));

const show = (value: unknown): string => JSON.stringify(value) ?? typeof value;

describe.each(names)('%s never throws', name => {
  test.each(nonsense.map(value => [show(value), value]))('with %s in place of properties', async (_, value) => {
    await findings(make.withProps(name, value));
  });

  test.each(nonsense.map(value => [show(value), value]))('with %s as every property', async (_, value) => {
    const found = await codes(make.withValues(name, value));
    if (value !== undefined) expect([...found].some(code => /^(CAT-TYPE|CAT-UNKNOWN|PQL-)/.test(code))).toBe(true);
  });

  test.each(nonsense.map(value => [show(value), value]))('with %s as its scope', async (_, value) => {
    expect(await codes(make.inScope(name, value))).toContain('SCOPE');
  });

  test.each([undefined, null, 7, '', '/', 'a/b', {}].map(value => [show(value), value]))(
    'with %s as its id',
    async (_, value) => {
      expect((await codes(make.withId(name, value))).size).toBeGreaterThan(0);
    },
  );
});

describe('the stack never throws', () => {
  test.each(nonsense.map(value => [show(value), value]))('with %s as its properties', async (_, value) => {
    expect(await codes(make.stackOf('shop', value))).toContain('CAT-TYPE');
  });

  test.each(nonsense.map(value => [show(value), value]))('with %s as its id', async (_, value) => {
    expect((await codes(make.stackOf(value, {}))).size).toBeGreaterThan(0);
  });

  test.each(nonsense.flatMap(value => make.dashboards(value).map(props => [show(props), props])))(
    'with a dashboard of %s',
    async (_, props) => {
      await findings(make.withProps('Dashboard', props));
    },
  );
});

test('a wrong property is named with its construct, what it is and what it must be', async () => {
  const found = await findings(make.withProps('Service', { owner: 7, port: 'http', tier: 9 }));
  expect(found.map(({ code, path, message }) => `${code} ${path} ${message}`)).toEqual(
    expect.arrayContaining([
      'CAT-TYPE shop/odd `port` must be a whole number from 1 to 65535, not "http".',
      'CAT-TYPE shop/odd `tier` must be 0, 1, 2, 3, not 9.',
    ]),
  );
});

test.each([
  { name: 'AlertRule', parent: 'stack', what: 'a service' },
  { name: 'AvailabilitySlo', parent: 'team', what: 'a service' },
  { name: 'HttpProbe', parent: 'stack', what: 'a service' },
  { name: 'Dashboard', parent: 'team', what: 'a service or a stack' },
  { name: 'Runbook', parent: 'team', what: 'a service or a stack' },
  { name: 'Service', parent: 'service', what: 'a stack' },
  { name: 'Team', parent: 'service', what: 'a stack' },
])('$name in a $parent belongs in $what', async ({ name, parent, what }) => {
  const found = await findings(make.misplaced(name, parent));
  expect(found.filter(({ code }) => code === 'SCOPE').map(({ message }) => message)).toEqual([
    `The first argument of \`new ${name}(…)\` must be ${what}.`,
  ]);
});

test('what stands in no scope is reported once, with its line', async () => {
  const program = make.inScope('AlertRule', undefined).toProgram();
  const [stray] = program.diagnostics.filter(({ code }) => code === 'SCOPE');
  expect(stray?.path).toBe('odd');
  expect(program.locate('odd')?.file).toMatch(/untyped\.mjs$/);
  expect(make.stackOf('shop', {}).toProgram().diagnostics).toEqual([]);
});
