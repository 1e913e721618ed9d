import {
  AlertRule,
  AvailabilitySlo,
  counter,
  fastapi,
  gauge,
  HttpProbe,
  histogram,
  PerformanceBudget,
  RecordingRule,
  Runbook,
  Service,
  Slo,
  secret,
  Tracing,
} from 'sightline';
import { stack, vibe } from './organisation.ts';

/** The LeanVibe backend: an API, WebSocket sessions and AI processing. Failures are seen within a minute. */
export const leanvibe = new Service(stack, 'leanvibe', {
  owner: vibe,
  tier: 0,
  port: 8765,
  exposure: { requestsPerSecond: 10 },
  scrape: { path: '/monitoring/metrics', interval: '10s' },
  // Three failed probes 10 s apart and one evaluation stay below 60 s; with 15 s they would not.
  evaluation: '10s',
  runtime: fastapi({ handlers: 40 }),
  metrics: {
    websocketConnections: gauge('websocket_connections', { help: 'Open WebSocket connections.' }),
    websocketDisconnections: counter('websocket_disconnections_total', {
      help: 'WebSocket connections that ended, by reason.',
      labels: { reason: { values: ['client', 'server', 'timeout', 'error'] } },
    }),
    websocketMessages: counter('websocket_messages_total', {
      help: 'WebSocket messages handled, by outcome.',
      labels: { status: { values: ['success', 'error'] } },
    }),
    websocketLatency: histogram('websocket_message_duration_seconds', {
      help: 'Time from a WebSocket message to its answer.',
      unit: 'seconds',
      buckets: [0.01, 0.05, 0.1, 0.2, 0.5, 1, 5],
    }),
    aiRequests: counter('ai_processing_total', {
      help: 'AI requests by outcome.',
      labels: { status: { values: ['success', 'error'] } },
    }),
    aiDuration: histogram('ai_processing_duration_seconds', {
      help: 'Duration of AI requests.',
      unit: 'seconds',
      buckets: [0.5, 1, 2.5, 5, 10, 30],
    }),
    dbDuration: histogram('db_query_duration_seconds', {
      help: 'Duration of database queries.',
      unit: 'seconds',
      buckets: [0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1],
    }),
  },
});

const { websocketDisconnections, websocketMessages, aiRequests } = leanvibe.metrics;

new AvailabilitySlo(leanvibe, 'api', { objective: '95%', window: '30d', runbook: 'error-budget' });
new AvailabilitySlo(leanvibe, 'websocket', {
  objective: '90%',
  window: '30d',
  errors: websocketMessages.where({ status: 'error' }),
  total: websocketMessages,
  runbook: 'error-budget',
});
new AvailabilitySlo(leanvibe, 'ai-processing', {
  objective: '85%',
  window: '30d',
  errors: aiRequests.where({ status: 'error' }),
  total: aiRequests,
  runbook: 'error-budget',
});

new Slo(leanvibe, 'system-health', {
  objective: '98%',
  window: '30d',
  sli: { kind: 'probe', probe: 'health', within: '1s' },
  runbook: 'error-budget',
});

// Quantiles of all requests in the last five minutes; each limit is a bucket bound of its histogram.
new PerformanceBudget(leanvibe, 'api-speed', { p95: '500ms', p99: '1s', runbook: 'error-budget' });
new PerformanceBudget(leanvibe, 'websocket-speed', {
  histogram: 'websocket_message_duration_seconds',
  p95: '200ms',
  p99: '500ms',
  runbook: 'error-budget',
});
new PerformanceBudget(leanvibe, 'ai-speed', {
  histogram: 'ai_processing_duration_seconds',
  p95: '5s',
  runbook: 'error-budget',
});
new PerformanceBudget(leanvibe, 'database-speed', {
  histogram: 'db_query_duration_seconds',
  p95: '100ms',
  runbook: 'error-budget',
});

new RecordingRule(leanvibe, 'service:websocket_disconnects:rate5m', {
  expr: websocketDisconnections.rate('5m').sumBy('service', 'team'),
});

new AlertRule(leanvibe, 'WebSocketDisconnectSpike', {
  // Three times the last hour's normal, and enough of them to be no accident of the night.
  expr: 'service:websocket_disconnects:rate5m{service="leanvibe"} > 3 * avg_over_time(service:websocket_disconnects:rate5m{service="leanvibe"}[1h] offset 10m) and service:websocket_disconnects:rate5m{service="leanvibe"} > 0.1',
  for: '2m',
  severity: 'warning',
  category: 'errors',
  summary: 'WebSocket sessions of {{ $labels.service }} break off.',
  description: '{{ $value | humanize }} sessions end per second, more than three times what the last hour had.',
  action: 'Compare the time with the last deployment; look for one reason in websocket_disconnections_total.',
  runbook: 'websocket-breaks',
});

new HttpProbe(leanvibe, 'health', { path: '/health', within: '1s', runbook: 'unavailable' });
// A page of HTML that says "error" is answered with 200 as well.
new HttpProbe(leanvibe, 'metrics', {
  path: '/monitoring/metrics',
  within: '2s',
  matches: /# (HELP|TYPE) /,
  runbook: 'unavailable',
});
for (const endpoint of ['projects', 'tasks', 'sessions'])
  new HttpProbe(leanvibe, `api-${endpoint}`, {
    path: `/api/v1/${endpoint}`,
    within: '3s',
    bearerToken: secret('leanvibe-probe-token'),
    runbook: 'unavailable',
  });

new Tracing(leanvibe, 'tracing', { slowerThan: '500ms', baseline: 0.1 });

new Runbook(leanvibe, 'unavailable', {
  title: 'LeanVibe does not answer',
  steps: [
    'Open the dashboard of the service: which probes fail, and since when?',
    'All of them: look at the process and the machine; roll back if it was just deployed.',
    'Only the API: read the answer of the probe (status and body) and check that its token is valid.',
    'Only slow: look for the slow part in the traces of the last minutes.',
  ],
});

new Runbook(leanvibe, 'websocket-breaks', {
  title: 'WebSocket sessions break off',
  steps: [
    'Group websocket_disconnections_total by reason: the server, a timeout, or the clients?',
    'The server: look for restarts and for memory; timeouts: look at the load balancer’s idle time.',
    'Only clients: a release of the client, or a network between them and us.',
  ],
});

new Runbook(leanvibe, 'error-budget', {
  title: 'An error budget of LeanVibe burns',
  steps: [
    'Open the objective’s dashboard: which budget, how fast, since when?',
    'Stop the burn first: roll back, switch off the failing feature, or scale out.',
    'At 100 % deployments freeze: only what restores reliability is deployed until less than 90 % is spent.',
    'Write down what consumed the budget, and what would have caught it earlier.',
  ],
});
