import { afterEach, expect, test, vi } from 'vitest';
import { run, tool } from './tools.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['promtool', '--version'],
  ['amtool', '--version'],
  ['prometheus', '--version'],
  ['alertmanager', '--version'],
  ['blackbox_exporter', '--version'],
  ['node_exporter', '--version'],
  ['kubectl', 'version', '--client'],
])('%s is there and starts', (name, ...args) => {
  expect(run(name, args).status).toBe(0);
});

test.each([
  { source: '', remedy: 'run "make tools" (or "make tools-full")' },
  { source: 'newest', remedy: 'run "make tools-newest"' },
  { source: 'path', remedy: 'install it, or unset SIGHTLINE_TOOLS and run "make tools"' },
])('a missing tool fails the test and says how to get it (SIGHTLINE_TOOLS="$source")', ({ source, remedy }) => {
  vi.stubEnv('SIGHTLINE_TOOLS', source);
  expect(() => tool('no-such-tool')).toThrow(`the tool "no-such-tool" is missing: ${remedy}`);
});

test('with SIGHTLINE_TOOLS=path a program is taken from PATH', () => {
  vi.stubEnv('PATH', '/nowhere:/bin');
  vi.stubEnv('SIGHTLINE_TOOLS', 'path');
  expect(tool('sh')).toBe('/bin/sh');
});

test.each([
  { sentence: 'an exit code is an answer', script: 'echo out; echo err >&2; exit 3', status: 3 },
  { sentence: 'success is 0', script: 'echo out; echo err >&2', status: 0 },
])('$sentence', ({ script, status }) => {
  vi.stubEnv('SIGHTLINE_TOOLS', 'path');
  expect(run('sh', ['-c', script])).toEqual({ status, stdout: 'out\n', stderr: 'err\n' });
});

test('input and environment reach the tool', () => {
  vi.stubEnv('SIGHTLINE_TOOLS', 'path');
  const { stdout } = run('sh', ['-c', 'cat; echo "$GREETING"'], { input: 'in ', env: { GREETING: 'hello' } });
  expect(stdout).toBe('in hello\n');
});

test('a tool that dies of a signal is an error', () => {
  vi.stubEnv('SIGHTLINE_TOOLS', 'path');
  expect(() => run('sh', ['-c', 'kill -9 $$'])).toThrow('"sh" was ended by SIGKILL');
});

test('a tool that exceeds its time limit is an error', () => {
  vi.stubEnv('SIGHTLINE_TOOLS', 'path');
  expect(() => run('sleep', ['10'], { timeout: 50 })).toThrow('ETIMEDOUT');
});
