import type { SecretRef } from './secret.ts';
import type { Text } from './workload.ts';

/** An environment variable whose value is read from a secret's file when the program starts. */
export interface SecretVariable {
  readonly variable: string;
  readonly secret: SecretRef;
}

/**
 * The command and arguments that start a program which takes a secret only from its environment. A shell reads each
 * file into its variable and then becomes the program, so that the value is in no file, argument list or manifest.
 * `read` is used instead of a command substitution: `$(…)` in arguments means something to Kubernetes.
 */
export const withSecretEnvironment = (
  variables: readonly SecretVariable[],
  shell: readonly string[],
  program: readonly Text[],
): { readonly command: readonly string[]; readonly args: readonly Text[] } => {
  const reads = variables.map(
    ({ variable }) => `IFS= read -r ${variable} < "$1" || test -n "$${variable}"; export ${variable}; shift; `,
  );
  return {
    command: [...shell, '-ec', `${reads.join('')}exec "$@"`, 'start'],
    args: [...variables.map(({ secret }): Text => [{ secretFile: secret }]), ...program],
  };
};
