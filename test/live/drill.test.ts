import { afterEach, expect, test } from 'vitest';
import { drill } from '../../src/live/drill.ts';
import type { Server } from '../../src/live/server.ts';
import { type StubServer, sendJson, startStub } from './stub-server.ts';

let stub: StubServer | undefined;
afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

const labels = { alertname: 'ApiDown', severity: 'critical' };

/** A drill against an Alertmanager with one webhook, which answers the posts of alerts with these statuses in turn. */
const drilled = async (posts: readonly number[], requestsMade: (posted: number) => number) => {
  let posted = 0;
  stub = await startStub((url, response) => {
    if (url.pathname === '/api/v2/status')
      return sendJson(response, {
        config: { original: 'receivers:\n- name: page\n  webhook_configs:\n  - send_resolved: true\n' },
      });
    if (url.pathname === '/metrics')
      return response
        .writeHead(200)
        .end(
          `# HELP alertmanager_x x\nalertmanager_notification_requests_total{integration="webhook"} ${requestsMade(posted)}\n`,
        );
    if (url.search !== '')
      return sendJson(response, [{ labels, status: { state: 'active' }, receivers: [{ name: 'page' }] }]);
    posted += 1;
    return sendJson(response, {}, posts[posted - 1] ?? 200);
  });
  const server: Server = {
    product: 'Alertmanager',
    url: new URL(stub.url),
    credentials: '--bearer-token-file',
    timeout: 5_000,
    maxBytes: 100_000,
  };
  let now = 0;
  const clock = {
    now: () => now,
    sleep: (milliseconds: number) => {
      now += milliseconds;
      return Promise.resolve();
    },
  };
  const { findings } = await drill(server, { labels, id: 'one', wait: 10_000, waitResolved: 5_000 }, clock);
  return findings.map(({ code, message }) => `${code}: ${message}`);
};

test('an alert that was told, ended and told again leaves nothing to say', async () => {
  expect(await drilled([200, 200], posted => posted)).toEqual([]);
});

test('an end that Alertmanager does not take leaves the alert until its own end: DRILL-LEFT', async () => {
  const found = await drilled([200, 503], posted => Math.min(posted, 1));
  expect(found.filter(each => each.startsWith('DRILL-LEFT'))).toEqual([
    'DRILL-LEFT: The test alert ends by itself in 1m10s.',
  ]);
});

test('an end of which nobody is told is a finding: DRILL-RESOLVE', async () => {
  const found = await drilled([200, 200], posted => Math.min(posted, 1));
  expect(found.map(each => each.split(':')[0])).toEqual(['DRILL-RESOLVE']);
});
