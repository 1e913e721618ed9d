import { k8s } from 'cdk8s-plus-27';
import { type ImageName, imageReference, images } from '../../ir/images.ts';
import type { Site } from '../../ir/site.ts';
import type { HealthCheck, Text, Workload } from '../../ir/workload.ts';
import { contentHash } from '../content-hash.ts';
import { configDirectories } from '../mounts.ts';
import { resolveText } from '../text.ts';
import type { Configuration } from './config-maps.ts';
import { type KubernetesDeployment, nameLabel, workloadLabels } from './layout.ts';
import { configVolumes, podVolumes } from './volumes.ts';

const { IntOrString, Quantity } = k8s;

/** What the `restricted` pod security standard asks of every container. */
const containerSecurity = (image: ImageName): k8s.SecurityContext => ({
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: images[image].readOnlyRoot === true,
});

const podSecurity = (image: ImageName): k8s.PodSecurityContext => ({
  runAsNonRoot: true,
  runAsUser: images[image].user,
  runAsGroup: images[image].group,
  fsGroup: images[image].group,
  // Without it the kubelet changes the owner of every file of a large volume at each start.
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
});

const resources = (cpu: string, memory: string, memoryLimit: string): k8s.ResourceRequirements => ({
  requests: { cpu: Quantity.fromString(cpu), memory: Quantity.fromString(memory) },
  // No limit on processor time: throttling delays evaluation and probes long before a node is busy.
  limits: { memory: Quantity.fromString(memoryLimit) },
});

const probe = (check: HealthCheck, timing: k8s.Probe): k8s.Probe => {
  switch (check.kind) {
    case 'http':
      return { httpGet: { path: check.path, port: IntOrString.fromString(check.port) }, ...timing };
    case 'tcp':
      return { tcpSocket: { port: IntOrString.fromString(check.port) }, ...timing };
    case 'command':
      return { exec: { command: [...check.command] }, ...timing };
  }
};

const startupPeriod = 10;

const probes = ({
  readiness,
  liveness,
  startupSeconds,
}: Workload): Pick<k8s.Container, 'readinessProbe' | 'livenessProbe' | 'startupProbe'> => {
  const first = liveness ?? readiness;
  return {
    ...(readiness === undefined
      ? {}
      : { readinessProbe: probe(readiness, { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }) }),
    ...(liveness === undefined
      ? {}
      : { livenessProbe: probe(liveness, { periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 }) }),
    ...(first === undefined || startupSeconds === undefined
      ? {}
      : {
          startupProbe: probe(first, {
            periodSeconds: startupPeriod,
            timeoutSeconds: 5,
            failureThreshold: Math.max(1, Math.ceil(startupSeconds / startupPeriod)),
          }),
        }),
  };
};

/** The kubelet expands `$(NAME)` in commands, arguments and values, and reads `$$` as `$`. */
const literal = (text: string): string => text.replaceAll('$', '$$$$');

/** Its arguments, and the one that lets the reloader beside it tell it of a change. */
const argumentsOf = ({ args, reload }: Workload, text: (value: Text) => string): Pick<k8s.Container, 'args'> => {
  const all = [...args, ...(reload?.argument === undefined ? [] : [reload.argument])];
  return all.length === 0 ? {} : { args: all.map(text) };
};

const mainContainer = (
  deployment: KubernetesDeployment,
  site: Site,
  workload: Workload,
  mounts: readonly k8s.VolumeMount[],
): k8s.Container => {
  const text = (value: Text) => literal(resolveText(site, workload.id, value));
  const env = Object.entries(workload.env).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    name: workload.id,
    image: imageReference(workload.image, deployment.versions),
    imagePullPolicy: 'IfNotPresent',
    ...(workload.command === undefined ? {} : { command: workload.command.map(literal) }),
    ...argumentsOf(workload, text),
    ...(env.length === 0 ? {} : { env: env.map(([name, value]) => ({ name, value: text(value) })) }),
    ...(workload.ports.length === 0
      ? {}
      : { ports: workload.ports.map(({ name, port, protocol }) => ({ name, containerPort: port, protocol })) }),
    ...probes(workload),
    resources: resources(workload.cpu, workload.memory, workload.memoryLimit),
    securityContext: containerSecurity(workload.image),
    ...(mounts.length === 0 ? {} : { volumeMounts: [...mounts] }),
  };
};

/**
 * Watches the mounted configuration and asks the workload to reload: a rollout instead would make Prometheus replay its
 * write-ahead log, minutes without evaluation for a change of one threshold.
 */
const reloader = (
  deployment: KubernetesDeployment,
  workload: Workload,
  configuration: Configuration,
): readonly k8s.Container[] => {
  const directories = configDirectories(configuration.mounts.filter(mount => mount.kind === 'directory'));
  const port = workload.ports.find(p => p.name === workload.reload?.port)?.port;
  if (workload.reload === undefined || port === undefined || directories.length === 0) return [];
  return [
    {
      name: 'config-reloader',
      image: imageReference('config-reloader', deployment.versions),
      imagePullPolicy: 'IfNotPresent',
      args: [
        `--reload-url=http://127.0.0.1:${port}${workload.reload.path}`,
        '--watch-interval=1m',
        ...directories.map(directory => `--watched-dir=${directory}`),
      ],
      resources: resources('10m', '32Mi', '64Mi'),
      securityContext: containerSecurity('config-reloader'),
      volumeMounts: configVolumes(configuration).mounts.filter(mount => mount.subPath === undefined),
    },
  ];
};

/** Replicas must not share a node, and should not share a zone. */
const spread = (
  deployment: KubernetesDeployment,
  workload: Workload,
): Pick<k8s.PodSpec, 'affinity' | 'topologySpreadConstraints'> => {
  if (workload.replicas < 2 || workload.kind === 'daemon' || workload.kind === 'task') return {};
  const labelSelector = { matchLabels: { [nameLabel]: workload.id, 'app.kubernetes.io/part-of': deployment.org } };
  return {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: 'kubernetes.io/hostname' }],
      },
    },
    topologySpreadConstraints: [
      { labelSelector, maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
    ],
  };
};

/** The pod of a workload. */
export const podTemplate = (
  deployment: KubernetesDeployment,
  site: Site,
  workload: Workload,
  configuration: Configuration,
): k8s.PodTemplateSpec => {
  const { volumes, mounts } = podVolumes(workload, configuration);
  const hash =
    workload.reload === undefined && configuration.entries.length > 0
      ? // Nothing tells such a workload that a file changed, so a change of content replaces its pods.
        { annotations: { 'checksum/config': contentHash(configuration.entries.map(entry => entry.artefact)) } }
      : {};
  return {
    metadata: { labels: workloadLabels(deployment.org, workload), ...hash },
    spec: {
      serviceAccountName: workload.id,
      automountServiceAccountToken: workload.api !== undefined,
      // Service links would add a variable per service, and some products read such variables as their settings.
      enableServiceLinks: false,
      securityContext: podSecurity(workload.image),
      ...(workload.host?.network === true ? { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' } : {}),
      ...(workload.host?.pid === true ? { hostPid: true } : {}),
      // An agent belongs on every node, also on those that keep ordinary pods away.
      ...(workload.kind === 'daemon' ? { tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }] } : {}),
      ...(workload.kind === 'task' ? { restartPolicy: 'OnFailure' } : {}),
      // Time to flush what was received last.
      ...(workload.kind === 'stateful' ? { terminationGracePeriodSeconds: 120 } : {}),
      ...spread(deployment, workload),
      containers: [mainContainer(deployment, site, workload, mounts), ...reloader(deployment, workload, configuration)],
      ...(volumes.length === 0 ? {} : { volumes: [...volumes] }),
    },
  };
};
