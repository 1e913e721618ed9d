import type { SecretRef } from './secret.ts';

/** One synthetic check, run by blackbox_exporter once per scrape of its job. */
export interface ProbePlan {
  /** `service/id`, unique. */
  readonly id: string;
  /** Value of the `probe` label. */
  readonly probe: string;
  readonly service: string;
  readonly class: 'internal' | 'external';
  /** Name of its blackbox module. */
  readonly module: string;
  readonly bearerToken?: SecretRef;
  /** Absolute URL or address; a probe of the service itself is addressed through the site. */
  readonly target:
    | { readonly kind: 'address'; readonly address: string }
    | { readonly kind: 'service'; readonly port: string; readonly urlPath: string };
  /** Longest acceptable duration in seconds. */
  readonly limit: number;
  readonly interval: string;
  /** Timeout of the scrape, longer than the one of the request. */
  readonly timeout: string;
  readonly path: string;
}
