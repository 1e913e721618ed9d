import type { RowEntry } from '../ir/panel.ts';
import type { RuleTest } from '../ir/rule-test.ts';
import type { AlertTemplate } from './alert-template.ts';
import type { RecordTemplate, Traffic } from './integration.ts';
import { baselinePanel, baselineRecords, requestRate } from './request-baseline.ts';
import type { Selecting } from './selecting.ts';

/**
 * What every runtime that counts HTTP requests brings along: whether it answers, how many requests fail, how long they
 * take, and whether the traffic is what it was last week.
 *
 * @module
 */

/** Share of failed requests. */
const failedShare = { warning: 0.05, critical: 0.1 } as const;
/** Seconds within which 95 % of requests are answered. */
const slow = { warning: 0.5, critical: 1 } as const;
/** Standard deviations from the mean of the week. */
const unusual = 3;

const answering = [
  'Is the process running? Look at its container, its restarts and the last lines of its log.',
  'Was it just deployed? Roll back first, look for the reason afterwards.',
  'It runs: ask its metrics page from the host of Prometheus; a refusal is a wrong port or a network rule.',
  'Prometheus finds no target at all: its discovery or the name of the job has changed.',
] as const;

const failing = [
  'Which routes and which status codes fail? The panel of failed requests of the service shows since when.',
  'Was something deployed in that minute? Roll back.',
  'Read the errors in the log; follow the trace of one failed request to the first span that failed.',
  'Everything fails at once: look at the database and at whatever else the service depends on.',
] as const;

const slowing = [
  'Open the trace of a slow request: which span takes the time?',
  'A query: look for a missing index, a lock, or a connection pool with nothing left.',
  'The service itself: compare its CPU with its limit, and its instances with the traffic.',
  'A partner: shorten the timeout, answer without it if that is possible.',
] as const;

/** Where a runtime counts its requests, and the label that says by what route. */
export interface CountedRequests extends Traffic {
  /** Label of the route. */
  readonly route: string;
}

const perSecond = ({ requests }: Traffic, at: Selecting, ...matchers: readonly string[]): string =>
  `sum by (service) (rate(${requests}${at.where(...matchers)}[5m]))`;

const failedRatio = (traffic: Traffic, at: Selecting): string =>
  `${perSecond(traffic, at, traffic.failed)} / (${perSecond(traffic, at)} > 0)`;

const p95 = ({ latency }: Traffic, at: Selecting): string =>
  `histogram_quantile(0.95, sum by (le, service) (rate(${latency}_bucket${at.where()}[5m])))`;

/**
 * A surge as tall as one likes is the rarer the more of a standard deviation it is: against `n` calm values, `k` high
 * ones are the square root of `n / k` deviations away.
 */
const surgeTests = ({ service }: Selecting, deviations: number): readonly RuleTest[] => {
  const calm = 40 * Math.ceil(deviations ** 2);
  const test = (name: string, values: string, expect: RuleTest['expect']): RuleTest => ({
    name,
    series: { [`${requestRate}{service="${service}"}`]: values },
    interval: '30s',
    at: `${calm / 2 + 16}m`,
    expect,
  });
  return [
    test('a surge that lasts', `10x${calm - 1} 50x40`, [{}]),
    test('a surge that has just begun', `10x${calm + 20} 50x20`, []),
    // Evenly rising values stay below the square root of 3.
    ...(deviations < 2 ? [] : [test('traffic that grows', `10+0.1x${calm + 40}`, [])]),
  ];
};

/**
 * Alerts of a runtime that counts its requests. They differ between runtimes only in the names of the series, and in
 * the last bound of the histogram.
 */
export const requestAlerts = <Options>(traffic: Traffic, highest: (options: Options) => number) =>
  ({
    ServiceDown: {
      expr: at => {
        const up = `up${at.where(`job="${at.job}"`)}`;
        return `${up} == 0 or absent(${up})`;
      },
      for: '1m',
      severity: 'critical',
      category: 'availability',
      down: true,
      summary: '{{ $labels.service }}{{ with $labels.instance }} at {{ $labels.instance }}{{ end }} does not answer.',
      description:
        'For a minute Prometheus could not scrape {{ $labels.instance }} (empty where the job {{ $labels.job }} has no instance at all): most likely nobody else is answered either.',
      action: 'Check whether its containers run; roll back if it was just deployed.',
      steps: answering,
      source: 'requirement of a critical alert when a service is down; 1 minute is four scrapes at 15 s',
    },
    ApiErrorRateHigh: {
      threshold: failedShare.warning,
      expr: at => `${failedRatio(traffic, at)} > ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'errors',
      group: 'api-error-rate',
      summary: '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} fail.',
      description: 'So many of the requests of the last 5 minutes were answered with a server error.',
      action: 'Read the errors in the log; roll back if they began with a deployment.',
      steps: failing,
      source: 'requirement: 5 % for a warning, 10 % for a page',
    },
    ApiErrorRateCritical: {
      threshold: failedShare.critical,
      expr: at => `${failedRatio(traffic, at)} > ${at.threshold}`,
      for: '5m',
      severity: 'critical',
      category: 'errors',
      group: 'api-error-rate',
      summary: '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} fail: users notice.',
      description: 'So many of the requests of the last 5 minutes were answered with a server error.',
      action: 'Roll back if something was just deployed; otherwise read the errors in the log.',
      steps: failing,
      source: 'requirement: 5 % for a warning, 10 % for a page',
    },
    // At least: beyond its last bound a classic histogram answers with that bound.
    ApiLatencyHigh: {
      threshold: slow.warning,
      highest,
      expr: at => `${p95(traffic, at)} >= ${at.threshold}`,
      for: '5m',
      severity: 'warning',
      category: 'latency',
      group: 'api-latency',
      summary:
        '{{ $labels.service }} answers slowly: one request in twenty takes {{ $value | humanizeDuration }} or longer.',
      description: 'That is the 95th percentile of all routes over the last 5 minutes.',
      action: 'Open the trace of a slow request and find the span that takes the time.',
      steps: slowing,
      source: 'requirement: p95 of 500 ms for a warning, 1 s for a page',
    },
    ApiLatencyCritical: {
      threshold: slow.critical,
      highest,
      expr: at => `${p95(traffic, at)} >= ${at.threshold}`,
      for: '5m',
      severity: 'critical',
      category: 'latency',
      group: 'api-latency',
      summary:
        '{{ $labels.service }} answers very slowly: one request in twenty takes {{ $value | humanizeDuration }} or longer.',
      description: 'That is the 95th percentile of all routes over the last 5 minutes: users give up.',
      action: 'Open the trace of a slow request and find the span that takes the time.',
      steps: slowing,
      source: 'requirement: p95 of 500 ms for a warning, 1 s for a page',
    },
    UnusualTraffic: {
      byDefault: false,
      threshold: unusual,
      expr: at => {
        const rate = `${requestRate}${at.where()}`;
        return `abs(${rate} - avg_over_time(${rate}[7d])) / (stddev_over_time(${rate}[7d]) > 0) > ${at.threshold}`;
      },
      for: '15m',
      severity: 'info',
      category: 'security',
      summary: 'The traffic of {{ $labels.service }} is unlike that of the week.',
      description: 'It is {{ $value | humanize }} standard deviations away from the mean of the last 7 days.',
      action: 'Look who asks, and for what: a campaign, a crawler, an attack, or a client that has lost its way.',
      steps: [
        'Compare the request rate with the same hour of last week: more, or less?',
        'More: which routes and which clients? Block or limit what is no user.',
        'Less: does something in front of the service fail, such as DNS, a certificate or the load balancer?',
      ],
      source: 'requirement of an alert on unusual traffic without a number; three standard deviations are ours',
      tests: at => surgeTests(at, Number(at.threshold)),
    },
  }) as const satisfies Readonly<Record<string, AlertTemplate<Options>>>;

/** Too many refusals for asking too often; only where status codes are counted one by one. */
export const rateLimitAlert = (traffic: Traffic, tooMany: string) =>
  ({
    threshold: 100,
    expr: at => `sum by (service) (increase(${traffic.requests}${at.where(tooMany)}[5m])) > ${at.threshold}`,
    for: '5m',
    severity: 'warning',
    category: 'security',
    summary: '{{ $labels.service }} turns many requests away for asking too often.',
    description: '{{ $value | printf "%.0f" }} requests of the last 5 minutes were answered with 429.',
    action: 'Find the clients that are turned away: an attack to block, or a user whose limit is too low.',
    steps: [
      'Group the refused requests by client in the access log.',
      'One client that nobody knows: block it in front of the service.',
      'A known client: tell its owner, or raise its limit.',
    ],
    source: 'requirement of an alert on rate-limit hits without a number; 100 in 5 minutes is ours',
  }) as const satisfies AlertTemplate<unknown>;

/** The request rate as one series: a week of it is read without adding up every instance again. */
export const requestRecords = (traffic: Traffic, at: Selecting): readonly RecordTemplate[] => [
  { record: requestRate, expr: perSecond(traffic, at) },
  ...baselineRecords(at),
];

/** Where the requests go and what fails, beside the panels that every service with requests has. */
export const requestRows = (counted: CountedRequests, at: Selecting): readonly RowEntry[] => {
  const { requests, failed, latency, route } = counted;
  return [
    {
      title: 'Requests by route',
      panels: [
        {
          kind: 'timeseries',
          title: 'Requests by route',
          description: 'Requests per second of each route: which one grew, which one fell silent.',
          unit: 'reqps',
          queries: [
            { expr: `sum by (${route}) (rate(${requests}${at.where()}[$__rate_interval]))`, legend: `{{${route}}}` },
          ],
        },
        {
          kind: 'timeseries',
          title: 'Failed requests by route',
          description: 'Share of the requests to each route that failed. Alerts compare all routes together.',
          unit: 'percentunit',
          queries: [
            {
              expr: `sum by (${route}) (rate(${requests}${at.where(failed)}[$__rate_interval])) / (sum by (${route}) (rate(${requests}${at.where()}[$__rate_interval])) > 0)`,
              legend: `{{${route}}}`,
            },
          ],
          alerts: ['ApiErrorRateHigh', 'ApiErrorRateCritical'],
        },
        {
          kind: 'timeseries',
          title: 'p95 against its limits',
          description: 'Duration within which 95 % of all requests are answered. At orange it warns, at red it pages.',
          unit: 's',
          queries: [
            {
              expr: `histogram_quantile(0.95, sum by (le) (rate(${latency}_bucket${at.where()}[$__rate_interval])))`,
              legend: 'p95',
            },
          ],
          alerts: ['ApiLatencyHigh', 'ApiLatencyCritical'],
        },
        baselinePanel(counted, at),
      ],
    },
  ];
};
