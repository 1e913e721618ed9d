import { docker, email, node, ObservabilityStack, pagerduty, secret, slack, Team, webhook } from 'sightline';

/** The organisation that runs the five systems: one stack, and the team that is woken for the platform. */
export const stack = new ObservabilityStack('acme', {
  environment: 'production',
  profile: 'small',
  intervals: { scrape: '15s', evaluation: '15s' },
  retention: { metrics: '45d', logs: { hot: '7d', delete: '30d' }, traces: '7d' },
  runbookBase: 'https://runbooks.acme.example',
  grafanaBase: 'https://grafana.acme.example',
  heartbeat: webhook({ url: 'https://heartbeat.acme.example/ping', token: secret('heartbeat-token'), maxAlerts: 1 }),
  uses: [node(), docker()],
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

/** Owner of the Bakhmach Business Hub. */
export const hub = new Team(stack, 'hub', {
  timezone: 'Europe/Kyiv',
  contact: '@romanchaa997',
  page: pagerduty({ routingKey: secret('hub-pagerduty-key') }),
  notify: slack({ channel: '#hub-alerts', webhookUrl: secret('hub-slack-webhook') }),
  mail: email({
    to: 'hub@acme.example',
    from: 'alerts@acme.example',
    smarthost: 'smtp.acme.example:587',
    username: 'alerts@acme.example',
    password: secret('smtp-password'),
  }),
});
