import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StubServer, sendJson, startStub } from '../live/stub-server.ts';
import { openWorkbench, type Workbench } from './command.ts';

let bench: Workbench;
let stub: StubServer;
/** Requests of notifications that the server has made: one more at each look. */
let made = 0;

beforeAll(async () => {
  bench = openWorkbench();
  bench.write(
    'built/rules/api.yml',
    `groups:
- name: api
  rules:
  - { alert: ApiDown, expr: up == 0, labels: { service: api, severity: critical, pod: '{{ $labels.pod }}' } }
  - { alert: Slow, expr: up == 0, labels: { service: api } }
  - { alert: Slow, expr: up == 0, labels: { service: web } }
`,
  );
  bench.write('built/dist/manifest.json', JSON.stringify({ files: { 'rules/api.yml': '' } }));
  const original = 'receivers:\n- name: page\n  webhook_configs:\n  - send_resolved: true\n';
  stub = await startStub((url, response) => {
    if (url.pathname === '/metrics') {
      response.end(`# x\nalertmanager_notification_requests_total{integration="webhook"} ${made}\n`);
      made += 1;
    } else if (url.pathname === '/api/v2/status') sendJson(response, { config: { original } });
    else sendJson(response, [{ labels: {}, status: { state: 'active' }, receivers: [{ name: 'page' }] }]);
  });
});
afterAll(async () => {
  await stub.close();
  bench.remove();
});

const drill = (...args: readonly string[]) =>
  bench.run('drill', '--alertmanager', stub.url, '--out', 'built', '--json', ...args);

describe('sightline drill', () => {
  test('sends the labels that the rule sets, says who was told, and ends with 0', async () => {
    const { status, stdout } = await drill('--alert', 'ApiDown', '--label', 'host=a');
    const { passes, labels, ways } = JSON.parse(stdout);
    expect({ status, passes, labels, ways }).toEqual({
      status: 0,
      passes: true,
      labels: {
        alertname: 'ApiDown',
        service: 'api',
        severity: 'critical',
        host: 'a',
        instance: 'drill',
        drill: expect.stringMatching(/^[a-z0-9]+-\d+$/),
      },
      ways: [{ receiver: 'page', integration: 'webhook', told: expect.any(Number) }],
    });
  });

  test.each<[string, readonly string[], string]>([
    ['no alert', [], 'Say which alert to send: --alert NAME.'],
    ['an unknown alert', ['--alert', 'ApiDwn'], 'There is no rendered alert "ApiDwn". Did you mean "ApiDown"?'],
    [
      'two rules of one name',
      ['--alert', 'Slow'],
      '2 rules called "Slow" have these labels; choose with --label service=api or --label service=web.',
    ],
    [
      'no rule with a label',
      ['--alert', 'Slow', '--label', 'service=x'],
      'No rule called "Slow" has these labels; choose with --label service=api or --label service=web.',
    ],
    [
      'a label without a value',
      ['--alert', 'Slow', '--label', 'x'],
      '--label needs a name and a value, as service=api; got "x".',
    ],
    [
      'a wait that is none',
      ['--alert', 'Slow', '--wait', '1 hour'],
      '--wait needs a duration up to 30m, such as 2m; got "1 hour".',
    ],
    ['a file', ['x.ts'], 'drill reads no stack; got x.ts. Name the alert with --alert.'],
  ])('refuses %s', async (_, args, message) => {
    const { status, stderr } = await drill(...args);
    expect([status, stderr.split('\n')[0]]).toEqual([2, message]);
  });
});
