import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account } from '../live/accounts.ts';
import { type StubServer, sendJson, startStub, vectorOf } from '../live/stub-server.ts';
import { openWorkbench, type Workbench } from './command.ts';

let bench: Workbench;
let stub: StubServer;
beforeAll(async () => {
  bench = openWorkbench();
  const objectives = [{ slo: 'api-errors', dimension: 'availability', weight: 'events' }];
  bench.write(
    'questions.json',
    JSON.stringify({ services: [{ service: 'api', team: 'web', objectives, performance: [] }] }),
  );
  // An account and no past.
  stub = await startStub((url, response) => {
    const isAccount = url.searchParams.get('query')?.startsWith('{') === true && !url.pathname.startsWith('/empty');
    sendJson(response, {
      status: 'success',
      data: url.pathname.endsWith('query_range')
        ? { resultType: 'matrix', result: [] }
        : vectorOf(isAccount ? account('api', 'errors', { spent: 0.85, frozen: 0 }) : []),
    });
  });
});
afterAll(async () => {
  await stub.close();
  bench.remove();
});

describe('sightline slo-report', () => {
  const report = (...args: readonly string[]) => bench.run('slo-report', '--prometheus', stub.url, ...args);

  test('prints Markdown unless told otherwise', async () => {
    const { status, stdout, stderr } = await report('--queries', 'questions.json');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^# How promises were kept, \d{4}-\d\d-\d\d \d\d:\d\d to \d{4}-\d\d-\d\d \d\d:\d\d UTC\n/);
    expect(stdout).toContain('\n### Availability\n\n#### api-errors\n');
    expect(stderr).toContain('warning SLO-UNKNOWN: Nothing is recorded for `api-errors` in the last 30d.');
  });

  test('writes a file, and replaces the one that was there', async () => {
    const out = bench.write('reports/promises.html', 'old\n');
    const { status, stdout } = await report('--format', 'html', '--out', out);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(readFileSync(join(bench.folder, out), 'utf8')).toMatch(/^<!doctype html>\n/);
    expect(bench.files('reports')).toEqual(['promises.html']);
  });

  test('says that a file cannot be written', async () => {
    const { status, stderr } = await report('--out', 'stacks');
    expect(status).toBe(1);
    expect(stderr).toContain('error OUT-WRITE: stacks cannot be written: stacks is a folder.');
  });

  test('as JSON is one value', async () => {
    const { stdout } = await report('--format', 'json', '--window', '7d');
    const answer: {
      readonly services: readonly { readonly objectives: readonly { readonly history: readonly unknown[] }[] }[];
    } = JSON.parse(stdout);
    expect(answer.services[0]?.objectives[0]?.history).toHaveLength(7);
  });

  test('ends with 1 and no text when nothing is known', async () => {
    const { status, stdout, stderr } = await bench.run(
      'slo-report',
      '--prometheus',
      `${stub.url}/empty`,
      '--out',
      'none.md',
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('error SLO-NONE: ');
    expect(bench.files('.').filter(name => name === 'none.md')).toEqual([]);
  });

  test.each([
    { args: ['--window', '90m'], mistake: '--window needs whole hours up to 48h, or whole days up to 90d; got "90m".' },
    { args: ['--window', '60h'], mistake: '--window needs whole hours up to 48h, or whole days up to 90d; got "60h".' },
    { args: ['--window', '91d'], mistake: '--window needs whole hours up to 48h, or whole days up to 90d; got "91d".' },
    { args: ['--window', '0s'], mistake: '--window needs whole hours up to 48h, or whole days up to 90d; got "0s".' },
    { args: ['--format', 'pdf'], mistake: '--format is md, html, json; got "pdf".' },
    { args: ['--out', ''], mistake: '--out needs a file.' },
  ])('$args is wrong usage', async ({ args, mistake }) => {
    const { status, stderr } = await report(...args);
    expect({ status, first: stderr.split('\n')[0] }).toEqual({ status: 2, first: mistake });
  });
});
