import {
  console,
  deadman,
  docker,
  email,
  kubelet,
  kubeStateMetrics,
  MaintenanceWindow,
  node,
  ObservabilityStack,
  pagerduty,
  Receiver,
  Route,
  Silence,
  secret,
  slack,
  Team,
  webhook,
} from 'sightline';

/** The organisation that runs the five systems: one stack, and the team that is woken for the platform. */
export const stack = new ObservabilityStack('acme', {
  environment: 'production',
  profile: 'small',
  intervals: { scrape: '15s', evaluation: '15s' },
  // Mail is held back outside of business hours: at 14:00 UTC Kyiv, Berlin and New York are all at work.
  alerting: { channelTest: { weekday: 'tuesday', hour: 14 } },
  retention: { metrics: '45d', logs: { hot: '7d', delete: '30d' }, traces: '7d' },
  runbookBase: 'https://runbooks.acme.example',
  grafanaBase: 'https://grafana.acme.example',
  // The newest hundred thousand traces that a histogram knows of: graphs of latency lead to them.
  prometheus: { exemplars: 100_000 },
  // Crashes with their stack traces, beside metrics, logs and traces.
  sentry: { organization: 'acme', token: secret('grafana-sentry-token') },
  heartbeat: deadman({ url: 'https://heartbeat.acme.example/ping', token: secret('heartbeat-token') }),
  uses: [node(), docker(), kubelet(), kubeStateMetrics()],
  ruleTests: true,
  targets: {
    kubernetes: {
      namespace: 'monitoring',
      applicationNamespaces: ['apps'],
      domain: 'acme.example',
      ingressNamespace: 'ingress',
    },
    compose: {},
  },
});

export const platform = new Team(stack, 'platform', {
  timezone: 'Europe/Kyiv',
  contact: '#platform',
  page: pagerduty({ routingKey: secret('platform-pagerduty-key') }),
  notify: slack({ channel: '#platform-alerts', webhookUrl: secret('platform-slack-webhook') }),
});

const mail = (to: string) =>
  email({
    to,
    from: 'alerts@acme.example',
    smarthost: 'smtp.acme.example:587',
    username: 'alerts@acme.example',
    password: secret('smtp-password'),
  });

/** Owner of the Bakhmach Business Hub. */
export const hub = new Team(stack, 'hub', {
  timezone: 'Europe/Kyiv',
  contact: '@romanchaa997',
  page: pagerduty({ routingKey: secret('hub-pagerduty-key') }),
  notify: slack({ channel: '#hub-alerts', webhookUrl: secret('hub-slack-webhook') }),
  mail: mail('hub@acme.example'),
  // PagerDuty's own policy comes first; what fires for a quarter of an hour is told to the second service there.
  escalation: { levels: [{ after: '15m', to: pagerduty({ routingKey: secret('hub-pagerduty-l2-key') }) }] },
  holidays: ['2026-12-25', '2027-01-01'],
});

/** Where the LeanVibe backend's alerts are read: a chat, a program of its own, and the log of the stack. */
const vibeAlerts = new Receiver(stack, 'vibe-alerts', {
  sends: [
    slack({ channel: '#vibe-alerts', webhookUrl: secret('vibe-slack-webhook') }),
    webhook({ url: 'https://hooks.acme.example/vibe', token: secret('vibe-webhook-token') }),
    console(),
  ],
});

/** Owner of the LeanVibe backend. */
export const vibe = new Team(stack, 'vibe', {
  timezone: 'Europe/Kyiv',
  contact: '#vibe',
  page: pagerduty({ routingKey: secret('vibe-pagerduty-key') }),
  notify: vibeAlerts,
  mail: mail('vibe@acme.example'),
  // At most ten messages in five minutes by each channel. Pages share a message, and are still told within two minutes,
  // because the group is looked at every 45 seconds.
  rateLimit: { max: 10, window: '5m' },
  grouping: { page: ['service'], notify: ['service', 'severity'], interval: { page: '45s' } },
});

/** Owner of the generation backend and of what it earns. */
export const product = new Team(stack, 'product', {
  timezone: 'Europe/Berlin',
  contact: '#product',
  budget: { series: 100_000, samplesPerSecond: 10_000 },
  page: pagerduty({ routingKey: secret('product-pagerduty-key') }),
  notify: slack({ channel: '#product-alerts', webhookUrl: secret('product-slack-webhook') }),
  mail: mail('product@acme.example'),
});

/** Owner of Xionimus AI. */
export const assistants = new Team(stack, 'assistants', {
  timezone: 'Europe/Berlin',
  contact: '#assistants',
  page: pagerduty({ routingKey: secret('assistants-pagerduty-key') }),
  notify: slack({ channel: '#assistants-alerts', webhookUrl: secret('assistants-slack-webhook') }),
  mail: mail('assistants@acme.example'),
});

/** Owner of Crazy Gary. */
export const gary = new Team(stack, 'gary', {
  timezone: 'America/New_York',
  contact: '#gary',
  budget: { series: 20_000, samplesPerSecond: 1_000 },
  page: pagerduty({ routingKey: secret('gary-pagerduty-key') }),
  notify: slack({ channel: '#gary-alerts', webhookUrl: secret('gary-slack-webhook') }),
  mail: mail('gary@acme.example'),
});

// Who attacks one system attacks the next: the platform reads along whatever concerns security.
new Route(stack, 'security', {
  when: { category: 'security' },
  to: slack({ channel: '#security', webhookUrl: secret('security-slack-webhook') }),
  also: true,
});

// The program that closes the gate of deployments hears of budgets; the teams are told as ever.
new Route(stack, 'freeze', {
  when: { alertname: ['SLOErrorBudgetAtRisk', 'SLOErrorBudgetExhausted'] },
  to: webhook({ url: 'https://hooks.acme.example/freeze', token: secret('freeze-webhook-token') }),
  groupBy: ['service', 'slo'],
  repeatInterval: '1h',
  also: true,
});

// Databases are vacuumed and machines are patched then.
new MaintenanceWindow(stack, 'sunday-night', {
  timezone: 'Europe/Kyiv',
  spans: [{ weekdays: ['sunday'], times: [{ from: '02:00', to: '04:00' }] }],
});

new Silence(stack, 'docs-move', {
  when: { alertname: 'ProbeSlow', service: 'bakhmach', probe: 'ai-studio-api' },
  owner: hub,
  reason: 'AI Studio moves its front page; its own status page says until the end of January.',
  from: '2026-11-01',
  until: '2027-01-31',
});
