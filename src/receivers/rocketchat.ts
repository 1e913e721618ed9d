import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { fields, mainLink, use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface RocketchatOptions {
  /** Address of the server: `https://chat.example.com`. */
  readonly url: string;
  /** `#platform` or `@somebody`. */
  readonly channel: string;
  /** Personal access token, with the id of the user that it belongs to. */
  readonly token: SecretRef;
  readonly tokenId: SecretRef;
}

/** Posts to a Rocket.Chat channel. */
export const rocketchat = defineReceiver<RocketchatOptions>()({
  kind: 'rocketchat',
  key: 'rocketchat_configs',
  since: '0.28',
  options: {
    url: { kind: 'text', required: true },
    channel: { kind: 'text', required: true },
    token: { kind: 'secret', required: true },
    tokenId: { kind: 'secret', required: true },
  },
  validate: options => mustBeUrl('rocketchat', 'url', options.url),
  secrets: options => [options.token, options.tokenId],
  reaches: options => [options.url],
  render: (options, context) => ({
    api_url: options.url,
    channel: options.channel,
    token_file: context.secretFile(options.token),
    token_id_file: context.secretFile(options.tokenId),
    color: use('color'),
    title: use('title'),
    title_link: mainLink,
    // Its markup knows no escapes: plain text, whose addresses it makes into links.
    text: use('text'),
    fields,
  }),
  example: {
    url: 'https://chat.example.com',
    channel: '#platform',
    token: { secret: 'rocketchat-token' },
    tokenId: { secret: 'rocketchat-token-id' },
  },
});
