import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface MsteamsOptions {
  /** Address of a workflow that posts to a channel. */
  readonly webhookUrl: SecretRef;
  /** Host of that address: `https://prod-1.westeurope.logic.azure.com`. Default: any host on port 443. */
  readonly host?: string;
}

/** Posts an adaptive card to Microsoft Teams through a workflow; the older connectors no longer exist. */
export const msteams = defineReceiver<MsteamsOptions>()({
  kind: 'msteams',
  key: 'msteamsv2_configs',
  since: '0.28',
  options: { webhookUrl: { kind: 'secret', required: true }, host: { kind: 'text' } },
  validate: options => mustBeUrl('msteams', 'host', options.host),
  secrets: options => [options.webhookUrl],
  reaches: options => [options.host ?? 'https://*'],
  render: (options, context) => ({
    webhook_url_file: context.secretFile(options.webhookUrl),
    title: use('title'),
    text: use('markdown'),
  }),
  example: { webhookUrl: { secret: 'teams-webhook-url' } },
});
