import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts } from '../e2e/listen.ts';
import { account } from '../live/accounts.ts';
import { type StubServer, sendJson, startStub, vectorOf } from '../live/stub-server.ts';
import { openWorkbench, type Workbench } from './command.ts';

let bench: Workbench;
let stub: StubServer;
beforeAll(async () => {
  bench = openWorkbench();
  const healthy = account('api', 'errors', { spent: 0.1, frozen: 0 });
  const spent = account('shop', 'errors', { spent: 1.5, frozen: 1 });
  stub = await startStub((url, response) => {
    const query = url.searchParams.get('query') ?? '';
    if (url.pathname.startsWith('/silent')) return;
    if (url.pathname.startsWith('/partial'))
      return sendJson(response, { status: 'success', data: vectorOf(healthy), warnings: ['a storage is away'] });
    const all = url.pathname.startsWith('/spent') ? [...healthy, ...spent] : healthy;
    sendJson(response, {
      status: 'success',
      data: vectorOf(
        query.startsWith('group') ? [[{ service: 'api' }, 1]] : query.includes('service="apu"') ? [] : all,
      ),
    });
  });
});
afterAll(async () => {
  await stub.close();
  bench.remove();
});

const gate = (path: string, ...args: readonly string[]) =>
  bench.run('gate', '--prometheus', `${stub.url}${path}`, ...args);

describe('sightline gate', () => {
  test('prints the budgets and lets pass', async () => {
    expect(await gate('')).toEqual({
      status: 0,
      stdout: `SERVICE  SLO         PROMISE          BAD     SPENT  EMPTY IN  DEPLOYMENTS
api      api-errors  99.9 % over 30d  0.01 %  10 %   1d        open

Deployments may go on: no error budget is spent.
`,
      stderr: '',
    });
  });

  test('stops with 1 when a budget is spent, even failing open', async () => {
    const { status, stdout, stderr } = await gate('/spent', '--fail', 'open');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout.split('\n').slice(1)).toEqual([
      'api      api-errors   99.9 % over 30d  0.01 %  10 %   1d        open',
      'shop     shop-errors  99.9 % over 30d  0.15 %  150 %  1d        frozen',
      '',
      'Deployments are frozen: `shop-errors` has spent the error budget. Only what restores reliability may go on until it recovers.',
      '',
    ]);
  });

  test.each([
    ['closed', 1, 'they stop, because the gate fails closed'],
    ['open', 0, 'they go on, because the gate fails open'],
  ])('fails %s with %i when nobody answers, and says so', async (fail, expected, words) => {
    const [port] = await freePorts(1);
    const { status, stdout, stderr } = await bench.run(
      'gate',
      '--prometheus',
      `http://127.0.0.1:${port}`,
      '--fail',
      fail,
    );
    expect(status).toBe(expected);
    expect(stdout).toBe(
      `Nobody knows whether deployments are frozen; ${words}. Prometheus cannot be asked at http://127.0.0.1:${port}: nothing listens there.\n`,
    );
    expect(stderr).toBe(
      `http://127.0.0.1:${port}: error LIVE-UNREACHABLE: Prometheus cannot be asked at http://127.0.0.1:${port}: nothing listens there.\n    hint: Check the port, and whether the server runs.\n`,
    );
  });

  test('fails closed unless told otherwise', async () => {
    expect(await gate('/partial')).toMatchObject({ status: 1 });
    expect(await gate('/partial', '--fail', 'open')).toMatchObject({ status: 0 });
  });

  test('gives up after the time that it was given', async () => {
    const { status, stderr } = await gate('/silent', '--timeout', '200ms');
    expect(status).toBe(1);
    expect(stderr).toContain('error LIVE-TIMEOUT: Prometheus did not answer within 200ms.');
  });

  test('proposes a service that is recorded', async () => {
    const { status, stderr } = await gate('', '--service', 'apu');
    expect(status).toBe(1);
    expect(stderr).toContain('error SLO-SERVICE: No objective is recorded for `apu`.\n    hint: Did you mean "api"?\n');
  });

  test('--json prints the verdict in a fixed shape, and nothing beside it', async () => {
    const { status, stdout, stderr } = await gate('/spent', '--json');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const answer: object = JSON.parse(stdout);
    expect(Object.keys(answer)).toEqual(['decision', 'passes', 'for', 'fail', 'reason', 'services', 'diagnostics']);
    expect(answer).toMatchObject({
      decision: 'frozen',
      passes: false,
      for: 'deploy',
      fail: 'closed',
      services: [
        { service: 'api', team: 'web', budgets: [{ slo: 'api-errors', status: 'ok', deployment_frozen: false }] },
        {
          service: 'shop',
          team: 'web',
          budgets: [{ slo: 'shop-errors', status: 'exhausted', deployment_frozen: true }],
        },
      ],
      diagnostics: [],
    });
  });
});

describe('credentials come from files and go to the server alone', () => {
  const sent = (): string | undefined => stub.asked.at(-1)?.headers.authorization;

  test('a token', async () => {
    const { stdout, stderr } = await gate('', '--bearer-token-file', bench.write('keys/token', 'a-secret-token\n'));
    expect(sent()).toBe('Bearer a-secret-token');
    expect(stdout + stderr).not.toContain('a-secret-token');
  });

  test('a name and a password', async () => {
    await gate('', '--basic-auth-file', bench.write('keys/pair', 'robot:pass:word ü\n'));
    expect(sent()).toBe(`Basic ${Buffer.from('robot:pass:word ü').toString('base64')}`);
  });

  test.each([
    {
      sentence: 'there is no such file',
      args: ['--bearer-token-file', 'keys/gone'],
      mistake: '--bearer-token-file: keys/gone cannot be read (there is no such file).',
    },
    {
      sentence: 'it is a folder',
      args: ['--ca-file', 'stacks'],
      mistake: '--ca-file: stacks cannot be read (it is a folder).',
    },
    {
      sentence: 'a token of two lines',
      args: ['--bearer-token-file', 'two-lines'],
      mistake: '--bearer-token-file: two-lines must hold one line with the token and nothing else.',
    },
    {
      sentence: 'a pair without a colon',
      args: ['--basic-auth-file', 'one-word'],
      mistake: '--basic-auth-file: one-word must hold one line, USER:PASSWORD.',
    },
    {
      sentence: 'no certificate',
      args: ['--ca-file', 'one-word'],
      mistake: '--ca-file: one-word holds no certificate in PEM.',
    },
    {
      sentence: 'two ways at once',
      args: ['--bearer-token-file', 'one-word', '--basic-auth-file', 'pair'],
      mistake: '--bearer-token-file and --basic-auth-file exclude each other.',
    },
    {
      sentence: 'a token on the command line',
      args: ['--bearer-token=a-secret'],
      mistake: 'There is no option --bearer-token. Did you mean --bearer-token-file?',
    },
  ])('$sentence is wrong usage', async ({ args, mistake }) => {
    bench.write('two-lines', 'a-secret\nanother\n');
    bench.write('one-word', 'a-secret\n');
    bench.write('pair', 'a:b\n');
    const { status, stdout, stderr } = await gate('', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(mistake);
    expect(stderr).not.toContain('a-secret');
  });

  test('a pipeline names the file in a variable', async () => {
    process.env['SIGHTLINE_BEARER_TOKEN_FILE'] = join(bench.folder, bench.write('keys/variable', 'from-a-variable\n'));
    try {
      await gate('');
      expect(sent()).toBe('Bearer from-a-variable');
    } finally {
      delete process.env['SIGHTLINE_BEARER_TOKEN_FILE'];
    }
  });
});

describe('wrong usage ends with 2, before anything is asked', () => {
  test.each([
    { args: [], mistake: 'Say where Prometheus is: --prometheus https://HOST.' },
    { args: ['--prometheus', 'nowhere'], mistake: '"nowhere" is no address; write http://HOST:PORT or https://HOST.' },
    {
      args: ['--prometheus', 'http://a:b@c'],
      mistake: 'An address must not hold a name or a password; name a file with --basic-auth-file.',
    },
    { args: ['--prometheus', 'http://a', '--fail', 'often'], mistake: '--fail is open or closed; got "often".' },
    {
      args: ['--prometheus', 'http://a', '--timeout', 'soon'],
      mistake: '--timeout needs a duration between 1ms and 10m, such as 10s; got "soon".',
    },
    {
      args: ['--prometheus', 'http://a', '--timeout', '1h'],
      mistake: '--timeout needs a duration between 1ms and 10m, such as 10s; got "1h".',
    },
    {
      args: ['--prometheus', 'http://a', 'stack.ts'],
      mistake: 'gate reads no file; got stack.ts. Name services with --service.',
    },
    { args: ['--prometeus', 'http://a'], mistake: 'There is no option --prometeus. Did you mean --prometheus?' },
  ])('sightline gate $args: $mistake', async ({ args, mistake }) => {
    const { status, stdout, stderr } = await bench.run('gate', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(mistake);
  });
});
