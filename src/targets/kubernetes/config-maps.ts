import { type Diagnostic, report } from '../../core/diagnostic.ts';
import { renderBody } from '../../core/render.ts';
import type { Artefact } from '../../ir/artefact.ts';
import type { Workload } from '../../ir/workload.ts';
import { type ConfigMount, configMounts } from '../mounts.ts';
import { configMapSize } from '../problems.ts';

/**
 * Bytes of one object as JSON: `kubectl apply` stores it in an annotation, and all annotations of an object together
 * may have 262,144 bytes.
 */
export const objectLimit = 250_000;

/** Room for name, namespace and labels, each at most 63 characters of value. */
const metadataBytes = 1_000;

/** One file in a ConfigMap. */
export interface ConfigEntry {
  readonly artefact: Artefact;
  readonly map: string;
  readonly key: string;
  readonly text: string;
}

/** The configuration of one workload: its files by ConfigMap, and how they are mounted. */
export interface Configuration {
  readonly entries: readonly ConfigEntry[];
  readonly mounts: readonly ConfigMount[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Keys allow no slash: the last part of the path, numbered when two directories hold a file of one name. */
const keyOf = (artefact: Artefact, taken: ReadonlySet<string>): string => {
  const name = artefact.mount.slice(artefact.mount.lastIndexOf('/') + 1);
  let key = name;
  for (let n = 2; taken.has(key); n++) key = `${n}-${name}`;
  return key;
};

const directoryOf = ({ mount }: Artefact): string => mount.slice(0, mount.lastIndexOf('/'));

/** Characters that Go's encoder writes as six bytes, `\\u003c`, wherever kubectl writes an object as JSON. */
const escapedByGo = /[<>&\u2028\u2029]/g;

const bytesOf = (key: string, text: string): number =>
  Buffer.byteLength(JSON.stringify({ [key]: text }).replace(escapedByGo, '\\u0000'));

/** The name of a ConfigMap that holds one file; keys are distinct, and so are names unless only their spelling differs. */
const ownMap = (workload: Workload, key: string, taken: ReadonlySet<string>): string => {
  const name = `${workload.id}-file-${key
    .replace(/\.[a-z]+$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')}`
    .replace(/-+$/, '')
    .slice(0, 200);
  let map = name;
  for (let n = 2; taken.has(map); n++) map = `${name}-${n}`;
  return map;
};

/**
 * Distributes whole files over ConfigMaps. One that stands apart has a ConfigMap of its own. The others share one when
 * it holds them all, else as few as their order allows for each directory: a file that grows then moves nothing in
 * another directory.
 */
export const configurationOf = (workload: Workload, artefacts: readonly Artefact[], path: string): Configuration => {
  const mounts = configMounts(workload.image, artefacts);
  const entries: ConfigEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  const taken = new Set<string>();
  const own = new Set<string>();
  const files = mounts
    .flatMap(mount => mount.artefacts)
    .map(artefact => {
      const key = keyOf(artefact, taken);
      taken.add(key);
      const text = renderBody(artefact.format, artefact.body);
      return { artefact, key, text, bytes: bytesOf(key, text) };
    });
  const shared = files.filter(({ artefact }) => artefact.apart !== true);
  const fitsInOne = shared.reduce((sum, { bytes }) => sum + bytes, metadataBytes) <= objectLimit;
  let number = 1;
  let used = metadataBytes;
  let directory: string | undefined;
  for (const { artefact, key, text, bytes } of files) {
    if (bytes + metadataBytes > objectLimit) {
      const at = artefact.origins[''] ?? Object.values(artefact.origins)[0] ?? workload.path;
      diagnostics.push(
        report(
          configMapSize,
          at === '' ? path : at,
          `The file \`${artefact.mount}\` of \`${workload.id}\` takes ${bytes} bytes in a ConfigMap; at most ${objectLimit - metadataBytes} fit.`,
          'Split it: several dashboards, or rules in several groups.',
        ),
      );
      continue;
    }
    if (artefact.apart === true) {
      const map = ownMap(workload, key, own);
      own.add(map);
      entries.push({ artefact, map, key, text });
      continue;
    }
    const isElsewhere = !fitsInOne && directory !== undefined && directoryOf(artefact) !== directory;
    directory = directoryOf(artefact);
    if (isElsewhere || used + bytes > objectLimit) {
      number += 1;
      used = metadataBytes;
    }
    used += bytes;
    entries.push({ artefact, map: `${workload.id}-config${number === 1 ? '' : `-${number}`}`, key, text });
  }
  return { entries, mounts, diagnostics };
};
