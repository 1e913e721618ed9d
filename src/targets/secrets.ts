import { compareText } from '../core/diagnostic.ts';
import type { Workload } from '../ir/workload.ts';

/** A secret that somebody has to create before the stack starts, and who reads it. */
export interface NeededSecret {
  readonly name: string;
  /** Workload ids, sorted. */
  readonly readers: readonly string[];
}

/** Every secret of the workloads, by name. */
export const neededSecrets = (workloads: readonly Workload[]): readonly NeededSecret[] => {
  const readers = new Map<string, Set<string>>();
  for (const workload of workloads)
    for (const { secret } of workload.secrets) readers.set(secret, (readers.get(secret) ?? new Set()).add(workload.id));
  return [...readers]
    .map(([name, ids]) => ({ name, readers: [...ids].toSorted(compareText) }))
    .toSorted((a, b) => compareText(a.name, b.name));
};
