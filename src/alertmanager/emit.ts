import { mounts, ports, workloads } from '../ir/conventions.ts';
import type { PlanPart } from '../ir/plan.ts';
import type { ReceiverUsePlan, Routing } from '../ir/routing.ts';
import type { SecretRef } from '../ir/secret.ts';
import type { Edge, Text } from '../ir/workload.ts';
import type { Model } from '../model/model.ts';
import { platformJob } from '../model/platform-job.ts';
import { receivers } from '../receivers/registry.ts';
import { alertLogWorkload } from './alert-log.ts';
import { escalationRules } from './escalation.ts';

/** Alertmanager itself; its routes are `routing(model)`. */
export const emitAlertmanager = (model: Model, routes: Routing): PlanPart => {
  const own = platformJob(model, {
    id: 'alertmanager',
    workload: workloads.alertmanager,
    port: ports.alertmanager.name,
  });
  const uses = usesOf(routes);
  const definitions = uses.flatMap(({ kind }) => receivers.get(kind)?.definition ?? []);
  const inside = new Map(
    definitions.flatMap(({ connects = [] }) => connects.map(({ workload, port }) => [workload, port])),
  );
  return {
    groups: escalationRules(model),
    jobs: [own.job],
    edges: [
      own.edge,
      ...[...new Set(uses.flatMap(({ kind, options }) => receivers.get(kind)?.reachesOf(options) ?? []))].map(outward),
      ...[...inside].map(([to, port]): Edge => ({ from: workloads.alertmanager, to, port, purpose: 'notify' })),
    ],
    workloads: [
      {
        id: workloads.alertmanager,
        kind: 'stateful',
        image: 'alertmanager',
        replicas: 1,
        args: [
          `--config.file=${mounts.alertmanagerConfig}`,
          '--storage.path=/alertmanager',
          // One replica: nothing to gossip with.
          '--cluster.listen-address=',
          ['--web.external-url=', { externalUrl: workloads.alertmanager }],
          '--web.get-concurrency=20',
          // How often each receiver is told: the use of the fallback is itself alerted on.
          '--enable-feature=receiver-name-in-metrics',
        ],
        env: environmentOf(routes),
        ports: [{ ...ports.alertmanager, protocol: 'TCP', audience: 'people' }],
        storage: [{ name: 'data', mountPath: '/alertmanager', size: '1Gi' }],
        secrets: uniqueSecrets(routes),
        readiness: { kind: 'http', path: '/-/ready', port: ports.alertmanager.name },
        liveness: { kind: 'http', path: '/-/healthy', port: ports.alertmanager.name },
        cpu: '50m',
        memory: '64Mi',
        memoryLimit: '128Mi',
        reload: { port: ports.alertmanager.name, path: '/-/reload' },
        path: model.path,
      },
      ...(inside.has(workloads.alertLog) ? [alertLogWorkload(model)] : []),
    ],
  };
};

const usesOf = (routes: Routing): readonly ReceiverUsePlan[] => routes.receivers.flatMap(({ uses }) => uses);

/** The way to a receiver's address, which is a URL or `host:port`. */
const outward = (address: string): Edge => {
  const explicit = /^(?:[a-z]+:\/\/)?[^/:]+:(\d+)/.exec(address)?.[1];
  const port = explicit ?? (address.startsWith('http:') ? '80' : '443');
  return { from: workloads.alertmanager, to: 'external', port, purpose: 'notify', address };
};

const uniqueSecrets = (routes: Routing): readonly SecretRef[] => {
  const names = new Set(
    usesOf(routes)
      .flatMap(({ kind, options }) => receivers.get(kind)?.secretsOf(options) ?? [])
      .map(({ secret }) => secret),
  );
  return [...names].sort().map(secret => ({ secret }));
};

/** Variables that hold the file of a secret; receivers that share one share its file, which is checked. */
const environmentOf = (routes: Routing): Readonly<Record<string, Text>> =>
  Object.fromEntries(
    usesOf(routes)
      .flatMap(({ kind, options }) => Object.entries(receivers.get(kind)?.environmentOf(options) ?? {}))
      .map(([name, secret]): [string, Text] => [name, [{ secretFile: secret }]]),
  );
