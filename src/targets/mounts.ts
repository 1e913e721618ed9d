import { compareText } from '../core/diagnostic.ts';
import type { Artefact } from '../ir/artefact.ts';
import { type ImageName, images } from '../ir/images.ts';

/**
 * One mount of configuration. A directory is mounted whole wherever it is ours alone, because only then do changed
 * files reach a running container: a file mounted by itself stays the old one until the container is replaced.
 */
export interface ConfigMount {
  readonly kind: 'directory' | 'file';
  readonly path: string;
  /** Sorted by path. */
  readonly artefacts: readonly Artefact[];
}

const directoryOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

const isWithin = (path: string, directory: string): boolean => path === directory || path.startsWith(`${directory}/`);

/** How the configuration files of one workload reach it. */
export const configMounts = (image: ImageName, artefacts: readonly Artefact[]): readonly ConfigMount[] => {
  const { keepsFiles } = images[image];
  const sorted = artefacts.toSorted((a, b) => compareText(a.mount, b.mount));
  const single = sorted.filter(a => keepsFiles.includes(directoryOf(a.mount)));
  const whole = sorted.filter(a => !keepsFiles.includes(directoryOf(a.mount)));
  const directories = [...new Set(whole.map(a => directoryOf(a.mount)))];
  const roots = directories.filter(path => !directories.some(other => other !== path && isWithin(path, other)));
  const mounts: readonly ConfigMount[] = [
    ...single.map(artefact => ({ kind: 'file' as const, path: artefact.mount, artefacts: [artefact] })),
    ...roots.map(path => ({
      kind: 'directory' as const,
      path,
      artefacts: whole.filter(a => isWithin(directoryOf(a.mount), path)),
    })),
  ];
  return mounts.toSorted((a, b) => compareText(a.path, b.path));
};

/** Every directory that holds a file, for watchers that do not descend. */
export const configDirectories = (mounts: readonly ConfigMount[]): readonly string[] =>
  [...new Set(mounts.flatMap(mount => mount.artefacts.map(a => directoryOf(a.mount))))].toSorted(compareText);
