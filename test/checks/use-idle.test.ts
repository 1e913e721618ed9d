import { expect, test } from 'vitest';
import { serviceUsing, stackUsing } from '../integrations/synthesized.ts';

test.each([
  [
    'gke',
    '`kubernetesControlPlane()` does not watch the controller manager, etcd, the scheduler: the platform keeps them to itself, and `KubernetesSchedulerDown`, `KubernetesPodsUnschedulable`, `KubernetesControllerManagerDown`, `EtcdNoLeader`, `EtcdWritesSlow`, `EtcdDatabaseFull` with their jobs and panels.',
  ],
  ['eks', 'etcd'],
])('a control plane on %s says what it cannot watch', async (platform, message) => {
  const { diagnostics } = await stackUsing({ kind: 'kubernetesControlPlane', options: { platform } });
  expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['USE-IDLE', 'info']]);
  expect(diagnostics[0]?.message).toContain(message);
});

test('a control plane of one’s own is watched as a whole', async () => {
  const { diagnostics } = await stackUsing({ kind: 'kubernetesControlPlane', options: { platform: 'kubeadm' } });
  expect(diagnostics).toEqual([]);
});

test.each([
  ['elasticsearch', 'ElasticsearchRed', 'logs'],
  ['jaeger', 'JaegerDown', 'traces'],
])('%s in a stack without it says what goes with it', async (kind, alert, feature) => {
  const { diagnostics } = await stackUsing({ kind, options: { alerts: { [alert]: { severity: 'info' } } } });
  expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
    [
      `\`${kind}()\` in \`uses\` of the stack has no effect: the stack has no such part, and what is said of \`${alert}\` goes with it.`,
      `It comes with ${feature} of a service; until then take it out of \`uses\`.`,
    ],
  ]);
});

test('an alert that the options leave out cannot be chosen in silence', async () => {
  const chosen = (options: object) =>
    serviceUsing({
      kind: 'nginx',
      options: { host: 'proxy', ...options, alerts: { NginxConnectionsHigh: { for: '1m' } } },
    });
  expect((await chosen({})).diagnostics.map(({ message }) => message)).toEqual([
    '`nginx()` has no alert `NginxConnectionsHigh` with these options: what `alerts` says of it has no effect.',
  ]);
  expect((await chosen({ maxConnections: 4096 })).diagnostics).toEqual([]);
});
