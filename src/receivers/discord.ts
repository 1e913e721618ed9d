import type { SecretRef } from '../ir/secret.ts';
import { use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface DiscordOptions {
  /** Address of a channel's webhook. */
  readonly webhookUrl: SecretRef;
}

/** Posts to a Discord channel. */
export const discord = defineReceiver<DiscordOptions>()({
  kind: 'discord',
  key: 'discord_configs',
  // The kind is from 0.25, its file for the address is not.
  since: '0.28',
  options: { webhookUrl: { kind: 'secret', required: true } },
  secrets: options => [options.webhookUrl],
  reaches: () => ['https://discord.com'],
  render: (options, context) => ({
    webhook_url_file: context.secretFile(options.webhookUrl),
    title: use('title'),
    message: use('markdown'),
  }),
  example: { webhookUrl: { secret: 'discord-webhook-url' } },
});
