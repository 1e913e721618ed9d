import { Dashboard, labelValues, panels } from 'sightline';
import { backend, generationFailureLimit } from './backend.ts';

const m = backend.metrics;
const failed = m.requests.where({ status: /5../ });
const hits = m.cacheHits.rate('$__rate_interval').sum();
const misses = m.cacheMisses.rate('$__rate_interval').sum();

/** How the API answers, and what it waits for. */
new Dashboard(backend, 'api-performance', {
  uid: 'api-performance',
  title: 'API performance',
  description: 'Rate, durations and failures of requests, and the pools and caches behind them.',
  tags: ['backend'],
  refresh: '30s',
  rows: [
    {
      title: 'Requests',
      panels: [
        panels.requestRate(m.requests, { by: ['handler'] }),
        panels.latency(m.latency.buckets(), { alerts: ['ApiLatencyHigh', 'ApiLatencyCritical'] }),
        panels.errorRatio({ part: failed, total: m.requests }, { alerts: ['ApiErrorRateHigh'] }),
        panels.heatmap(m.latency.buckets(), { title: 'Response times', width: 12 }),
        panels.shares(m.requests.increase('$__range').sumBy('status'), ['status'], {
          title: 'Answers by status',
          description: 'Share of each status code in the chosen time range.',
          unit: 'short',
          width: 6,
        }),
        panels.quantileBy(m.latencyByHandler.buckets(), 0.95, ['handler'], {
          title: 'Slowest routes (p95)',
          width: 6,
        }),
      ],
    },
    {
      title: 'What requests wait for',
      panels: [
        panels.saturation(
          { used: m.dbPoolInUse, limit: m.dbPoolSize },
          { title: 'Connection pool', description: 'Share of the database connections in use.' },
        ),
        panels.graph(hits.over(hits.plus(misses).gt(0)), {
          title: 'Cache hits',
          description: 'Share of reads that the cache answered. A fall sends the load to the database.',
          unit: 'percentunit',
          legend: 'Hits',
        }),
        panels.graph(m.queue.depth.where({ queue: /$queue/ }).maxBy('queue'), {
          title: 'Queue depth',
          description: 'Tasks that wait, by queue.',
          unit: 'short',
          legend: '{{queue}}',
          alerts: ['QueueDepthHigh'],
        }),
      ],
    },
  ],
  variables: { queue: labelValues(m.queue.depth, 'queue', { title: 'Queue' }) },
});

/** What the product earns, and what it turns out. */
new Dashboard(backend, 'business-kpis', {
  uid: 'business-kpis',
  title: 'Business',
  description: 'Generations, payments and new users.',
  tags: ['backend', 'business'],
  refresh: '1m',
  range: '24h',
  rows: [
    {
      title: 'Generations',
      panels: [
        panels.requestRate(m.generations, {
          by: ['status'],
          title: 'Generation requests',
          description: 'Generation requests per second by outcome.',
        }),
        panels.successRatio(
          { part: m.generations.where({ status: 'success' }), total: m.generations },
          {
            good: 0.95,
            fair: 1 - generationFailureLimit,
            title: 'Generations that succeed',
            description: `Share of generation requests that succeeded. Below ${(1 - generationFailureLimit) * 100} % the product team is paged.`,
            width: 8,
            height: 8,
          },
        ),
        panels.graph(m.generationsActive.sum(), {
          title: 'Generations under way',
          description: 'Tasks being worked on. Many of them and few that end: a worker hangs.',
          unit: 'short',
          legend: 'Active',
        }),
        panels.latency(m.generationDuration.buckets(), {
          title: 'Generation duration',
          description: 'Duration within which half, 95 % and 99 % of the generations are done.',
          width: 12,
        }),
        panels.heatmap(m.generationDuration.buckets(), {
          title: 'Durations of generations',
          description: 'How many generations took how long.',
          width: 12,
        }),
      ],
    },
    {
      title: 'Money and users',
      panels: [
        panels.graph(m.revenue.increase('$__rate_interval').sumBy('currency'), {
          title: 'Revenue',
          description: 'Money received per step of the graph, by currency.',
          unit: 'short',
          decimals: 2,
          legend: '{{currency}}',
        }),
        panels.number(m.registrations.increase('24h').sum(), {
          title: 'New users in 24 hours',
          description: 'Registrations of the last day.',
          unit: 'short',
          decimals: 0,
          legend: 'New users',
          width: 8,
          height: 8,
        }),
        panels.errorRatio(
          { part: m.payments.where({ status: 'failed' }), total: m.payments },
          { title: 'Failed payments', description: 'Share of payments that failed. Three in 15 minutes page.' },
        ),
      ],
    },
  ],
});
