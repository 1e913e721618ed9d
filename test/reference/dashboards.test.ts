import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';

/**
 * What the source systems ask of dashboards, looked up in the files that are deployed. The number in a name is the row
 * of docs/coverage.md.
 *
 * @module
 */

const root = new URL('../../dashboards/', import.meta.url);

const read = (path: string): JsonObject => {
  const value: unknown = JSON.parse(readFileSync(new URL(`${path}.json`, root), 'utf8'));
  return isJsonObject(value) ? value : {};
};

const list = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

const panelsOf = (path: string): readonly JsonObject[] => list(read(path)['panels']);

/** The panels of a page, without the headings of rows. */
const contents = (path: string): readonly string[] =>
  panelsOf(path)
    .filter(({ type }) => type !== 'row')
    .map(({ type, title }) => `${type}: ${title}`);

const panelOf = (path: string, title: string): JsonObject =>
  panelsOf(path).find(panel => panel['title'] === title && panel['type'] !== 'row') ?? {};

describe('the pages that the source systems ask for', () => {
  test.each<[string, string, readonly string[]]>([
    [
      '0.18 LeanVibe sees freezes, probes, budgets, speed and alerts',
      'vibe/leanvibe-overview',
      [
        'stat: Deployments',
        'stat: Probes',
        'table: Active alerts and what to do',
        'state-timeline: Probes over time',
        'timeseries: Duration of probes',
        'bargauge: Error budget remaining',
        'timeseries: Error budget over time',
        'state-timeline: Deployments frozen',
        'timeseries: Burn rate over 1h',
        'timeseries: API',
        'timeseries: WebSocket',
        'timeseries: AI',
        'timeseries: Database',
      ],
    ],
    [
      '1.7 and 1.10 the backend sees how its API answers, and what requests wait for',
      'product/api-performance',
      [
        'timeseries: Requests',
        'timeseries: Latency',
        'timeseries: Failed requests',
        'heatmap: Response times',
        'piechart: Answers by status',
        'timeseries: Slowest routes (p95)',
        'gauge: Connection pool',
        'timeseries: Cache hits',
        'timeseries: Queue depth',
      ],
    ],
    [
      '1.8 and 1.10 the backend sees generations, payments and new users',
      'product/business-kpis',
      [
        'timeseries: Generation requests',
        'stat: Generations that succeed',
        'timeseries: Generations under way',
        'timeseries: Generation duration',
        'heatmap: Durations of generations',
        'timeseries: Revenue',
        'stat: New users in 24 hours',
        'timeseries: Failed payments',
      ],
    ],
    [
      '3.10 and 3.16 Xionimus sees health, traffic, durations and resources',
      'assistants/xionimus-operations',
      [
        'stat: Health',
        'stat: Requests, 1h',
        'stat: Failed, 1h',
        'stat: Requests, 24h',
        'stat: Failed, 24h',
        'stat: Sessions',
        'timeseries: Answers by status',
        'timeseries: Failed requests',
        'timeseries: Latency',
        'timeseries: AI providers (p95)',
        'state-timeline: Health checks',
        'timeseries: Memory',
        'timeseries: CPU',
        'gauge: Connection pool',
      ],
    ],
    [
      '3.12 and 3.17 Xionimus sees users, messages, providers, models and errors',
      'assistants/xionimus-business',
      [
        'timeseries: Users per day',
        'timeseries: Users per week',
        'stat: Users in all',
        'stat: Messages today',
        'stat: Messages this week',
        'timeseries: Chat sessions',
        'timeseries: Messages by sender',
        'piechart: Providers',
        'bargauge: Models',
        'bargauge: Kinds of errors',
      ],
    ],
    [
      '4.2 Crazy Gary sees what browsers measure beside what its server does',
      'gary/crazy-gary-performance',
      [
        'timeseries: Requests',
        'timeseries: Failed requests',
        'timeseries: Latency',
        'timeseries: Largest Contentful Paint',
        'timeseries: Interaction to Next Paint',
        'timeseries: Cumulative Layout Shift',
        'timeseries: Cache hits',
        'gauge: Connection pool',
        'timeseries: Signed-in users',
      ],
    ],
  ])('%s', (_, path, expected) => {
    expect(contents(path)).toEqual(expected);
  });

  test('0.18 LeanVibe’s wall is drawn anew every ten seconds', () => {
    expect(read('vibe/leanvibe-overview')['refresh']).toBe('10s');
  });

  test('1.7 limits on graphs are those of the alerts', () => {
    expect(panelOf('product/api-performance', 'Latency')).toMatchObject({
      fieldConfig: {
        defaults: {
          thresholds: {
            steps: [
              { color: 'green', value: null },
              { color: 'orange', value: 1 },
              { color: 'red', value: 3 },
            ],
          },
        },
      },
    });
  });

  test('1.9 machines, databases, queues and caches stand on one page', () => {
    const rows = panelsOf('platform/infrastructure').flatMap(({ type, title }) => (type === 'row' ? [title] : []));
    expect(rows).toEqual(
      expect.arrayContaining([
        'Machines',
        'Disks and network',
        'PostgreSQL: backend',
        'Queues: backend',
        'Redis: backend',
      ]),
    );
  });

  test('3.17 users are counted from hashed fields of log lines, not from labels', () => {
    expect(list(panelOf('assistants/xionimus-business', 'Users per day')['targets'])).toMatchObject([
      {
        datasource: { type: 'elasticsearch' },
        metrics: [{ type: 'cardinality', field: 'user_id' }],
        bucketAggs: [{ type: 'date_histogram', settings: { interval: '1d' } }],
      },
    ]);
  });

  test('4.1 seven sections are a click away, and each leads to a page that exists', () => {
    const { options } = panelOf('gary/crazy-gary-sections', 'Sections');
    const text = isJsonObject(options) ? String(options['content']) : '';
    const links = [...text.matchAll(/\[([^\]]+)\]\(\/d\/([^)]+)/g)].map(([, title, page]) => [title, page]);
    expect(links).toEqual([
      ['Overview', 'crazy-gary-sections'],
      ['Performance', 'crazy-gary-performance'],
      ['Infrastructure', 'infrastructure'],
      ['Alerts', 'alerts-incidents'],
      ['Logs', 'logs'],
      ['Incidents', 'alerts-incidents?var-service=crazy-gary'],
      ['Settings', 'about'],
    ]);
    for (const uid of links.map(([, page]) => page?.split('?')[0]))
      expect(read(`${uid?.startsWith('crazy') ? 'gary' : 'platform'}/${uid}`)['uid']).toBe(uid);
  });

  test('4.12 log lines and alerts are drawn anew every five seconds', () => {
    for (const page of ['logs', 'alerts-incidents']) expect(read(`platform/${page}`)['refresh']).toBe('5s');
    expect(contents('platform/logs')).toContain('logs: Newest lines: xionimus.backend');
  });
});
