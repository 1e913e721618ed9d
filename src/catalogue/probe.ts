import type { Duration } from '../core/duration.ts';
import type { SecretRef } from '../ir/secret.ts';
import type { AlertSeverity } from './alert.ts';
import type { GeneratedAlertChoices, ProbeAlertName } from './generated-alerts.ts';

/** One HTTP request, repeated; `internal` is inside the deployment every 10 s, `external` from outside every 60 s. */
export interface ProbeEntry {
  readonly id: string;
  readonly kind: 'http';
  /** Path on the service itself, or `url` for any other address. */
  readonly path?: string;
  readonly url?: string;
  /** Default `internal` with `path`, `external` with `url`. */
  readonly class?: 'internal' | 'external';
  /** Longest acceptable duration. */
  readonly within: Duration;
  /** Default 10s internal, 60s external. */
  readonly interval?: Duration;
  /** Default [200]. */
  readonly status?: readonly number[];
  /** Fails unless the body matches (RE2, unanchored). */
  readonly matches?: string;
  /** Fails unless these fields of a JSON body have these values; keys are paths: `checks.database`. */
  readonly json?: Readonly<Record<string, string | number | boolean>>;
  readonly bearerToken?: SecretRef;
  /** Severity of its failure. Default: critical for the service itself, warning for an external address. */
  readonly severity?: AlertSeverity;
  /** Thresholds, severities and switches of the alerts that come with it, by name: `{ProbeSlow: {for: '5m'}}`. */
  readonly alerts?: GeneratedAlertChoices<ProbeAlertName>;
  /** The longest that it may take from a failure to a message. Default: 2 minutes for a critical internal probe. */
  readonly notifyWithin?: Duration;
  /** Id of a runbook of the service or of the stack. */
  readonly runbook: string;
}
