import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from './command.ts';

let bench: Workbench;
beforeAll(() => {
  bench = openWorkbench();
});
afterAll(() => bench.remove());

describe('wrong usage ends with 2, the mistake first and the usage after it', () => {
  test.each([
    { args: [], mistake: 'No command given.' },
    { args: ['sinth'], mistake: 'There is no command "sinth".' },
    { args: ['toString'], mistake: 'There is no command "toString".' },
    { args: ['synth', '--ouT', 'x'], mistake: 'There is no option --ouT. Did you mean --out?' },
    { args: ['check', '--frobnicate'], mistake: 'There is no option --frobnicate.' },
    { args: ['synth', '--out'], mistake: "Option '--out <value>' argument missing." },
    { args: ['synth', 'a.ts', 'b.ts'], mistake: 'One stack file is enough; got a.ts, b.ts.' },
  ])('sightline $args: $mistake', async ({ args, mistake }) => {
    const { status, stdout, stderr } = await bench.run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n').slice(0, 3)).toEqual([mistake, '', 'Usage: sightline <command> [stack.ts] [options]']);
  });
});

test.each(['--help', 'help'])('%s prints the usage', async arg => {
  const { status, stdout, stderr } = await bench.run(arg);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const word of ['synth', 'check', '--out', '--target', '--json']) expect(stdout).toContain(word);
});

test('--version prints the version of the package', async () => {
  const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await bench.run('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('a target that does not exist is wrong usage with a proposal, and nothing is written', async () => {
  const out = bench.fresh();
  const { status, stderr } = await bench.run('synth', 'stacks/clean.stack.ts', '--target', 'kubernets', '--out', out);
  expect(status).toBe(2);
  expect(stderr).toContain('There is no target "kubernets". Did you mean "kubernetes"?\n');
  expect(bench.files(out)).toEqual([]);
});
