import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface TelegramOptions {
  readonly botToken: SecretRef;
  /** The chat that the bot writes to; groups have negative numbers. */
  readonly chatId: number;
  /** Topic of a forum group. Default: the general one. */
  readonly topicId?: number;
  /** Address of the Bot API. Default `https://api.telegram.org`. */
  readonly apiUrl?: string;
}

const defaultUrl = 'https://api.telegram.org';

/** Writes to a Telegram chat as a bot. */
export const telegram = defineReceiver<TelegramOptions>()({
  kind: 'telegram',
  key: 'telegram_configs',
  since: '0.26',
  options: {
    botToken: { kind: 'secret', required: true },
    chatId: { kind: 'number', required: true },
    topicId: { kind: 'number' },
    apiUrl: { kind: 'text' },
  },
  validate: options => [
    ...(Number.isInteger(options.chatId) && options.chatId !== 0
      ? []
      : [
          {
            kind: 'value',
            message: `\`chatId\` of telegram() must be a whole number other than 0, not ${options.chatId}.`,
            hint: 'Add the bot to the chat and read chat.id from getUpdates.',
          } as const,
        ]),
    ...mustBeUrl('telegram', 'apiUrl', options.apiUrl),
  ],
  secrets: options => [options.botToken],
  reaches: options => [options.apiUrl ?? defaultUrl],
  render: (options, context) => ({
    bot_token_file: context.secretFile(options.botToken),
    chat_id: options.chatId,
    ...(options.topicId === undefined ? {} : { message_thread_id: options.topicId }),
    api_url: options.apiUrl ?? defaultUrl,
    message: `${use('title')}\n\n${use('text')}`,
    // Plain: Telegram refuses a message whose markup is cut off at its limit of 4096 characters.
    parse_mode: '',
  }),
  example: { botToken: { secret: 'telegram-bot-token' }, chatId: -1001234567890 },
});
