import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { withSecretEnvironment } from '../../src/ir/secret-environment.ts';
import type { Text } from '../../src/ir/workload.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  return () => rmSync(folder, { recursive: true });
});

const text = (value: Text): string =>
  typeof value === 'string'
    ? value
    : value
        .map(piece => (typeof piece === 'object' && 'secretFile' in piece ? join(folder, piece.secretFile.secret) : ''))
        .join('');

/** Starts a program that prints its variables and arguments, as a container would. */
const start = (files: Readonly<Record<string, string>>) => {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const { command, args } = withSecretEnvironment(
    [
      { variable: 'FIRST', secret: { secret: 'first' } },
      { variable: 'SECOND', secret: { secret: 'second' } },
    ],
    ['/bin/sh'],
    ['/usr/bin/env', 'sh', '-c', 'printf "%s|%s|%s" "$FIRST" "$SECOND" "$*"', 'program', 'an argument'],
  );
  const [program = '', ...own] = command;
  const { status, stdout } = spawnSync(program, [...own, ...args.map(text)], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return { status, stdout };
};

describe('a program that takes secrets from its environment', () => {
  test.each([
    ['in the first line, with or without its newline', { first: 'one\nrest\n', second: 'two' }, 'one|two|an argument'],
    [
      'with characters that a shell minds',
      { first: ' a "b" $c \\d \n', second: "it's `x`" },
      ` a "b" $c \\d |it's \`x\`|an argument`,
    ],
  ])('finds them %s', (_, files, stdout) => {
    expect(start(files)).toEqual({ status: 0, stdout });
  });

  test.each([
    ['empty', { first: 'one', second: '' }],
    ['missing', { first: 'one' }],
  ])('does not start when a file is %s', (_, files) => {
    const { status, stdout } = start(files);
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
  });
});
