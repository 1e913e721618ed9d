import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freePorts } from '../e2e/listen.ts';
import { type StubServer, sendJson, startStub } from '../live/stub-server.ts';
import { openWorkbench, type Workbench } from './command.ts';

let bench: Workbench;
let stub: StubServer;
/** How often the readiness was asked before Prometheus says that it is. */
let starting = 0;
beforeAll(async () => {
  bench = openWorkbench();
  bench.write('built/rules/api.yml', 'groups:\n- name: api\n  rules:\n  - { alert: ApiDown, expr: up == 0 }\n');
  bench.write(
    'built/dist/manifest.json',
    JSON.stringify({ files: { 'rules/api.yml': '', 'dashboards/web/api.json': '' } }),
  );
  bench.write('torn/dist/manifest.json', JSON.stringify({ files: { 'rules/gone.yml': '' } }));
  bench.write('broken/dist/manifest.json', '{');
  const answers: Readonly<Record<string, unknown>> = {
    '/api/v1/targets': { activeTargets: [{ scrapePool: 'api', scrapeUrl: 'http://api', health: 'up' }] },
    '/api/v1/status/config': { yaml: 'scrape_configs:\n- job_name: api\n' },
    '/api/v1/rules': { groups: [{ name: 'api', rules: [{ name: 'ApiDown', health: 'ok' }] }] },
    '/api/v1/alertmanagers': { activeAlertmanagers: [{}] },
  };
  stub = await startStub((url, response) => {
    if (url.pathname === '/-/ready' && starting > 0) {
      starting -= 1;
      response.writeHead(503).end();
    } else sendJson(response, { status: 'success', data: answers[url.pathname] ?? {} });
  });
});
beforeEach(() => {
  starting = 0;
});
afterAll(async () => {
  await stub.close();
  bench.remove();
});

const verify = (...args: readonly string[]) => bench.run('verify', '--prometheus', stub.url, '--out', 'built', ...args);

describe('sightline verify', () => {
  test('says that what runs is what was rendered', async () => {
    expect(await verify()).toEqual({
      status: 0,
      stdout: `CHECK                RESULT  FOUND
Prometheus is ready  ok      ${stub.url}
Targets are up       ok      1 of 1 target in 1 job
Rules are loaded     ok      1 of 1 rule
Alerts are sent      ok      to 1 Alertmanager
`,
      stderr: '',
    });
  });

  test('ends with 1 and the findings when something is wrong', async () => {
    starting = 1;
    const { status, stdout, stderr } = await verify();
    expect(status).toBe(1);
    expect(stdout).toContain('Prometheus is ready  failed  HTTP status 503\n');
    expect(stderr).toContain(
      `${stub.url}: error VERIFY-READY: Prometheus is not ready: /-/ready answers with the HTTP status 503.\n`,
    );
  });

  test('says once that a server cannot be reached, whatever is asked of it', async () => {
    const [port] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const { status, stdout, stderr } = await bench.run('verify', '--prometheus', url, '--out', 'built');
    expect(status).toBe(1);
    expect(stdout.match(/failed {2}not known/g)).toHaveLength(4);
    expect(stderr).toBe(
      `${url}: error LIVE-UNREACHABLE: Prometheus cannot be asked at ${url}: nothing listens there.\n    hint: Check the port, and whether the server runs.\n`,
    );
  });

  test('looks again while there is time', async () => {
    starting = 1;
    expect(await verify('--wait', '10s')).toMatchObject({ status: 0, stderr: '' });
  });

  test('--json prints the same as data', async () => {
    const { status, stdout } = await verify('--json');
    expect({ status, answer: JSON.parse(stdout) }).toEqual({
      status: 0,
      answer: {
        passes: true,
        checks: [
          { what: 'Prometheus is ready', passes: true, detail: stub.url },
          { what: 'Targets are up', passes: true, detail: '1 of 1 target in 1 job' },
          { what: 'Rules are loaded', passes: true, detail: '1 of 1 rule' },
          { what: 'Alerts are sent', passes: true, detail: 'to 1 Alertmanager' },
        ],
        diagnostics: [],
      },
    });
  });

  test('keeps the credentials of Prometheus from Grafana', async () => {
    const before = stub.asked.length;
    const { stdout } = await verify(
      '--grafana',
      `${stub.url}/grafana`,
      '--bearer-token-file',
      bench.write('prometheus-token', 'for-prometheus\n'),
      '--grafana-token-file',
      bench.write('grafana-token', 'for-grafana\n'),
    );
    expect(stdout).toContain('Dashboards are there  ok      1 of 1 dashboard\n');
    const sent = stub.asked
      .slice(before)
      .map(({ url, headers }) => [url.startsWith('/grafana'), headers.authorization]);
    expect(new Set(sent.map(each => JSON.stringify(each)))).toEqual(
      new Set(['[false,"Bearer for-prometheus"]', '[true,"Bearer for-grafana"]']),
    );
  });

  test.each([
    {
      args: ['--out', 'nowhere'],
      mistake: 'nowhere holds no rendered files; run sightline synth, or name its folder with --out.',
    },
    {
      args: ['--out', 'broken'],
      mistake: 'broken holds no rendered files; run sightline synth, or name its folder with --out.',
    },
    { args: ['--out', 'torn'], mistake: 'torn/rules/gone.yml is listed and is not there; render it again.' },
    { args: ['stack.ts'], mistake: 'verify reads no stack; got stack.ts. Name the output folder with --out.' },
    { args: ['--wait', 'long'], mistake: '--wait needs a duration up to 30m, such as 2m; got "long".' },
    { args: ['--alertmanager', 'there'], mistake: '"there" is no address; write http://HOST:PORT or https://HOST.' },
  ])('$args is wrong usage', async ({ args, mistake }) => {
    const { status, stdout, stderr } = await verify(...args);
    expect({ status, stdout, first: stderr.split('\n')[0] }).toEqual({ status: 2, stdout: '', first: mistake });
  });
});
