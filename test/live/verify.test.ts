import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { Server } from '../../src/live/server.ts';
import { verifyDeployment } from '../../src/live/verify.ts';
import { rulesOfFile } from '../../src/live/verify-rules.ts';
import { type StubServer, sendJson, startStub } from './stub-server.ts';

/** What a deployment answers where all is well, by path. */
const well: Readonly<Record<string, unknown>> = {
  '/prometheus/-/ready': 'Ready.',
  '/prometheus/api/v1/targets': {
    activeTargets: [
      { scrapePool: 'api', scrapeUrl: 'http://api/metrics', health: 'up', lastError: '' },
      { scrapePool: 'node', scrapeUrl: 'http://node:9100/metrics', health: 'up', lastError: '' },
    ],
  },
  '/prometheus/api/v1/status/config': { yaml: 'scrape_configs:\n- job_name: api\n- job_name: node\n' },
  '/prometheus/api/v1/rules': {
    groups: [
      {
        name: 'api',
        rules: [
          { name: 'ApiDown', health: 'ok' },
          { name: 'ApiDown', health: 'ok' },
          { name: 'api:requests:rate5m', health: 'unknown' },
        ],
      },
    ],
  },
  '/prometheus/api/v1/alertmanagers': { activeAlertmanagers: [{ url: 'http://alertmanager' }] },
  '/alertmanager/-/ready': 'OK',
  '/alertmanager/api/v2/status': { cluster: { status: 'ready', peers: [{}, {}] } },
  '/grafana/api/health': { database: 'ok' },
  '/grafana/api/dashboards/uid/api': { dashboard: {} },
  '/grafana/api/dashboards/uid/home': { dashboard: {} },
};

const rendered = {
  rules: [
    { group: 'api', name: 'ApiDown' },
    { group: 'api', name: 'ApiDown' },
    { group: 'api', name: 'api:requests:rate5m' },
  ],
  dashboards: ['api', 'home'],
};

let stub: StubServer | undefined;
afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

/** Verifies a deployment that differs from a good one in some answers; a number is an HTTP status. */
const verify = async (change: Readonly<Record<string, unknown>>, more: Partial<typeof rendered> = {}) => {
  const answers = { ...well, ...change };
  stub = await startStub((url, response: ServerResponse) => {
    const body: unknown = Object.hasOwn(answers, url.pathname) ? answers[url.pathname] : 404;
    if (typeof body === 'number') response.writeHead(body).end();
    else if (typeof body === 'string') response.writeHead(200).end(body);
    else sendJson(response, url.pathname.includes('/api/v1/') ? { status: 'success', data: body } : body);
  });
  const { url: base } = stub;
  const at = (product: string): Server => ({
    product,
    url: new URL(`${base}/${product.toLowerCase()}`),
    credentials: '--bearer-token-file',
    timeout: 5_000,
    maxBytes: 100_000,
  });
  const parts = await verifyDeployment(
    { prometheus: at('Prometheus'), alertmanager: at('Alertmanager'), grafana: at('Grafana') },
    { ...rendered, ...more },
  );
  return {
    parts: parts.map(({ what, detail }) => `${what}: ${detail.replace(base, '')}`),
    findings: parts.flatMap(({ findings }) => findings.map(({ code, message }) => `${code}: ${message}`)),
  };
};

test('a deployment that is well has no findings', async () => {
  expect(await verify({})).toEqual({
    parts: [
      'Prometheus is ready: /prometheus',
      'Targets are up: 2 of 2 targets in 2 jobs',
      'Rules are loaded: 3 of 3 rules',
      'Alerts are sent: to 1 Alertmanager',
      'Alertmanager is ready: /alertmanager',
      'Alertmanagers know each other: 2 peers, ready',
      'Grafana is ready: /grafana',
      'Dashboards are there: 2 of 2 dashboards',
    ],
    findings: [],
  });
});

describe('what is wrong is told', () => {
  test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'a server that starts',
      { '/prometheus/-/ready': 503 },
      ['VERIFY-READY: Prometheus is not ready: /-/ready answers with the HTTP status 503.'],
    ],
    [
      'a target that is down, and a job without targets',
      {
        '/prometheus/api/v1/targets': {
          activeTargets: [
            { scrapePool: 'api', scrapeUrl: 'http://api/metrics', health: 'down', lastError: 'connection refused' },
          ],
        },
      },
      [
        'VERIFY-TARGET: 1 target of the job `api` is down: `http://api/metrics`.',
        'VERIFY-JOB: The job `node` has no targets.',
      ],
    ],
    [
      'a server that was never told what to scrape',
      {
        '/prometheus/api/v1/targets': { activeTargets: [] },
        '/prometheus/api/v1/status/config': { yaml: 'global: {}' },
      },
      ['VERIFY-JOB: Prometheus has no job: it scrapes nothing.'],
    ],
    [
      'targets that were not scraped yet',
      {
        '/prometheus/api/v1/targets': {
          activeTargets: ['a', 'b'].map(name => ({
            scrapePool: 'api',
            scrapeUrl: name,
            health: 'unknown',
            lastError: '',
          })),
        },
        '/prometheus/api/v1/status/config': { yaml: 'scrape_configs:\n- job_name: api\n' },
      },
      ['VERIFY-TARGET: 2 targets of the job `api` are not scraped yet: `a`, `b`.'],
    ],
    [
      'a rule that is not loaded, one that fails, and one of somebody else',
      {
        '/prometheus/api/v1/rules': {
          groups: [
            {
              name: 'api',
              rules: [
                { name: 'ApiDown', health: 'ok' },
                { name: 'api:requests:rate5m', health: 'err', lastError: 'many-to-many matching not allowed.' },
                { name: 'Old', health: 'ok' },
              ],
            },
          ],
        },
      },
      [
        'VERIFY-RULES: 1 rendered rule is not loaded: `api: ApiDown`.',
        'VERIFY-OTHER: 1 rule is loaded and was not rendered: `api: Old`.',
        'VERIFY-HEALTH: The rule `api: api:requests:rate5m` cannot be evaluated: many-to-many matching not allowed.',
      ],
    ],
    [
      'nobody to send alerts to',
      { '/prometheus/api/v1/alertmanagers': { activeAlertmanagers: [] } },
      ['VERIFY-ALERTING: Prometheus knows no Alertmanager: its alerts reach nobody.'],
    ],
    [
      'Alertmanagers that look for each other',
      { '/alertmanager/api/v2/status': { cluster: { status: 'settling', peers: [] } } },
      ['VERIFY-CLUSTER: The cluster of Alertmanager is `settling`.'],
    ],
    [
      'something else than an Alertmanager',
      { '/alertmanager/api/v2/status': { version: 1 } },
      ['LIVE-BODY: Alertmanager was asked and JSON without `cluster` came back.'],
    ],
    [
      'dashboards that are not there',
      { '/grafana/api/dashboards/uid/home': 404 },
      ['VERIFY-DASHBOARD: Grafana has not the dashboard `home`.'],
    ],
    [
      'a Grafana that wants credentials',
      { '/grafana/api/dashboards/uid/api': 401 },
      ['LIVE-AUTH: Grafana wants credentials (401).'],
    ],
    [
      'an API that is not there',
      { '/prometheus/api/v1/rules': 404, '/prometheus/api/v1/targets': 500, '/prometheus/api/v1/alertmanagers': 502 },
      [
        'LIVE-HTTP: Prometheus answers with the HTTP status 500.',
        'LIVE-HTTP: Prometheus answers with the HTTP status 404.',
        'LIVE-HTTP: Prometheus answers with the HTTP status 502.',
      ],
    ],
  ])('%s', async (_, change, expected) => {
    expect((await verify(change)).findings).toEqual(expected);
  });

  test('an Alertmanager that is alone by configuration is no finding', async () => {
    const { parts, findings } = await verify({ '/alertmanager/api/v2/status': { cluster: { status: 'disabled' } } });
    expect(findings).toEqual([]);
    expect(parts).toContain('Alertmanagers know each other: one alone');
  });

  test('many rules are counted and five are named', async () => {
    const rules = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(name => ({ group: 'x', name }));
    const { findings } = await verify({}, { rules: [...rendered.rules, ...rules] });
    expect(findings).toEqual([
      'VERIFY-RULES: 7 rendered rules are not loaded: `x: a`, `x: b`, `x: c`, `x: d`, `x: e` and 2 more.',
    ]);
  });
});

test('a rule file gives the names of its rules', () => {
  expect(
    rulesOfFile({
      groups: [
        {
          name: 'g',
          rules: [
            { alert: 'A', expr: '1' },
            { record: 'b', expr: '1' },
          ],
        },
        { name: 'h' },
      ],
    }),
  ).toEqual([
    { group: 'g', name: 'A' },
    { group: 'g', name: 'b' },
  ]);
});
