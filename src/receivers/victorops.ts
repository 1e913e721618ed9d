import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { bySeverity, facts, use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface VictoropsOptions {
  /** Key of the REST integration. */
  readonly apiKey: SecretRef;
  /** Routing key, which selects the escalation policy. */
  readonly route: string;
  /** Address of the integration, without key. Default: that of VictorOps (Splunk On-Call). */
  readonly apiUrl?: string;
}

const defaultUrl = 'https://alert.victorops.com/integrations/generic/20131114/alert/';

/** Pages through VictorOps, now Splunk On-Call. */
export const victorops = defineReceiver<VictoropsOptions>()({
  kind: 'victorops',
  key: 'victorops_configs',
  since: '0.25',
  options: {
    apiKey: { kind: 'secret', required: true },
    route: { kind: 'text', required: true },
    apiUrl: { kind: 'text' },
  },
  validate: options => mustBeUrl('victorops', 'apiUrl', options.apiUrl),
  secrets: options => [options.apiKey],
  reaches: options => [options.apiUrl ?? defaultUrl],
  render: (options, context) => ({
    api_key_file: context.secretFile(options.apiKey),
    api_url: options.apiUrl ?? defaultUrl,
    routing_key: options.route,
    // Alertmanager says RECOVERY itself once nothing fires.
    message_type: bySeverity({ resolved: 'RECOVERY', critical: 'CRITICAL', warning: 'WARNING', info: 'INFO' }),
    entity_display_name: use('headline'),
    state_message: use('text'),
    monitoring_tool: 'Alertmanager',
    custom_fields: facts,
  }),
  example: { apiKey: { secret: 'victorops-api-key' }, route: 'platform' },
});
