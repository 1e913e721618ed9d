/**
 * The name of a secret. Its value never enters a program: a target turns the name into a file that the reader mounts
 * (a Kubernetes Secret of that name with the key `value`, a Compose or Swarm secret of that name).
 */
export interface SecretRef {
  readonly secret: string;
}

/** Refers to a secret by name. Lower case letters, digits and `-`, at most 63 characters. */
export const secret = (name: string): SecretRef => ({ secret: name });

export const isSecretRef = (value: unknown): value is SecretRef =>
  typeof value === 'object' && value !== null && 'secret' in value && typeof value.secret === 'string';
