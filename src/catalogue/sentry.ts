import type { SecretRef } from '../ir/secret.ts';

/** The Sentry organisation that Grafana can ask for issues, beside metrics, logs and traces. */
export interface SentryEntry {
  /** Slug of the organisation, as it stands in the addresses of its pages. */
  readonly organization: string;
  /** Default `https://sentry.io`. */
  readonly url?: string;
  /** Token of an internal integration that may read projects, issues, events and the organisation, and nothing else. */
  readonly token: SecretRef;
}
