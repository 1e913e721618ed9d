import { workloads } from '../ir/conventions.ts';
import { counter, gauge } from '../promql/declare.ts';
import { defineIntegration } from './integration.ts';

/** Alertmanager itself. */
export const alertmanager = defineIntegration<Record<never, never>>()({
  kind: 'alertmanager',
  scope: 'platform',
  part: { service: workloads.alertmanager, present: () => true },
  source: 'prometheus/alertmanager 0.34, notify/notify.go, cluster/cluster.go, alert/provider',
  options: {},
  metrics: () => ({
    alerts: gauge('alertmanager_alerts', { labels: { state: { values: ['active', 'suppressed', 'unprocessed'] } } }),
    notifications: counter('alertmanager_notifications_total', { labels: ['integration', 'receiver_name'] }),
    notificationsFailed: counter('alertmanager_notifications_failed_total', {
      labels: ['integration', 'reason', 'receiver_name'],
    }),
    clusterMembers: gauge('alertmanager_cluster_members'),
    configReloadOk: gauge('alertmanager_config_last_reload_successful'),
  }),
  example: {},
});
