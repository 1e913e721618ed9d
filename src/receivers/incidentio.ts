import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { maxAlerts, requestTimeout } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface IncidentioOptions {
  /** Address of the alert source, as incident.io shows it. */
  readonly url: string;
  /** Token of the alert source. */
  readonly token: SecretRef;
}

/** Sends alerts to an alert source of incident.io; escalation is incident.io's own. */
export const incidentio = defineReceiver<IncidentioOptions>()({
  kind: 'incidentio',
  key: 'incidentio_configs',
  since: '0.29',
  options: { url: { kind: 'text', required: true }, token: { kind: 'secret', required: true } },
  validate: options => mustBeUrl('incidentio', 'url', options.url),
  secrets: options => [options.token],
  reaches: options => [options.url],
  render: (options, context) => ({
    url: options.url,
    alert_source_token_file: context.secretFile(options.token),
    // A message above 512 kB is refused as a whole.
    max_alerts: maxAlerts,
    timeout: requestTimeout,
  }),
  example: {
    url: 'https://api.incident.io/v2/alert_events/alertmanager/01HZX',
    token: { secret: 'incidentio-token' },
  },
});
