import type { SecretRef } from '../ir/secret.ts';
import { mustBeOneOf, mustBeUrl } from './checks.ts';
import { fields, mainLink, requestTimeout, use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface SlackOptions {
  /** `#platform` or a channel id. An app needs the id, or must be a member of the channel. */
  readonly channel: string;
  /** Address of an incoming webhook: one of this and `appToken`. */
  readonly webhookUrl?: SecretRef;
  /** Bot token of an app that may write messages (`chat:write`): one of this and `webhookUrl`. */
  readonly appToken?: SecretRef;
  /** Where an app posts. Default `https://slack.com/api/chat.postMessage`. */
  readonly apiUrl?: string;
}

const postMessage = 'https://slack.com/api/chat.postMessage';

/** Posts to a Slack channel, through an incoming webhook or as an app. */
export const slack = defineReceiver<SlackOptions>()({
  kind: 'slack',
  key: 'slack_configs',
  since: '0.25',
  options: {
    channel: { kind: 'text', required: true },
    webhookUrl: { kind: 'secret' },
    appToken: { kind: 'secret' },
    apiUrl: { kind: 'text' },
  },
  validate: options => [
    ...mustBeOneOf('slack', { ...options }, 'webhookUrl', 'appToken'),
    ...mustBeUrl('slack', 'apiUrl', options.apiUrl),
  ],
  secrets: options => [options.webhookUrl ?? [], options.appToken ?? []].flat(),
  // The address of a webhook is secret itself; all of Slack's share this host.
  reaches: options => [options.appToken === undefined ? 'https://hooks.slack.com' : (options.apiUrl ?? postMessage)],
  render: (options, context) => ({
    ...(options.webhookUrl === undefined ? {} : { api_url_file: context.secretFile(options.webhookUrl) }),
    // The token goes into the header by hand: the key that takes it exists from 0.30 on, this works everywhere.
    ...(options.appToken === undefined
      ? {}
      : {
          api_url: options.apiUrl ?? postMessage,
          http_config: { authorization: { type: 'Bearer', credentials_file: context.secretFile(options.appToken) } },
        }),
    channel: options.channel,
    color: use('color'),
    title: use('title'),
    title_link: mainLink,
    text: use('slack'),
    fallback: use('title'),
    fields,
    timeout: requestTimeout,
  }),
  example: { channel: '#platform', webhookUrl: { secret: 'slack-webhook-url' } },
});
