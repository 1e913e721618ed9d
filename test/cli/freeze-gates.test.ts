import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isJsonObject, type JsonValue } from '../../src/core/json.ts';
import { documentsOf, renderedFiles } from '../external/rendered-files.ts';
import { account } from '../live/accounts.ts';
import { type StubServer, sendJson, startStub, vectorOf } from '../live/stub-server.ts';
import { type Answer, openWorkbench, type Workbench } from './command.ts';

let bench: Workbench;
let stub: StubServer;
let temporary = '';
let path = '';
beforeAll(async () => {
  bench = openWorkbench();
  temporary = mkdtempSync(join(tmpdir(), 'runner-'));
  // What npx finds in the repository: the command of this package.
  const npx = join(
    bench.folder,
    bench.write(
      'bin/npx',
      `#!/bin/sh\n[ "$1 $2" = "--no-install sightline" ] || exit 99\nshift 2\nexec '${process.execPath}' '${join(bench.folder, 'lib/cli/main.js')}' "$@"\n`,
    ),
  );
  chmodSync(npx, 0o755);
  path = `${join(bench.folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  const api = account('api', 'errors', { spent: 0.1, frozen: 0 });
  const shop = account('shop', 'errors', { spent: 2, frozen: 1 });
  stub = await startStub((url, response) => {
    const query = url.searchParams.get('query') ?? '';
    sendJson(response, {
      status: 'success',
      data: vectorOf(query.includes('service="api"') ? api : query.startsWith('{') ? [...api, ...shop] : []),
    });
  });
});
afterAll(async () => {
  await stub.close();
  rmSync(temporary, { recursive: true, force: true });
  bench.remove();
});

/** The script of the last step of a rendered file. */
const scriptOf = (name: string, ...keys: readonly string[]): string => {
  const file = renderedFiles('dist').find(each => each.path === `dist/ci/${name}`);
  const [document] = documentsOf(file?.text ?? '');
  const found = keys.reduce<unknown>((inner, key) => {
    const list: JsonValue | undefined = Array.isArray(inner) ? inner : undefined;
    return list === undefined ? (isJsonObject(inner) ? inner[key] : undefined) : list.at(Number(key));
  }, document);
  if (typeof found !== 'string') throw new Error(`dist/ci/${name} has no script at ${keys.join('.')}`);
  return found;
};

/** Runs a script as the runner would, with these variables and no others of ours. */
const runScript = (script: string, env: Readonly<Record<string, string>>): Promise<Answer> =>
  new Promise((answer, reject) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script], {
      cwd: bench.folder,
      env: { ...env, PATH: path, RUNNER_TEMP: temporary },
    });
    const text = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', chunk => {
      text.stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', chunk => {
      text.stderr += chunk;
    });
    child.once('error', reject).once('close', status => answer({ status, ...text }));
  });

describe('the workflow for GitHub', () => {
  const script = scriptOf('github-freeze-gate.yml', 'jobs', 'freeze-gate', 'steps', '-1', 'run');
  const inputs = (more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
    PROMETHEUS: stub.url,
    SERVICE: '',
    GATED: 'deploy',
    FAIL: 'closed',
    TOKEN: '',
    ...more,
  });

  test('goes on for a service whose budget is left', async () => {
    const { status, stdout } = await runScript(script, inputs({ SERVICE: 'api' }));
    expect(status).toBe(0);
    expect(stdout).toContain('Deployments may go on');
    expect(stub.asked.at(-1)?.headers.authorization).toBeUndefined();
  });

  test('stops when any budget is spent', async () => {
    const { status, stdout } = await runScript(script, inputs());
    expect(status).toBe(1);
    expect(stdout).toContain('Deployments are frozen: `shop-errors` has spent the error budget.');
  });

  test('hands the token over in a file that is gone afterwards', async () => {
    const { status, stdout, stderr } = await runScript(script, inputs({ SERVICE: 'api', TOKEN: 'a-secret' }));
    expect(status).toBe(0);
    expect(stub.asked.at(-1)?.headers.authorization).toBe('Bearer a-secret');
    expect(existsSync(join(temporary, 'prometheus-token'))).toBe(false);
    expect(stdout + stderr).not.toContain('a-secret');
  });

  test('takes an input for a text and never for a command', async () => {
    await runScript(script, inputs({ SERVICE: '$(touch pwned); touch pwned #' }));
    expect(existsSync(join(bench.folder, 'pwned'))).toBe(false);
    const queries = stub.asked.map(({ url }) => new URL(url, stub.url).searchParams.get('query') ?? '');
    expect(queries.some(query => query.includes('service="$(touch pwned); touch pwned #"'))).toBe(true);
  });

  test.each([
    ['open', 0],
    ['closed', 1],
    ['ajar', 2],
  ])('fails %s with %i when nobody answers', async (fail, expected) => {
    const { status } = await runScript(script, inputs({ PROMETHEUS: 'http://127.0.0.1:1', FAIL: fail }));
    expect(status).toBe(expected);
  });
});

describe('the job for GitLab', () => {
  const script = scriptOf('gitlab-freeze-gate.yml', 'freeze-gate', 'script', '-1');
  const variables = { SIGHTLINE_FOR: 'deploy', SIGHTLINE_FAIL: 'closed' };

  test('goes on for a service whose budget is left', async () => {
    const { status } = await runScript(script, {
      ...variables,
      SIGHTLINE_PROMETHEUS: stub.url,
      SIGHTLINE_SERVICE: 'api',
    });
    expect(status).toBe(0);
  });

  test('stops when any budget is spent', async () => {
    const { status } = await runScript(script, { ...variables, SIGHTLINE_PROMETHEUS: stub.url });
    expect(status).toBe(1);
  });

  test('takes the token from a variable of the type file', async () => {
    await runScript(script, {
      ...variables,
      SIGHTLINE_PROMETHEUS: stub.url,
      SIGHTLINE_BEARER_TOKEN_FILE: bench.write('gitlab-token', 'from-gitlab\n'),
    });
    expect(stub.asked.at(-1)?.headers.authorization).toBe('Bearer from-gitlab');
  });

  test('says which variable is missing', async () => {
    const { status, stderr } = await runScript(script, variables);
    expect(status).not.toBe(0);
    expect(stderr).toContain('SIGHTLINE_PROMETHEUS: set it to the address of the Prometheus that evaluates the rules');
  });
});
