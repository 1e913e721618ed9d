import { k8s } from 'cdk8s-plus-27';
import { kebabCase } from '../../core/names.ts';
import { images } from '../../ir/images.ts';
import type { Workload } from '../../ir/workload.ts';
import type { ConfigMount } from '../mounts.ts';
import type { ConfigEntry, Configuration } from './config-maps.ts';
import { isStateful, secretsDirectory } from './layout.ts';

/** Volumes of a pod with their mounts. Claims have a mount and no volume here: the StatefulSet makes their volumes. */
export interface PodVolumes {
  readonly volumes: readonly k8s.Volume[];
  readonly mounts: readonly k8s.VolumeMount[];
}

const join = (parts: readonly PodVolumes[]): PodVolumes => ({
  volumes: parts.flatMap(part => part.volumes),
  mounts: parts.flatMap(part => part.mounts),
});

const projection = (entries: readonly ConfigEntry[], path: (entry: ConfigEntry) => string): k8s.VolumeProjection[] =>
  [...new Set(entries.map(entry => entry.map))].map(name => ({
    configMap: {
      name,
      items: entries.filter(entry => entry.map === name).map(entry => ({ key: entry.key, path: path(entry) })),
    },
  }));

const entriesOf = ({ entries }: Configuration, mount: ConfigMount): readonly ConfigEntry[] =>
  entries.filter(entry => mount.artefacts.includes(entry.artefact));

/** Directories are projected whole, sub-directories included, so that a changed ConfigMap reaches the running pod. */
export const configVolumes = (configuration: Configuration): PodVolumes => {
  const directories = configuration.mounts.filter(mount => mount.kind === 'directory');
  const files = configuration.mounts.filter(mount => mount.kind === 'file');
  const singles = files.flatMap(mount => entriesOf(configuration, mount));
  return join([
    ...directories.map((mount, i) => {
      const name = i === 0 ? 'mounted-config' : `mounted-config-${i + 1}`;
      const sources = projection(entriesOf(configuration, mount), entry =>
        entry.artefact.mount.slice(mount.path.length + 1),
      );
      return {
        volumes: [{ name, projected: { sources } }],
        mounts: [{ name, mountPath: mount.path, readOnly: true }],
      };
    }),
    ...(singles.length === 0
      ? []
      : [
          {
            volumes: [{ name: 'mounted-files', projected: { sources: projection(singles, entry => entry.key) } }],
            mounts: singles.map(({ key, artefact }) => ({
              name: 'mounted-files',
              mountPath: artefact.mount,
              subPath: key,
              readOnly: true,
            })),
          },
        ]),
  ]);
};

const secretVolumes = (workload: Workload): PodVolumes => {
  if (workload.secrets.length === 0) return { volumes: [], mounts: [] };
  const names = [...new Set(workload.secrets.map(({ secret }) => secret))].toSorted();
  const sources = names.map(name => ({ secret: { name, items: [{ key: 'value', path: name }] } }));
  return {
    // Readable for the group only: the kubelet gives the files to the pod's fsGroup.
    volumes: [{ name: 'mounted-secrets', projected: { defaultMode: 0o440, sources } }],
    mounts: [{ name: 'mounted-secrets', mountPath: secretsDirectory, readOnly: true }],
  };
};

const hostVolumes = (workload: Workload): PodVolumes =>
  join(
    (workload.host?.mounts ?? []).map(({ name, hostPath, mountPath }) => ({
      volumes: [{ name: `host-${name}`, hostPath: { path: hostPath } }],
      mounts: [{ name: `host-${name}`, mountPath, readOnly: true, mountPropagation: 'HostToContainer' }],
    })),
  );

const scratchName = (path: string): string => `scratch-${kebabCase(path)}`.slice(0, 63).replace(/-+$/, '');

const storageVolumes = (workload: Workload): PodVolumes => {
  const written = workload.storage.map(storage => storage.mountPath);
  const scratch = [...new Set(['/tmp', ...images[workload.image].writes])].filter(path => !written.includes(path));
  return join([
    ...workload.storage.map(({ name, mountPath, size }) => ({
      volumes: size !== undefined && isStateful(workload) ? [] : [{ name, emptyDir: {} }],
      mounts: [{ name, mountPath }],
    })),
    ...scratch.toSorted().map(path => ({
      volumes: [{ name: scratchName(path), emptyDir: {} }],
      mounts: [{ name: scratchName(path), mountPath: path }],
    })),
  ]);
};

/** Everything a workload mounts. */
export const podVolumes = (workload: Workload, configuration: Configuration): PodVolumes =>
  join([configVolumes(configuration), secretVolumes(workload), storageVolumes(workload), hostVolumes(workload)]);

/** One claim per replica and directory that must survive. */
export const volumeClaims = (
  workload: Workload,
  storageClass: string | undefined,
): k8s.KubePersistentVolumeClaimProps[] =>
  workload.storage.flatMap(({ name, size }) =>
    size === undefined
      ? []
      : [
          {
            metadata: { name },
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: k8s.Quantity.fromString(size) } },
              ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
            },
          },
        ],
  );
