import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StubServer, sendJson, startStub } from '../live/stub-server.ts';
import { openWorkbench, type PrintedDiagnostic, type Workbench } from './command.ts';

interface Drilled {
  readonly labels: Readonly<Record<string, string>>;
  readonly diagnostics: readonly PrintedDiagnostic[];
}

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
  const reach = (alert: string, labels: object, ...receivers: readonly string[]) => ({ alert, labels, receivers });
  bench.write(
    'built/dist/reports/time-to-notify.json',
    JSON.stringify({
      alerts: [
        reach('ApiDown', { service: 'api', severity: 'critical' }, 'page'),
        reach('Slow', { service: 'api' }, 'page'),
        reach('Slow', { service: 'web' }, 'page', 'mail'),
      ],
    }),
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
    const { passes, drills, unsent } = JSON.parse(stdout);
    expect({ status, passes, drills, unsent }).toEqual({
      status: 0,
      passes: true,
      unsent: [],
      drills: [
        {
          sent: true,
          diagnostics: [],
          labels: {
            alertname: 'ApiDown',
            service: 'api',
            severity: 'critical',
            host: 'a',
            instance: 'drill',
            drill: expect.stringMatching(/^[a-z0-9]+-\d+$/),
          },
          ways: [{ receiver: 'page', integration: 'webhook', told: expect.any(Number), tellsResolved: true }],
        },
      ],
    });
  });

  test('sends several alerts one after the other and says of each who was told', async () => {
    const { status, stdout } = await bench.run(
      ...['drill', '--alertmanager', stub.url, '--out', 'built'],
      ...['--alert', 'ApiDown', '--alert', 'Slow', '--label', 'service=api'],
    );
    expect([status, stdout.replaceAll(/after [\d.]+s/g, 'soon').replaceAll(/ {2,}/g, ' | ')]).toEqual([
      0,
      `ALERT | RECEIVER | BY | TOLD | TOLD OF THE END
ApiDown{service="api"} | page | webhook | soon | -
Slow{service="api"} | page | webhook | soon | -
2 of 2 test alerts sent, 2 of 2 ways told
`,
    ]);
  });

  test('sends one alert for each set of receivers, and says which of them the running routes do not lead to', async () => {
    const { status, stdout } = await drill('--all');
    const { drills }: { readonly drills: readonly Drilled[] } = JSON.parse(stdout);
    expect([status, drills.map(({ labels, diagnostics }) => [labels['alertname'], diagnostics])]).toEqual([
      1,
      [
        ['ApiDown', []],
        [
          'Slow',
          [
            expect.objectContaining({
              code: 'DRILL-ELSEWHERE',
              message: 'The rendered routes lead to `mail`, and the routes that Alertmanager runs do not.',
            }),
            expect.objectContaining({
              code: 'DRILL-SHARED',
              message: 'What `webhook` sent may have been that an earlier test alert is over, and not `Slow`.',
            }),
          ],
        ],
      ],
    ]);
  });

  test('stops at a server that takes no alert, and lists what was not sent', async () => {
    const { status, stdout, stderr } = await bench.run(
      ...['drill', '--alertmanager', 'http://127.0.0.1:1', '--out', 'built', '--all'],
    );
    expect(status).toBe(1);
    expect(stderr.match(/LIVE-UNREACHABLE/g)).toHaveLength(1);
    expect(stdout.split('\n').at(-2)).toBe('0 of 2 test alerts sent, 0 of 0 ways told');
  });

  test.each<[string, readonly string[], string]>([
    ['no alert', [], 'Say which alerts to send: --alert NAME, or --all.'],
    [
      'names beside all',
      ['--all', '--alert', 'Slow'],
      '--all chooses the alerts itself: leave out --alert, or leave out --all.',
    ],
    [
      'labels that no alert has',
      ['--all', '--label', 'service=x'],
      'No rendered alert with these labels reaches a receiver.',
    ],
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
    ['a file', ['x.ts'], 'drill reads no stack; got x.ts. Name the alerts with --alert.'],
  ])('refuses %s', async (_, args, message) => {
    const { status, stderr } = await drill(...args);
    expect([status, stderr.split('\n')[0]]).toEqual([2, message]);
  });
});
