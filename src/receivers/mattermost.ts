import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { fields, mainLink, use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface MattermostOptions {
  /** Address of an incoming webhook. */
  readonly webhookUrl: SecretRef;
  /** Host of that address: `https://chat.example.com`. Default: any host on port 443. */
  readonly host?: string;
  /** Channel other than the webhook's own. */
  readonly channel?: string;
}

/** Posts to a Mattermost channel. */
export const mattermost = defineReceiver<MattermostOptions>()({
  kind: 'mattermost',
  key: 'mattermost_configs',
  since: '0.30',
  options: { webhookUrl: { kind: 'secret', required: true }, host: { kind: 'text' }, channel: { kind: 'text' } },
  validate: options => mustBeUrl('mattermost', 'host', options.host),
  secrets: options => [options.webhookUrl],
  reaches: options => [options.host ?? 'https://*'],
  render: (options, context) => ({
    webhook_url_file: context.secretFile(options.webhookUrl),
    ...(options.channel === undefined ? {} : { channel: options.channel }),
    fallback: use('title'),
    color: use('color'),
    title: use('title'),
    title_link: mainLink,
    text: use('markdown'),
    fields,
  }),
  example: { webhookUrl: { secret: 'mattermost-webhook-url' }, channel: 'platform' },
});
