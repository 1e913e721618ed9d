import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { bySeverity, facts, use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface OpsgenieOptions {
  /** Key of an API integration. */
  readonly apiKey: SecretRef;
  /** Team that is alerted. Default: the one that owns the integration. */
  readonly team?: string;
  /** Address of the API. Default `https://api.opsgenie.com/`; accounts in the EU have `https://api.eu.opsgenie.com/`. */
  readonly apiUrl?: string;
}

const defaultUrl = 'https://api.opsgenie.com/';

/** Raises an alert in Opsgenie; escalation is Opsgenie's own policy. */
export const opsgenie = defineReceiver<OpsgenieOptions>()({
  kind: 'opsgenie',
  key: 'opsgenie_configs',
  since: '0.25',
  options: {
    apiKey: { kind: 'secret', required: true },
    team: { kind: 'text' },
    apiUrl: { kind: 'text' },
  },
  validate: options => mustBeUrl('opsgenie', 'apiUrl', options.apiUrl),
  secrets: options => [options.apiKey],
  reaches: options => [options.apiUrl ?? defaultUrl],
  render: (options, context) => ({
    api_key_file: context.secretFile(options.apiKey),
    api_url: options.apiUrl ?? defaultUrl,
    message: use('headline'),
    description: use('text'),
    source: 'Alertmanager',
    entity: '{{ .CommonLabels.service }}',
    details: facts,
    ...(options.team === undefined ? {} : { responders: [{ type: 'team', name: options.team }] }),
    tags: '{{ .CommonLabels.service }},{{ .CommonLabels.category }}',
    priority: bySeverity({ resolved: 'P5', critical: 'P1', warning: 'P3', info: 'P5' }),
  }),
  example: { apiKey: { secret: 'opsgenie-api-key' }, team: 'platform' },
});
