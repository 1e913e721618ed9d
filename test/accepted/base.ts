import type { Catalogue, ServiceEntry, TeamEntry } from '../../src/catalogue/catalogue.ts';

/** The team of the accepted program: somebody to wake, somebody to tell, somebody to write to. */
export const platform: TeamEntry = {
  id: 'platform',
  timezone: 'Europe/Kyiv',
  page: { kind: 'pagerduty', options: { routingKey: { secret: 'pagerduty-routing-key' } } },
  notify: { kind: 'slack', options: { channel: '#platform', webhookUrl: { secret: 'slack-webhook-url' } } },
  mail: {
    kind: 'email',
    options: {
      to: 'platform@example.com',
      from: 'alerts@example.com',
      smarthost: 'smtp.example.com:587',
      username: 'alerts@example.com',
      password: { secret: 'smtp-password' },
    },
  },
};

/** The service of the accepted program: one of each thing that a service can have, logs and traces aside. */
export const api = {
  id: 'api',
  owner: 'platform',
  tier: 1,
  port: 8000,
  runtime: { kind: 'flask', options: { buckets: [0.1, 0.2, 0.5, 1], endpoints: 10 } },
  slos: [
    {
      id: 'availability',
      objective: '99.9%',
      sli: {
        kind: 'ratio',
        bad: 'http_requests_total{service="api",status=~"5.."}',
        total: 'http_requests_total{service="api"}',
      },
      runbook: 'errors',
    },
    {
      id: 'latency',
      objective: '95%',
      sli: {
        kind: 'latency',
        histogram: 'http_request_duration_seconds',
        where: 'service="api"',
        within: '200ms',
      },
      runbook: 'errors',
    },
  ],
  probes: [{ id: 'health', kind: 'http', path: '/health', within: '1s', runbook: 'errors' }],
  alerts: [
    {
      id: 'RequestsMissing',
      expr: 'sum(rate(http_requests_total{service="api"}[5m])) == 0',
      for: '10m',
      severity: 'warning',
      summary: 'Nobody asks the API anything.',
      action: 'Look at the load balancer.',
      runbook: 'errors',
    },
  ],
  records: [
    { id: 'requests', record: 'api:http_requests:rate5m', expr: 'sum(rate(http_requests_total{service="api"}[5m]))' },
  ],
  dashboards: [
    {
      id: 'api-requests',
      title: 'API requests',
      rows: [
        {
          title: 'Requests',
          panels: [
            {
              kind: 'timeseries',
              title: 'Rate',
              description: 'Requests per second.',
              unit: 'reqps',
              queries: [{ expr: 'sum(rate(http_requests_total{service="api"}[$__rate_interval]))' }],
            },
          ],
        },
      ],
    },
  ],
  runbooks: [{ id: 'errors', title: 'The API fails', steps: ['Read the log.', 'Roll back.'] }],
} as const satisfies ServiceEntry;

/** A program without any finding. Every rejected program is this one with one change. */
export const base: Catalogue = {
  org: 'acme',
  environment: 'production',
  owner: 'platform',
  heartbeat: { kind: 'webhook', options: { url: 'https://heartbeat.example.com/acme' } },
  teams: [platform],
  services: [api],
};

/** The accepted program with some properties of its service changed. A change need not have the right type. */
export const withService = (change: Readonly<Record<string, unknown>>): unknown => ({
  ...base,
  services: [{ ...api, ...change }],
});

/** The accepted program with some properties of its team changed. */
export const withTeam = (change: Readonly<Record<string, unknown>>): unknown => ({
  ...base,
  teams: [{ ...platform, ...change }],
});

/** The accepted program with some properties of the stack changed. */
export const withStack = (change: Readonly<Record<string, unknown>>): unknown => ({ ...base, ...change });
