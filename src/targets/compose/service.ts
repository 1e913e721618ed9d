import { compareText } from '../../core/diagnostic.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';
import type { Artefact } from '../../ir/artefact.ts';
import { imageReference, images } from '../../ir/images.ts';
import type { Site } from '../../ir/site.ts';
import type { Text, Workload } from '../../ir/workload.ts';
import { contentHash } from '../content-hash.ts';
import { findWorkload } from '../lookup.ts';
import { configMounts } from '../mounts.ts';
import { dockerBytes, parseQuantity } from '../quantity.ts';
import { resolveText } from '../text.ts';
import { healthCheck } from './health.ts';
import { type ComposeDeployment, configPath, hostGateway, publishedPorts, startsAfter } from './layout.ts';
import { networksOf, scrapesHost } from './networks.ts';

/** Compose expands `$NAME` in every string of the file, and reads `$$` as `$`. */
const escapeDollars = (value: JsonValue): JsonValue => {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escapeDollars);
  return isJsonObject(value) ? escapeEntries(value) : value;
};

const escapeEntries = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, value === undefined ? value : escapeDollars(value)]),
  );

/** What must run, be healthy or be done before the workload starts. */
const dependencies = ({ plan }: ComposeDeployment, workload: Workload): JsonObject =>
  Object.fromEntries(
    startsAfter(plan, workload).flatMap(to => {
      const other = findWorkload(plan, to);
      if (other === undefined) return [];
      const running = healthCheck(other) === undefined ? 'service_started' : 'service_healthy';
      return [[to, { condition: other.kind === 'task' ? 'service_completed_successfully' : running }]];
    }),
  );

/** Named volumes of a workload: what must outlive its container. */
export const volumeName = (workload: Workload, storage: string): string => `${workload.id}-${storage}`;

const volumes = (workload: Workload, artefacts: readonly Artefact[]): readonly JsonObject[] => [
  ...configMounts(workload.image, artefacts).map(({ path }) => ({
    type: 'bind',
    source: `./${configPath(workload.id, path)}`,
    target: path,
    read_only: true,
  })),
  ...workload.storage
    .filter(storage => storage.size !== undefined)
    .map(({ name, mountPath }) => ({ type: 'volume', source: volumeName(workload, name), target: mountPath })),
  ...[...(workload.host?.mounts ?? []), ...(workload.hostLogs ?? [])].map(({ hostPath, mountPath }) => ({
    type: 'bind',
    source: hostPath,
    target: mountPath,
    read_only: true,
    bind: { propagation: 'rslave' },
  })),
];

/** Scratch space in memory, owned by the user of the image; it counts against the memory limit, hence its size. */
const scratch = (workload: Workload): readonly string[] => {
  const { user, group, writes, runsFromScratch } = images[workload.image];
  const kept = workload.storage.filter(storage => storage.size !== undefined).map(storage => storage.mountPath);
  const temporary = workload.storage.filter(storage => storage.size === undefined).map(storage => storage.mountPath);
  return [...new Set(['/tmp', ...writes, ...temporary])]
    .filter(path => !kept.includes(path))
    .toSorted(compareText)
    .map(path => `${path}:size=64m,mode=1777,uid=${user},gid=${group}${runsFromScratch === true ? ',exec' : ''}`);
};

const present = (entries: Readonly<Record<string, JsonValue | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(entries).filter(
      ([, value]) =>
        value !== undefined && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0),
    ),
  );

/** One service of compose.yaml. */
export const composeService = (
  deployment: ComposeDeployment,
  site: Site,
  workload: Workload,
  artefacts: readonly Artefact[],
): JsonObject => {
  const { options, plan, versions } = deployment;
  const { user, group, readOnlyRoot } = images[workload.image];
  const text = (value: Text) => resolveText(site, workload.id, value);
  const environment = Object.entries(workload.env).sort(([a], [b]) => compareText(a, b));
  return escapeEntries(
    present({
      image: imageReference(workload.image, versions),
      entrypoint: workload.command,
      command: workload.args.map(text),
      environment: Object.fromEntries(environment.map(([name, value]) => [name, text(value)])),
      user: `${user}:${group}`,
      read_only: readOnlyRoot === true ? true : undefined,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: workload.kind === 'task' ? 'no' : 'unless-stopped',
      depends_on: dependencies(deployment, workload),
      healthcheck: healthCheck(workload),
      // Published on loopback unless the author says otherwise: none of these products is meant to face a network bare.
      ports: publishedPorts(workload).map(({ port, protocol }) => ({
        host_ip: options.bindAddress,
        published: String(port),
        target: port,
        protocol: protocol.toLowerCase(),
      })),
      networks: networksOf(deployment, workload),
      extra_hosts: scrapesHost(plan, workload.id) ? [`${hostGateway}:host-gateway`] : undefined,
      // The network namespace of the host is not shared: a listener there could not be bound to loopback and be scraped.
      pid: workload.host?.pid === true ? 'host' : undefined,
      uts: workload.host?.network === true ? 'host' : undefined,
      volumes: volumes(workload, artefacts),
      tmpfs: scratch(workload),
      secrets: [...new Set(workload.secrets.map(({ secret }) => secret))].toSorted(compareText),
      // A changed label makes `docker compose up` replace the container; what can reload is told to instead.
      labels:
        workload.reload === undefined && artefacts.length > 0
          ? { 'sightline.config': contentHash(artefacts) }
          : undefined,
      mem_reservation: dockerBytes(workload.memory),
      mem_limit: dockerBytes(workload.memoryLimit),
      // A share of 1024 is one processor when all are busy, as for a Kubernetes request; there is no limit.
      cpu_shares: Math.max(2, Math.round((parseQuantity(workload.cpu) ?? 1) * 1024)),
      logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
    }),
  );
};
