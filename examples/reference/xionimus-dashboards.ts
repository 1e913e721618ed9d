import { Dashboard, panels } from 'sightline';
import { xionimus } from './xionimus.ts';

const m = xionimus.metrics;
const failed = m.requests.where({ status: /5../ });
const lines = 'data_stream.dataset:"xionimus.backend"';

/** One number that looks back over a fixed time. */
const over = (hours: '1h' | '24h') => [
  panels.number(m.requests.rate(hours).sum(), {
    title: `Requests, ${hours}`,
    description: `Requests per second, the mean of the last ${hours}.`,
    unit: 'reqps',
    legend: 'Requests',
  }),
  panels.number(failed.rate(hours).sum().or(m.requests.rate(hours).sum().times(0)).over(m.requests.rate(hours).sum()), {
    title: `Failed, ${hours}`,
    description: `Share of the requests of the last ${hours} that failed.`,
    unit: 'percentunit',
    legend: 'Failed',
    alerts: ['ApiErrorRateHigh', 'ApiErrorRateCritical'],
  }),
];

/** Whether the application is well. */
new Dashboard(xionimus, 'operations', {
  uid: 'xionimus-operations',
  title: 'Xionimus: operations',
  description: 'Health, traffic, durations and resources of the application.',
  refresh: '30s',
  rows: [
    {
      title: 'Now',
      panels: [
        panels.number('max(service:health_status:level{service="xionimus"})', {
          title: 'Health',
          description: '0: healthy, 1: limited, 2: degraded, 3: not reached.',
          unit: 'none',
          decimals: 0,
          states: [
            { is: 0, text: 'healthy', color: 'green' },
            { is: 1, text: 'limited', color: 'yellow' },
            { is: 2, text: 'degraded', color: 'red' },
            { is: 3, text: 'not reached', color: 'red' },
          ],
          legend: 'Level',
          width: 4,
        }),
        ...[...over('1h'), ...over('24h')].map(panel => ({ ...panel, width: 4 })),
        panels.number(m.sessions.sum(), {
          title: 'Sessions',
          description: 'Open chat sessions.',
          unit: 'short',
          legend: 'Sessions',
          width: 4,
        }),
      ],
    },
    {
      title: 'Requests',
      panels: [
        panels.requestRate(m.requests, {
          by: ['status'],
          title: 'Answers by status',
          description: 'Requests per second by status: 4xx are the callers’ mistakes, 5xx are ours.',
        }),
        panels.errorRatio(
          { part: failed, total: m.requests },
          { alerts: ['ApiErrorRateHigh', 'ApiErrorRateCritical'] },
        ),
        panels.latency(m.latency.buckets(), { alerts: ['ApiLatencyHigh', 'ApiLatencyCritical'] }),
        panels.quantileBy(m.aiDuration.buckets(), 0.95, ['provider'], {
          title: 'AI providers (p95)',
          description: 'Duration within which 95 % of the calls of each provider are answered.',
        }),
        panels.stateTimeline('max by (probe) (probe_success{service="xionimus"})', {
          title: 'Health checks',
          description: 'Green while a check succeeds. The plain one red: not reached at all.',
          legend: '{{probe}}',
          width: 16,
        }),
      ],
    },
    {
      title: 'Resources',
      panels: [
        panels.graph(m.pythonProcess.memory.maxBy('instance'), {
          title: 'Memory',
          description: 'Memory of each process in RAM.',
          unit: 'bytes',
          legend: '{{instance}}',
        }),
        panels.graph(m.pythonProcess.cpu.rate('$__rate_interval').sumBy('instance'), {
          title: 'CPU',
          description: 'Cores in use by each process.',
          unit: 'short',
          legend: '{{instance}}',
        }),
        panels.saturation(
          { used: m.dbPoolInUse, limit: m.dbPoolSize },
          { title: 'Connection pool', description: 'Share of the database connections in use.' },
        ),
      ],
    },
  ],
});

/** What people do with it. Who they are stays in the logs, as a hash: a label per user would be a series per user. */
new Dashboard(xionimus, 'business', {
  uid: 'xionimus-business',
  title: 'Xionimus: business',
  description: 'Users, messages, providers, models and errors.',
  refresh: '1m',
  range: '30d',
  rows: [
    {
      title: 'Users',
      panels: [
        panels.logCount(
          lines,
          { distinct: 'user_id', every: '1d' },
          {
            title: 'Users per day',
            description: 'Distinct users of each day, counted from log lines.',
          },
        ),
        panels.logCount(
          lines,
          { distinct: 'user_id', every: '7d' },
          {
            title: 'Users per week',
            description: 'Distinct users of each week. A day with a fifth of them is a product that is used daily.',
          },
        ),
        panels.logCount(
          lines,
          { distinct: 'user_id' },
          {
            kind: 'stat',
            title: 'Users in all',
            description: 'Distinct users of the chosen time range. Retention: compare it with the users of a week.',
            width: 8,
            height: 8,
          },
        ),
      ],
    },
    {
      title: 'Messages',
      panels: [
        panels.number(m.messages.increase('1d').sum(), {
          title: 'Messages today',
          description: 'Chat messages of the last 24 hours.',
          unit: 'short',
          decimals: 0,
          legend: 'Messages',
        }),
        panels.number(m.messages.increase('7d').sum(), {
          title: 'Messages this week',
          description: 'Chat messages of the last seven days.',
          unit: 'short',
          decimals: 0,
          legend: 'Messages',
        }),
        panels.graph(m.sessions.sum(), {
          title: 'Chat sessions',
          description: 'Open chat sessions.',
          unit: 'short',
          legend: 'Sessions',
          width: 12,
        }),
        panels.requestRate(m.messages, {
          by: ['sender'],
          title: 'Messages by sender',
          description: 'Messages per second of users and assistants. Without answers the two part.',
          unit: 'cps',
          width: 12,
        }),
      ],
    },
    {
      title: 'Providers and errors',
      panels: [
        panels.shares(m.aiRequests.increase('$__range').sumBy('provider'), ['provider'], {
          title: 'Providers',
          description: 'Share of the calls that each AI provider answers.',
          unit: 'short',
        }),
        panels.topList(m.aiRequests.increase('$__range').sumBy('model'), ['model'], {
          title: 'Models',
          description: 'Most used models in the chosen time range.',
          unit: 'short',
        }),
        panels.topList(m.errors.increase('$__range').sumBy('kind'), ['kind'], {
          title: 'Kinds of errors',
          description: 'Errors in the chosen time range by kind.',
          unit: 'short',
        }),
      ],
    },
  ],
});
