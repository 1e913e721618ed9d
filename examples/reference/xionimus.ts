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
    // No collector counts the lines yet: until one does, and `counts` of the log pipeline says so, LOG-COUNT reminds of it.
    securityEvents: counter('security_log_events_total', {
      help: 'Log lines that match a pattern of an attack or a leak.',
      from: 'logs',
      labels: { pattern: { values: ['failed_login', 'sql_injection', 'api_key_leak'] } },
    }),
  },
});

const { dbErrors, registrations, providersConfigured, securityEvents } = xionimus.metrics;

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
  // HealthDegraded below says it, and wakes somebody.
  alerts: { HealthProbeFailing: false },
  runbook: 'degraded',
});
new HttpProbe(xionimus, 'health-not-limited', {
  path: '/api/health',
  within: '5s',
  interval: '60s',
  status: [200, 503],
  matches: /"status"\s*:\s*"(healthy|degraded)"/,
  severity: 'warning',
  // HealthLimited below says it.
  alerts: { HealthProbeFailing: false },
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
  description: '{{ $value | printf "%.0f" }} connections failed in 5 minutes.',
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
  description: '{{ $value | printf "%.0f" }} users registered in the last hour.',
  action: 'Nothing: this is for reading.',
  runbook: 'limited',
});

// The machines that it runs on, by stricter limits than those of the platform: sessions live in memory, SQLite on disk.
const here = 'and on (node) up{job="xionimus"}';
new AlertRule(xionimus, 'CpuHigh', {
  expr: `instance:node_cpu_utilisation:rate5m > 0.8 ${here}`,
  for: '5m',
  severity: 'warning',
  category: 'saturation',
  summary: 'The processors of {{ $labels.instance }} are busy, where Xionimus runs.',
  description: '{{ $value | humanizePercentage }} of their time is used; the limit is 80 %. Answers take longer.',
  action: 'Find the process that takes the time: ours, or a neighbour?',
  runbook: 'slow',
});
for (const { id, above, severity } of [
  { id: 'MemoryHigh', above: 75, severity: 'warning' },
  { id: 'MemoryCritical', above: 90, severity: 'critical' },
] as const)
  new AlertRule(xionimus, id, {
    expr: `instance:node_memory_utilisation:ratio > ${above / 100} ${here}`,
    for: '5m',
    severity,
    category: 'saturation',
    group: 'memory',
    summary: 'Memory runs out on {{ $labels.instance }}, where Xionimus runs.',
    description: `{{ $value | humanizePercentage }} of it is in use; the limit is ${above} %. Open chats are lost when the process is killed.`,
    action: 'Compare the memory of the process with that of its neighbours; restart one instance at a time.',
    runbook: 'degraded',
  });

new AlertRule(xionimus, 'DiskSpaceLow', {
  expr: `max by (node, instance, mountpoint) (node_filesystem_avail_bytes{fstype!~"tmpfs|overlay|squashfs|ramfs"} / node_filesystem_size_bytes{fstype!~"tmpfs|overlay|squashfs|ramfs"}) < 0.2 ${here}`,
  for: '5m',
  severity: 'warning',
  category: 'saturation',
  summary: 'The disk {{ $labels.mountpoint }} of {{ $labels.instance }} fills up, where Xionimus runs.',
  description:
    '{{ $value | humanizePercentage }} of it is free; the limit is 20 %. SQLite cannot write to a full disk.',
  action: 'Look for what grows: log files below /var/log/supervisor first, then the database.',
  runbook: 'degraded',
});

// What the log lines tell. A pattern is counted from its first line on, so the first one counts as well.
new AlertRule(xionimus, 'FailedLoginBurst', {
  expr: securityEvents.where({ pattern: 'failed_login' }).increaseSinceBirth('10m').sumBy('service', 'team').gt(5),
  severity: 'warning',
  category: 'security',
  summary: 'Somebody tries passwords of {{ $labels.service }}.',
  description: '{{ $value | printf "%.0f" }} logins failed in 10 minutes; the limit is 5.',
  action: 'Group the failed logins of the last minutes by address and by user: one address, or one user?',
  runbook: 'intrusion-attempt',
});

new AlertRule(xionimus, 'SqlInjectionAttempt', {
  expr: securityEvents.where({ pattern: 'sql_injection' }).increaseSinceBirth('10m').sumBy('service', 'team').gt(0),
  severity: 'critical',
  category: 'security',
  summary: 'Somebody tries to inject SQL into {{ $labels.service }}.',
  description: '{{ $value | printf "%.0f" }} log lines of the last 10 minutes look like it.',
  action: 'Read the lines: did the query run, or was it refused? Block the address either way.',
  runbook: 'intrusion-attempt',
});

new AlertRule(xionimus, 'ApiKeyLeak', {
  expr: securityEvents.where({ pattern: 'api_key_leak' }).increaseSinceBirth('10m').sumBy('service', 'team').gt(0),
  severity: 'critical',
  category: 'security',
  summary: 'A key stands in the log of {{ $labels.service }}.',
  description:
    '{{ $value | printf "%.0f" }} log lines of the last 10 minutes contain what looks like the key of a provider.',
  action: 'Revoke the key at its provider first; everybody who reads logs has it.',
  runbook: 'key-leak',
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

new Runbook(xionimus, 'intrusion-attempt', {
  title: 'Somebody attacks Xionimus',
  steps: [
    'Read the log lines behind the alert: which addresses, which users, which requests, since when?',
    'Block the addresses at the edge; lock the user whose password is tried, and tell them.',
    'Did one of the requests succeed? Then treat it as an incident of priority P0: keep the logs, end all sessions.',
    'Rotate what may have been read: session secrets, the keys of providers, the password of the database.',
    'Only noise: raise the limit, or narrow the pattern, and write down why.',
  ],
});

new Runbook(xionimus, 'key-leak', {
  title: 'A key stands in the log',
  steps: [
    'Find the line without copying the key anywhere: which provider, which user, which code wrote it?',
    'Revoke the key at the provider and mount a new one.',
    'Look at the provider’s usage of the old key since the line was written: was it used by somebody else?',
    'Delete the lines from Elasticsearch and from the files, backups included.',
    'Correct the code that wrote it, and mask the field in the log pipeline.',
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
