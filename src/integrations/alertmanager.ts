import { workloads } from '../ir/conventions.ts';
import { counter, gauge } from '../promql/declare.ts';
import { chart, limitsOf } from './chart.ts';
import { defineIntegration } from './integration.ts';

const limits = { failing: 0.01, dead: 0.9 } as const;

/** Three: one lost message of a quiet channel is no outage. */
const failedShare = (threshold: string): string =>
  `sum by (instance, integration) (rate(alertmanager_notifications_failed_total[15m])) / (sum by (instance, integration) (rate(alertmanager_notifications_total[15m])) > 0) > ${threshold} and sum by (instance, integration) (increase(alertmanager_notifications_failed_total[15m])) >= 3`;

const channelSteps = [
  'Read the log of Alertmanager for "Notify for alerts failed": it has the answer of the other side.',
  '401 or 403: the token was revoked or has expired; put a new one into the secret.',
  '404 or 410: the channel or the webhook is gone; name another one in the stack.',
  '429: too many messages; look for an alert that flaps, and at the grouping of the route.',
  'Meanwhile tell the team of that channel by other means, and watch the alerts page.',
] as const;

/** Alertmanager itself. */
export const alertmanager = defineIntegration<Record<never, never>>()({
  kind: 'alertmanager',
  scope: 'platform',
  part: { service: workloads.alertmanager, present: () => true },
  source: 'prometheus/alertmanager 0.34, notify/notify.go, cluster/cluster.go, provider/mem/mem.go',
  options: {},
  metrics: () => ({
    alerts: gauge('alertmanager_alerts', { labels: { state: { values: ['active', 'suppressed', 'unprocessed'] } } }),
    notifications: counter('alertmanager_notifications_total', {
      labels: ['integration', 'receiver_name'],
      zeroInitialised: true,
    }),
    notificationsFailed: counter('alertmanager_notifications_failed_total', {
      labels: ['integration', 'reason', 'receiver_name'],
      zeroInitialised: true,
    }),
    clusterMembers: gauge('alertmanager_cluster_members'),
    configReloadOk: gauge('alertmanager_config_last_reload_successful'),
    cpu: counter('process_cpu_seconds_total', { unit: 'seconds' }),
  }),
  alerts: {
    AlertmanagerDown: {
      expr: ({ job }) => `max by (job, instance) (up{job="${job}"}) == 0 or absent(up{job="${job}"})`,
      for: '5m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'Prometheus does not see Alertmanager.',
      description: 'If it is down, this is the last that anybody hears of alerts; the heartbeat stops as well.',
      action: 'Look at Alertmanager’s process and log, then at the network between the two.',
      steps: [
        'Is Alertmanager running? Look at its log for a configuration that it refused at the start.',
        'Running: does a network policy let Prometheus reach its port?',
        'Until it is back watch /alerts in Prometheus by hand, and say so in the team channel.',
      ],
      source: 'alertmanager-mixin AlertmanagerClusterDown in a cluster of one: 5 minutes',
    },
    AlertmanagerConfigurationRefused: {
      expr: () => 'min by (job, instance) (alertmanager_config_last_reload_successful) == 0',
      for: '10m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'Alertmanager {{ $labels.instance }} refuses its new configuration.',
      description: 'It runs on with the old one: new routes have no effect, and a restart would fail.',
      action: 'Read its log for the refused line, mend it and deploy again.',
      steps: [
        'Read the log of Alertmanager for "Loading configuration file failed".',
        'Run `amtool check-config` on the file that is deployed; a missing secret file is the usual cause.',
        'Deploy the previous version if the mistake is not obvious; do not restart Alertmanager before.',
      ],
      source: 'alertmanager-mixin AlertmanagerFailedReload: for 10 minutes, critical',
    },
    FallbackReceiverUsed: {
      expr: () => 'sum by (instance) (increase(alertmanager_notifications_total{receiver_name="fallback"}[15m])) > 0',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      summary: 'An alert had no owner and went to the fallback receiver.',
      description: 'Somebody was told who may not know what to do: the alert carries no team that the routes know.',
      action: 'Open Alertmanager, find the alert without a team, and give its rule one.',
      steps: [
        'Open Alertmanager and filter its alerts by receiver: fallback.',
        'A rule of another Prometheus: give it the labels `team` and `severity`, or a route of its own.',
        'Posted by hand or by a script: name the team in it.',
      ],
      source: 'the routes: every alert of the stack has a team, so that any message of the fallback is one too many',
    },
    AlertmanagerNotificationsFailing: {
      threshold: limits.failing,
      expr: ({ threshold }) => failedShare(threshold),
      for: '5m',
      severity: 'warning',
      category: 'meta',
      scope: 'platform',
      group: 'alertmanager-notifications',
      summary: 'Alertmanager loses messages through {{ $labels.integration }}.',
      description: '{{ $value | humanizePercentage }} of the notifications through {{ $labels.integration }} failed.',
      action: 'Read Alertmanager’s log for the refused request; renew the token or address of the receiver.',
      steps: channelSteps,
      source: 'alertmanager-mixin AlertmanagerFailedToSendAlerts: 1 % of 15 minutes, for 5 minutes',
    },
    AlertmanagerChannelDead: {
      threshold: limits.dead,
      expr: ({ threshold }) => failedShare(threshold),
      for: '5m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      group: 'alertmanager-notifications',
      summary: 'Nothing gets through {{ $labels.integration }} any more.',
      description:
        '{{ $value | humanizePercentage }} of the notifications through {{ $labels.integration }} failed: who relies on it hears nothing.',
      action: 'Read Alertmanager’s log for the refused request; renew the token or address of the receiver.',
      steps: channelSteps,
      source: 'ours: a channel that loses nine in ten is no channel',
    },
    AlertmanagerClusterSplit: {
      expr: () =>
        'max_over_time(alertmanager_cluster_members[5m]) < on (job) group_left () count by (job) (max_over_time(alertmanager_cluster_members[5m]))',
      for: '15m',
      severity: 'critical',
      category: 'meta',
      scope: 'platform',
      summary: 'Alertmanager {{ $labels.instance }} does not see its peers.',
      description: 'It counts {{ $value }} members. Silences do not reach the others, and people are told twice.',
      action: 'Check that the peers reach each other on the gossip port, over TCP and UDP.',
      steps: [
        'Open /#/status of each Alertmanager: which peers does it list?',
        'Can they reach each other on the gossip port (9094), over TCP and over UDP?',
        'After a change of addresses: restart the one that lists nobody.',
      ],
      source: 'alertmanager-mixin AlertmanagerMembersInconsistent: for 15 minutes, critical',
    },
  },
  rows: () => [
    {
      title: 'Alerts and notifications',
      panels: [
        chart('Alerts', 'Alerts that Alertmanager holds, by what becomes of them.', 'short', [
          { expr: 'max by (state) (alertmanager_alerts)', legend: '{{state}}' },
        ]),
        chart('Notifications', 'Messages per second by channel.', 'ops', [
          {
            expr: 'sum by (integration) (rate(alertmanager_notifications_total[$__rate_interval]))',
            legend: '{{integration}}',
          },
        ]),
        chart(
          'Failed notifications',
          'Share of messages that were not delivered, by channel. Who relies on it hears nothing.',
          'percentunit',
          [
            {
              expr: 'sum by (integration) (rate(alertmanager_notifications_failed_total[$__rate_interval])) / (sum by (integration) (rate(alertmanager_notifications_total[$__rate_interval])) > 0)',
              legend: '{{integration}}',
            },
          ],
          limitsOf('AlertmanagerNotificationsFailing', 'AlertmanagerChannelDead'),
        ),
      ],
    },
  ],
  example: {},
});
