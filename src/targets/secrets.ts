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

/** Bash commands that ask for each value and write it to a file, without a trace in the history or the process list. */
export const askForSecrets = (directory: string, secrets: readonly NeededSecret[]): readonly string[] => [
  `mkdir -p -m 700 ${directory}`,
  'for name in \\',
  ...secrets.map(({ name }) => `  ${name} \\`),
  `; do read -rsp "$name: " value && printf %s "$value" > ${directory}/"$name"; echo; done`,
];

/** Who reads what, as a list. */
export const describeSecrets = (secrets: readonly NeededSecret[]): string =>
  secrets.map(({ name, readers }) => `- \`${name}\`, read by ${readers.map(r => `\`${r}\``).join(', ')}`).join('\n');

/** How to log in where people can: the account, and the secret that holds its password. */
export const describeLogin = ({ login }: Workload): string =>
  login === undefined ? '' : `; log in as \`${login.user}\` with the secret \`${login.secret.secret}\``;
