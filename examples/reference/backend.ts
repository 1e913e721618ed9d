import {
  AlertRule,
  AvailabilitySlo,
  celery,
  counter,
  dropEndpoints,
  fastapi,
  gauge,
  HttpProbe,
  histogram,
  LatencySlo,
  postgres,
  queue,
  Runbook,
  redis,
  Service,
  Slo,
  secret,
  Tracing,
} from 'sightline';
import { product, stack } from './organisation.ts';

/** The generation backend: requests of paying users, long generation tasks in a queue. */
export const backend = new Service(stack, 'backend', {
  owner: product,
  tier: 1,
  port: 8000,
  replicas: 3,
  exposure: { requestsPerSecond: 20 },
  // Health checks and documentation are no requests of users.
  scrape: { samples: [dropEndpoints('handler')] },
  runtime: fastapi({
    handlers: 60,
    exactStatus: true,
    // Generation is paid for: one failed request in a hundred is one too many. Slow answers warn early.
    alerts: {
      ApiErrorRateHigh: { threshold: 0.01 },
      ApiLatencyHigh: { threshold: 1 },
      ApiLatencyCritical: { threshold: 3 },
    },
  }),
  uses: [
    postgres({
      host: 'backend-db',
      database: 'backend',
      user: 'monitor',
      password: secret('backend-postgres-password'),
    }),
    redis({ host: 'backend-redis', password: secret('backend-redis-password') }),
    queue({ queues: ['generation', 'mail', 'webhooks'], alerts: { QueueDepthHigh: { runbook: 'generation' } } }),
  ],
  metrics: {
    generations: counter('generation_requests_total', {
      help: 'Generation requests by outcome.',
      labels: { status: { values: ['success', 'failed'] } },
    }),
    generationDuration: histogram('generation_duration_seconds', {
      help: 'Duration of generation tasks.',
      unit: 'seconds',
      buckets: [1, 5, 10, 30, 60, 120, 300],
    }),
    generationsActive: gauge('generation_tasks_active', { help: 'Generation tasks under way.' }),
    payments: counter('payments_total', {
      help: 'Payments by outcome.',
      labels: { status: { values: ['success', 'failed'] } },
    }),
    revenue: counter('payment_revenue_total', {
      help: 'Money received, in the currency’s main unit.',
      labels: { currency: { values: ['EUR', 'USD'] } },
    }),
    registrations: counter('user_registrations_total', { help: 'New users.', zeroInitialised: true }),
    cacheHits: counter('cache_hits_total', { help: 'Reads that the cache answered.' }),
    cacheMisses: counter('cache_misses_total', { help: 'Reads that the cache could not answer.' }),
    dbPoolSize: gauge('db_connection_pool_size', { help: 'Connections that the pool may open.' }),
    dbPoolInUse: gauge('db_connections_in_use', { help: 'Connections of the pool in use.' }),
  },
});

/** Celery workers of the backend: they generate, send mail and call webhooks. */
export const worker = new Service(stack, 'backend-worker', {
  owner: product,
  tier: 1,
  uses: [
    celery({
      broker: secret('backend-celery-broker'),
      host: 'backend-redis',
      port: 6379,
      queues: ['generation', 'mail', 'webhooks'],
    }),
  ],
});

const { generations, payments } = backend.metrics;

/** Share of failed generations from which on the product team is paged. */
export const generationFailureLimit = 0.1;

new AvailabilitySlo(backend, 'errors', { objective: '99%', window: '30d', runbook: 'error-budget' });
// Three digits of percent promise little about the slowest; 99 of 100 within a second is what was promised.
new LatencySlo(backend, 'latency', { objective: '99%', within: '1s', window: '30d', runbook: 'error-budget' });

new Slo(backend, 'availability', {
  objective: '99.5%',
  window: '30d',
  sli: { kind: 'probe', probe: 'health', within: '1s' },
  runbook: 'error-budget',
});
// What watches the others is promised as well: the dashboards, and the samples that arrive.
new Slo(backend, 'dashboards', {
  objective: '99.9%',
  window: '30d',
  sli: { kind: 'gauge', expr: 'up{job="grafana"}', op: '==', bound: 1 },
  tiers: ['ticket', 'ticket-slow'],
  runbook: 'error-budget',
});
new Slo(backend, 'samples', {
  objective: '99%',
  window: '30d',
  sli: { kind: 'gauge', expr: 'up', op: '==', bound: 1 },
  tiers: ['ticket', 'ticket-slow'],
  runbook: 'error-budget',
});

new AlertRule(backend, 'GenerationFailures', {
  expr: generations
    .where({ status: 'failed' })
    .rate('10m')
    .sumBy('service', 'team')
    .over(generations.rate('10m').sumBy('service', 'team').gt(0))
    .gt(generationFailureLimit),
  for: '5m',
  severity: 'critical',
  category: 'business',
  summary: 'Generations of {{ $labels.service }} fail.',
  description: `{{ $value | humanizePercentage }} of the generation requests of the last 10 minutes failed; the limit is ${generationFailureLimit * 100} %.`,
  action: 'Read the error of the last failed task, then the status page of the model’s provider.',
  runbook: 'generation',
});

new AlertRule(backend, 'PaymentFailures', {
  // A counter that is born with its first failure counts as well.
  expr: payments.where({ status: 'failed' }).increaseSinceBirth('15m').sumBy('service', 'team').ge(3),
  severity: 'critical',
  category: 'business',
  summary: 'Payments of {{ $labels.service }} fail.',
  description: '{{ $value | printf "%.0f" }} payments failed in 15 minutes; three are too many.',
  action: 'Look at the status page of the payment provider, then at the last change of the checkout.',
  runbook: 'payments',
});

for (const [id, path, interval] of [
  ['health', '/health', '10s'],
  ['health-detailed', '/health/detailed', '30s'],
  ['docs', '/docs', '60s'],
  ['openapi', '/openapi.json', '60s'],
] as const)
  new HttpProbe(backend, id, {
    path,
    interval,
    within: '1s',
    severity: id === 'health' ? 'critical' : 'warning',
    runbook: 'unavailable',
  });

new Tracing(backend, 'tracing', { slowerThan: '1s', baseline: 0.1 });

new Runbook(backend, 'unavailable', {
  title: 'The backend does not answer',
  steps: [
    'Which probes fail: the plain health check, the detailed one, or the documentation?',
    'Only the detailed one: a dependency is ill; its answer names it.',
    'All of them: look at the process and the machine; roll back if it was just deployed.',
  ],
});

new Runbook(backend, 'error-budget', {
  title: 'An error budget of the backend burns',
  steps: [
    'Open the objective’s dashboard: errors or latency, how fast, since when?',
    'Group the failed requests by route: one route is a bug, all routes are a dependency.',
    'Roll back what was deployed at that time, or take the failing route out of service.',
  ],
});

new Runbook(backend, 'generation', {
  title: 'Generations fail or wait',
  steps: [
    'Read the error of the last failed task: the provider, the input, or our own code?',
    'The provider: check its status page and switch to the fallback model.',
    'The queue grows and nothing fails: count the workers and look for one that is stuck.',
  ],
});

new Runbook(backend, 'payments', {
  title: 'Payments fail',
  steps: [
    'Check the status page of the payment provider.',
    'Read the reasons of the last refusals: cards, our signature, or their API?',
    'Roll back the checkout if it changed; tell support what customers see.',
  ],
});
