import { describe, expect, test } from 'vitest';
import { printHtml } from '../../src/core/print-html.ts';
import { printMarkdown } from '../../src/core/print-markdown.ts';
import type { Budget } from '../../src/live/budgets.ts';
import { intervalsAbove } from '../../src/live/intervals.ts';
import type { Prometheus } from '../../src/live/prometheus.ts';
import { askReport, type SloReport } from '../../src/live/report.ts';
import { reportJson } from '../../src/live/report-json.ts';
import { reportPage } from '../../src/live/report-page.ts';

describe('stretches above a bound', () => {
  test.each<[string, readonly (readonly [number, number])[], readonly (readonly [number, number, number])[]]>([
    [
      'none',
      [
        [60, 1],
        [120, 0],
      ],
      [],
    ],
    [
      'the bound itself is not above',
      [
        [60, 1],
        [120, 1 + 1e-12],
      ],
      [],
    ],
    [
      'one',
      [
        [60, 0],
        [120, 2],
        [180, 0],
      ],
      [[60, 120, 2]],
    ],
    [
      'neighbours are one, with the worst of them',
      [
        [60, 2],
        [120, 5],
        [180, 3],
      ],
      [[0, 180, 5]],
    ],
    [
      'a gap ends one',
      [
        [60, 2],
        [180, 2],
      ],
      [
        [0, 60, 2],
        [120, 180, 2],
      ],
    ],
    ['what is no number is not above', [[60, Number.NaN]], []],
  ])('%s', (_, points, expected) => {
    const found = intervalsAbove(
      points.map(([at, value]) => ({ at, value })),
      1,
      60,
    );
    expect(found.map(({ from, to, worst }) => [from, to, worst])).toEqual(expected);
  });
});

const to = Date.UTC(2026, 10, 21, 14) / 1_000;
const day = 86_400;
const hour = 3_600;

const budget = (slo: string, more: Partial<Budget> = {}): Budget => ({
  service: 'api',
  team: 'web',
  slo,
  labels: {},
  status: 'ok',
  objective: 0.999,
  window: '30d',
  error_rate: 0.00025,
  threshold: 0.001,
  budget_consumption: 0.25,
  budget_remaining: 0.75,
  seconds_to_exhaustion: null,
  deployment_frozen: false,
  merge_frozen: null,
  ...more,
});

const report: SloReport = {
  window: { to, length: 3 * day },
  resolution: hour,
  objectives: [
    {
      budget: budget('api-errors'),
      nature: { slo: 'api-errors', dimension: 'availability', weight: 'events' },
      sli: 0.99975,
      met: true,
      spent: 0.25,
      violations: [{ from: to - 5 * hour, to: to - 3 * hour, worst: 0.05 }],
      history: [
        { from: to - 3 * day, to: to - 2 * day, sli: null },
        { from: to - 2 * day, to: to - day, sli: 1 },
        { from: to - day, to, sli: 0.9985 },
      ],
    },
    {
      budget: budget('api-fast', {
        labels: { route: '/<b>|`x`' },
        status: 'unknown',
        window: null,
        budget_consumption: null,
        deployment_frozen: null,
      }),
      nature: { slo: 'api-fast', dimension: 'performance', weight: 'time' },
      sli: null,
      met: null,
      spent: null,
      violations: [],
      history: [],
    },
  ],
};

describe('the report', () => {
  test('in Markdown', () => {
    expect(printMarkdown(reportPage(report))).toBe(`# How promises were kept, 2026-11-18 14:00 to 2026-11-21 14:00 UTC

1 of 2 promises were kept over 3d; of 1 nothing is known.

Every promise:

| Promise | Service | About | Objective | Good | Kept | Allowed errors used | Violated for |
| --- | --- | --- | --- | --- | --- | --- | --- |
| api-errors | api | Availability | 99.9 % | 99.975 % | yes | 25 % | 2h |
| api-fast{route="/\\<b\\>\\|\\\`x\\\`"} | api | Performance | 99.9 % | - | unknown | - | - |

## api

Owned by the team web.

### Availability

#### api-errors

99.975 % of the events were good; 99.9 % are promised. Kept.

Error budget over 30d: 25 % spent, 75 % left; deployments are open.

Violations of api-errors:

| From | To | Length | Worst share that was bad |
| --- | --- | --- | --- |
| 2026-11-21 09:00 | 2026-11-21 11:00 | 2h | 5 % |

History of api-errors:

| From | To | Good | Kept |
| --- | --- | --- | --- |
| 2026-11-18 14:00 | 2026-11-19 14:00 | - | unknown |
| 2026-11-19 14:00 | 2026-11-20 14:00 | 100 % | yes |
| 2026-11-20 14:00 | 2026-11-21 14:00 | 99.85 % | no |

### Performance

#### api-fast{route="/\\<b\\>\\|\\\`x\\\`"}

Nothing was recorded for this promise of 99.9 %.

The account of its error budget has no value.

No violation in any 1h.

History of api-fast{route="/\\<b\\>\\|\\\`x\\\`"}:

| From | To | Good | Kept |
| --- | --- | --- | --- |

## How to read this

Good is a share: of events, all good ones of the window divided by all of the window, so that busy hours weigh more; or of time, where every evaluation weighs the same (states, probes, composites, slices). Allowed errors used compares what was bad with what the objective allows in this window; more than 100 % breaks the promise.

A violation is a stretch in which a larger share was bad than is allowed, seen in pieces of 1h. Short ones can happen within a promise that is kept. Times are in UTC.

The error budget is the account that Prometheus keeps over the time that the promise is about, at the end of the report; deployments freeze by it.
`);
  });

  test('as JSON', () => {
    expect(reportJson({ ...report, objectives: report.objectives.slice(0, 1) })).toEqual({
      from: '2026-11-18T14:00:00Z',
      to: '2026-11-21T14:00:00Z',
      resolution_seconds: 3_600,
      services: [
        {
          service: 'api',
          team: 'web',
          objectives: [
            {
              slo: 'api-errors',
              labels: {},
              dimension: 'availability',
              weight: 'events',
              objective: 0.999,
              sli: 0.99975,
              met: true,
              allowed_errors_used: 0.25,
              budget: { window: '30d', status: 'ok', consumption: 0.25, remaining: 0.75, deployment_frozen: false },
              violations: [{ from: '2026-11-21T09:00:00Z', to: '2026-11-21T11:00:00Z', worst_error_rate: 0.05 }],
              history: [
                { from: '2026-11-18T14:00:00Z', to: '2026-11-19T14:00:00Z', sli: null },
                { from: '2026-11-19T14:00:00Z', to: '2026-11-20T14:00:00Z', sli: 1 },
                { from: '2026-11-20T14:00:00Z', to: '2026-11-21T14:00:00Z', sli: 0.9985 },
              ],
            },
          ],
        },
      ],
    });
  });

  describe('in HTML', () => {
    const html = printHtml(reportPage(report));
    const count = (pattern: RegExp): number => [...html.matchAll(pattern)].length;

    test('loads nothing from anywhere', () => {
      expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
      expect(html).not.toMatch(/<(script|link|img|iframe|object)\b|https?:|url\(|@import/);
    });

    test('holds no markup of what it shows', () => {
      expect(html).not.toContain('<b>');
      expect(html).toContain('api-fast{route=&quot;/&lt;b&gt;|`x`&quot;}');
    });

    test('can be read without seeing it', () => {
      expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(count(/<h1>/g)).toBe(1);
      expect(count(/<main>/g)).toBe(1);
      expect(count(/<table>\n<caption>/g)).toBe(count(/<table>/g));
      expect(count(/<th>|<th [^>]*(?<!scope="(?:col|row)")>/g)).toBe(0);
      expect(count(/<svg [^>]*role="img" aria-label="[^"]+">/g)).toBe(count(/<svg /g));
      const levels = [...html.matchAll(/<h(\d)>/g)].map(([, level]) => Number(level));
      expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([]);
    });

    test('closes every element', () => {
      const open: string[] = [];
      for (const [, end, name = '', empty] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/g)) {
        if (name === 'meta' || empty === '/') continue;
        if (end === '/') expect(open.pop()).toBe(name);
        else open.push(name);
      }
      expect(open).toEqual([]);
    });
  });
});

describe('a report of what Prometheus answers', () => {
  const answering = (fails: (expr: string) => boolean, bad?: number): Prometheus => {
    const failure = { code: 'LIVE-TIMEOUT', severity: 'error', path: 'p', message: 'too slow' } as const;
    const labels = { service: 'api', slo: 'api-errors', team: 'web' };
    const value = [
      { labels: { ...labels, __name__: 'slo:objective:ratio' }, at: to, value: 0.1 },
      { labels: { ...labels, __name__: 'slo:error_budget:ratio' }, at: to, value: 0.9 },
    ];
    const whole = bad === undefined ? [] : [{ labels, at: to, value: bad }];
    return {
      name: 'http://prometheus.example',
      query: async expr => (fails(expr) ? { failure } : { value: expr.startsWith('{') ? value : whole, notes: [] }),
      queryRange: async expr => (fails(expr) ? { failure } : { value: [], notes: [] }),
      get: async () => ({ failure }),
    };
  };

  test.each<[string, (expr: string) => boolean]>([
    ['the account', expr => expr.startsWith('{')],
    ['the window', expr => expr.includes('[3d]')],
    ['the pieces', expr => expr.includes('[1h]')],
    ['the history', expr => expr.includes('[1d]')],
  ])('fails when %s cannot be read', async (_, fails) => {
    expect(await askReport(answering(fails), [], report.window, new Map())).toMatchObject({
      failure: { code: 'LIVE-TIMEOUT' },
    });
  });

  test.each([
    [0.9, { sli: 0.1, met: true, spent: 1 }],
    [0.90001, { sli: 0.09999, met: false }],
    [0, { sli: 1, met: true, spent: 0 }],
    [Number.NaN, { sli: null, met: null, spent: null }],
  ])('of which %s was bad is exact at its limit', async (bad, expected) => {
    const answer = await askReport(
      answering(() => false, bad),
      [],
      report.window,
      new Map(),
    );
    expect(answer).toMatchObject({ value: { objectives: [expected] } });
  });

  test('has no values where nothing is recorded', async () => {
    const answer = await askReport(
      answering(() => false),
      [],
      report.window,
      new Map(),
    );
    expect(answer).toMatchObject({
      value: { objectives: [{ sli: null, met: null, spent: null, violations: [] }] },
      notes: [{ code: 'SLO-UNKNOWN' }],
    });
  });
});
