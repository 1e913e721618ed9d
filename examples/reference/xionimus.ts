import {
  AlertRule,
  AvailabilitySlo,
  counter,
  fastapi,
  gauge,
  HttpProbe,
  histogram,
  LatencySlo,
  LogPipeline,
  PerformanceBudget,
  pythonProcess,
  RecordingRule,
  Runbook,
  Service,
  Tracing,
} from 'sightline';
import { assistants, stack } from './organisation.ts';

const providers = ['openai', 'anthropic', 'perplexity'] as const;

/** Xionimus AI: a chat application in front of three AI providers. */
export const xionimus = new Service(stack, 'xionimus', {
  owner: assistants,
  tier: 1,
  port: 8001,
  exposure: { requestsPerSecond: 5, eventsPerRequest: 3 },
  runtime: fastapi({
    handlers: 40,
    exactStatus: true,
    // Answers wait for AI providers: 2 s are allowed where others have half a second.
    alerts: { ApiLatencyHigh: { threshold: 2 }, ApiLatencyCritical: { threshold: 5 }, UnusualTraffic: {} },
  }),
  uses: [
    pythonProcess({
      alerts: { ProcessRestarted: { severity: 'critical', runbook: 'degraded' }, MemoryLeakSuspected: {} },
    }),
  ],
  metrics: {
    aiDuration: histogram('ai_request_duration_seconds', {
      help: 'Duration of calls of AI providers.',
      unit: 'seconds',
      labels: { provider: { values: providers }, model: { cardinality: 12 } },
      buckets: [0.5, 1, 2, 5, 10, 30, 60],
    }),
    aiRequests: counter('ai_requests_total', {
      help: 'Calls of AI providers by outcome.',
      labels: { provider: { values: providers }, model: { cardinality: 12 }, status: { values: ['success', 'error'] } },
    }),
    providersConfigured: gauge('ai_providers_configured', { help: 'AI providers with a key.' }),
    sessions: gauge('chat_sessions_active', { help: 'Open chat sessions.' }),
    messages: counter('chat_messages_total', {
      help: 'Chat messages by sender.',
      labels: { sender: { values: ['user', 'assistant'] } },
    }),
    registrations: counter('user_registrations_total', { help: 'New users.' }),
    errors: counter('application_errors_total', {
      help: 'Errors by kind.',
      labels: { kind: { values: ['validation', 'provider', 'database', 'internal'] } },
    }),
    dbErrors: counter('db_connection_errors_total', {
      help: 'Connections to the database that failed.',
      zeroInitialised: true,
    }),
    dbPoolSize: gauge('db_connection_pool_size', { help: 'Connections that the pool may open.' }),
    dbPoolInUse: gauge('db_connections_in_use', { help: 'Connections of the pool in use.' }),
  },
});

const { dbErrors, registrations, providersConfigured } = xionimus.metrics;

new AvailabilitySlo(xionimus, 'errors', { objective: '99%', window: '30d', runbook: 'degraded' });
new LatencySlo(xionimus, 'latency', { objective: '95%', within: '2s', window: '30d', runbook: 'slow' });

new PerformanceBudget(xionimus, 'speed', { p95: '2s', runbook: 'slow' });

// The answer carries a status of its own: a service that answers can still be degraded or limited.
new HttpProbe(xionimus, 'health-reachable', {
  path: '/api/health',
  within: '5s',
  status: [200, 503],
  runbook: 'degraded',
});
new HttpProbe(xionimus, 'health-not-degraded', {
  path: '/api/health',
  within: '5s',
  interval: '30s',
  status: [200, 503],
  matches: /"status"\s*:\s*"(healthy|limited)"/,
  severity: 'warning',
  runbook: 'degraded',
});
new HttpProbe(xionimus, 'health-not-limited', {
  path: '/api/health',
  within: '5s',
  interval: '60s',
  status: [200, 503],
  matches: /"status"\s*:\s*"(healthy|degraded)"/,
  severity: 'warning',
  runbook: 'limited',
});
new HttpProbe(xionimus, 'uptime', {
  url: 'https://xionimus.acme.example/api/health',
  within: '5s',
  interval: '60s',
  matches: /"status"\s*:\s*"healthy"/,
  severity: 'critical',
  runbook: 'degraded',
});

new RecordingRule(xionimus, 'service:health_status:level', {
  // 3: not reached, 2: degraded, 1: limited, 0: healthy. The worst that is known counts.
  expr: 'max by (service, team) (3 * (1 - probe_success{service="xionimus",probe="health-reachable"}) or 2 * (1 - probe_success{service="xionimus",probe="health-not-degraded"}) or 1 * (1 - probe_success{service="xionimus",probe="health-not-limited"}))',
});

new AlertRule(xionimus, 'HealthDegraded', {
  expr: 'service:health_status:level{service="xionimus"} == 2',
  for: '30s',
  severity: 'critical',
  category: 'availability',
  group: 'health',
  summary: '{{ $labels.service }} calls itself degraded.',
  description: 'Its database fails, or another critical part is down.',
  action: 'Open /api/health: `services.database` says what is wrong.',
  runbook: 'degraded',
});

new AlertRule(xionimus, 'HealthLimited', {
  expr: 'service:health_status:level{service="xionimus"} == 1',
  for: '5m',
  severity: 'warning',
  category: 'availability',
  group: 'health',
  summary: '{{ $labels.service }} works without AI providers.',
  description: 'It calls itself limited: no provider is configured, and chats cannot be answered.',
  action: 'Check that the keys of the providers are mounted and valid.',
  runbook: 'limited',
});

new AlertRule(xionimus, 'DatabaseUnreachable', {
  expr: dbErrors.increase('5m').sumBy('service', 'team').gt(0),
  for: '1m',
  severity: 'critical',
  category: 'availability',
  summary: '{{ $labels.service }} cannot reach its database.',
  description: '{{ $value | humanize }} connections failed in 5 minutes.',
  action: 'Check the disk and the file of the database; SQLite fails when either is full or locked.',
  runbook: 'degraded',
});

new AlertRule(xionimus, 'AiProvidersMissing', {
  expr: providersConfigured.minBy('service', 'team').lt(3),
  for: '15m',
  severity: 'info',
  category: 'business',
  summary: '{{ $labels.service }} lacks an AI provider.',
  description: '{{ $value | humanize }} of three providers are configured.',
  action: 'Add the missing key, or take the provider out of the product.',
  runbook: 'limited',
});

new AlertRule(xionimus, 'NewUserRegistrations', {
  expr: registrations.increaseSinceBirth('1h').sumBy('service', 'team').gt(0),
  severity: 'info',
  category: 'business',
  summary: 'New users of {{ $labels.service }}.',
  description: '{{ $value | humanize }} users registered in the last hour.',
  action: 'Nothing: this is for reading.',
  runbook: 'limited',
});

new LogPipeline(xionimus, 'logs', {
  dataset: 'xionimus.backend',
  inputs: [{ kind: 'file', path: '/var/log/supervisor/backend.*.log' }],
  fields: {
    module: 'keyword',
    function: 'keyword',
    line: 'long',
    user_id: 'keyword',
    provider: 'keyword',
    model: 'keyword',
    duration_ms: 'double',
  },
  personal: ['user_id'],
});

new Tracing(xionimus, 'tracing', { slowerThan: '2s', baseline: 0.1 });

new Runbook(xionimus, 'degraded', {
  title: 'Xionimus is degraded or down',
  steps: [
    'Open /api/health and read `status`, `services.database` and `system`.',
    'The database: check its disk, its file and locks; restart the process once they are well.',
    'Not reachable: check the process and its last log lines; roll back if it was just deployed.',
    'Memory above 90 %: restart one instance at a time, then look for the leak.',
  ],
});

new Runbook(xionimus, 'limited', {
  title: 'Xionimus lacks AI providers',
  steps: [
    'Open /api/health and read `services.ai_providers`: which of them is false?',
    'Check that its key is mounted and has not expired; check the provider’s status page.',
  ],
});

new Runbook(xionimus, 'slow', {
  title: 'Xionimus is slow',
  steps: [
    'Compare the duration of calls per provider with that of our own requests.',
    'One provider is slow: switch the default model. All are: look at the network and at our own pool.',
    'Only our own requests: look at the traces, then at the database.',
  ],
});
