import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface WebexOptions {
  readonly roomId: string;
  /** Token of a bot. */
  readonly token: SecretRef;
  /** Address of the API. Default `https://webexapis.com/v1/messages`. */
  readonly apiUrl?: string;
}

const defaultUrl = 'https://webexapis.com/v1/messages';

/** Writes to a Webex room as a bot. */
export const webex = defineReceiver<WebexOptions>()({
  kind: 'webex',
  key: 'webex_configs',
  since: '0.25',
  options: {
    roomId: { kind: 'text', required: true },
    token: { kind: 'secret', required: true },
    apiUrl: { kind: 'text' },
  },
  validate: options => mustBeUrl('webex', 'apiUrl', options.apiUrl),
  secrets: options => [options.token],
  reaches: options => [options.apiUrl ?? defaultUrl],
  render: (options, context) => ({
    api_url: options.apiUrl ?? defaultUrl,
    room_id: options.roomId,
    http_config: { authorization: { type: 'Bearer', credentials_file: context.secretFile(options.token) } },
    message: `**${use('title')}**\n\n${use('markdown')}`,
  }),
  example: { roomId: 'Y2lzY29zcGFyazovL3VzL1JPT00v', token: { secret: 'webex-bot-token' } },
});
