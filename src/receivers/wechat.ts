import type { OptionMistake } from '../ir/options.ts';
import type { SecretRef } from '../ir/secret.ts';
import { mustBeUrl } from './checks.ts';
import { use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface WechatOptions {
  /** Id of the company. */
  readonly corpId: string;
  /** Number of the application. */
  readonly agentId: string;
  /** Secret of the application. */
  readonly apiSecret: SecretRef;
  /** Users, departments or tags, separated by `|`: at least one of the three. */
  readonly toUser?: string;
  readonly toParty?: string;
  readonly toTag?: string;
  /** Address of the API. Default `https://qyapi.weixin.qq.com/cgi-bin/`. */
  readonly apiUrl?: string;
}

const defaultUrl = 'https://qyapi.weixin.qq.com/cgi-bin/';

const recipients = (options: WechatOptions): readonly OptionMistake[] =>
  [options.toUser, options.toParty, options.toTag].every(to => to === undefined)
    ? [
        {
          kind: 'value',
          message: 'wechat() names nobody: it takes one of `toUser`, `toParty` and `toTag`.',
          hint: "Write toParty: '2' for a department, or toUser: '@all'.",
        },
      ]
    : [];

/** Writes to people in WeChat Work. */
export const wechat = defineReceiver<WechatOptions>()({
  kind: 'wechat',
  key: 'wechat_configs',
  // The kind is older, its file for the secret is not.
  since: '0.31',
  options: {
    corpId: { kind: 'text', required: true },
    agentId: { kind: 'text', required: true },
    apiSecret: { kind: 'secret', required: true },
    toUser: { kind: 'text' },
    toParty: { kind: 'text' },
    toTag: { kind: 'text' },
    apiUrl: { kind: 'text' },
  },
  validate: options => [...recipients(options), ...mustBeUrl('wechat', 'apiUrl', options.apiUrl)],
  secrets: options => [options.apiSecret],
  reaches: options => [options.apiUrl ?? defaultUrl],
  render: (options, context) => ({
    api_url: options.apiUrl ?? defaultUrl,
    api_secret_file: context.secretFile(options.apiSecret),
    corp_id: options.corpId,
    agent_id: options.agentId,
    // Left out, Alertmanager would write to a user of its own default.
    to_user: options.toUser ?? '',
    to_party: options.toParty ?? '',
    to_tag: options.toTag ?? '',
    // WeChat cuts a message off after 2048 bytes.
    message: `${use('title')}\n${use('brief')}`,
  }),
  example: {
    corpId: 'ww0123456789abcdef',
    agentId: '1000002',
    apiSecret: { secret: 'wechat-api-secret' },
    toParty: '2',
  },
});
