/**
 * How the entries of Alertmanager's receivers become the options of ours: one line per option. What an entry has beside
 * them is the text of messages, and is reported.
 *
 * @module
 */

/** An option and the key that it is read from. */
interface KeyMap {
  readonly option: string;
  readonly key: string;
  /** The key of `global` that stands in for it. */
  readonly fallback?: string;
  /** `team`: the one team among the responders. Default text. */
  readonly type?: 'text' | 'number' | 'flag' | 'team';
  /** What Alertmanager takes when nothing is said, where ours is something else. */
  readonly otherwise?: number;
  /** It means this only beside that option. */
  readonly onlyWith?: string;
}

/** A credential: the key, or the key with `_file`. */
interface SecretMap extends Pick<KeyMap, 'option' | 'key' | 'fallback'> {
  /** What its secret is called after: `slack-webhook-url`. */
  readonly name: string;
  /** It means this only without that option. */
  readonly unless?: string;
  /** The option that takes the host of a secret address. */
  readonly host?: string;
  /** The option that takes an address in which nothing is secret. */
  readonly plain?: string;
}

/** Where in `http_config` a credential may stand. */
type Authorization = 'bearer' | 'basic';

export interface EntryKind {
  /** Ours. */
  readonly kind: string;
  readonly options: readonly KeyMap[];
  readonly secrets: readonly SecretMap[];
  /** How the credential in `http_config` is given, and the options that take it. */
  readonly authorization?: {
    readonly scheme: Authorization;
    readonly option: string;
    readonly username?: string;
    readonly name: string;
  };
  /** A map inside of the entry with options and a credential of its own; `ignored` says nothing that ours needs. */
  readonly section?: {
    readonly key: string;
    readonly options: readonly KeyMap[];
    readonly secret: SecretMap;
    readonly ignored: readonly string[];
  };
  /** Options without which nobody is told: one of each list. */
  readonly needs: readonly (readonly string[])[];
  /** Whether Alertmanager tells of the end of alerts unless the entry says otherwise. */
  readonly tellsResolved: boolean;
}

const text = (option: string, key: string, fallback?: string): KeyMap => ({
  option,
  key,
  ...(fallback === undefined ? {} : { fallback }),
});
const secret = (option: string, key: string, name: string, fallback?: string): SecretMap => ({
  ...text(option, key, fallback),
  name,
});

/** By the key of the list in a receiver. */
export const entryKinds: Readonly<Record<string, EntryKind>> = {
  discord_configs: {
    kind: 'discord',
    options: [],
    secrets: [secret('webhookUrl', 'webhook_url', 'discord-webhook-url')],
    needs: [['webhookUrl']],
    tellsResolved: true,
  },
  email_configs: {
    kind: 'email',
    options: [
      text('to', 'to'),
      text('from', 'from', 'smtp_from'),
      text('smarthost', 'smarthost', 'smtp_smarthost'),
      text('username', 'auth_username', 'smtp_auth_username'),
      { ...text('requireTls', 'require_tls', 'smtp_require_tls'), type: 'flag' },
    ],
    secrets: [secret('password', 'auth_password', 'smtp-password', 'smtp_auth_password')],
    needs: [['to'], ['from'], ['smarthost']],
    tellsResolved: false,
  },
  incidentio_configs: {
    kind: 'incidentio',
    options: [text('url', 'url')],
    secrets: [secret('token', 'alert_source_token', 'incidentio-token')],
    authorization: { scheme: 'bearer', option: 'token', name: 'incidentio-token' },
    needs: [['url'], ['token']],
    tellsResolved: true,
  },
  jira_configs: {
    kind: 'jira',
    options: [
      text('url', 'api_url', 'jira_api_url'),
      text('project', 'project'),
      text('issueType', 'issue_type'),
      text('resolveTransition', 'resolve_transition'),
      text('reopenTransition', 'reopen_transition'),
    ],
    secrets: [],
    authorization: { scheme: 'basic', option: 'token', username: 'username', name: 'jira-api-token' },
    needs: [['url'], ['project'], ['username'], ['token']],
    tellsResolved: true,
  },
  mattermost_configs: {
    kind: 'mattermost',
    options: [text('channel', 'channel')],
    secrets: [
      {
        ...secret('webhookUrl', 'webhook_url', 'mattermost-webhook-url', 'mattermost_webhook_url'),
        host: 'host',
      },
    ],
    needs: [['webhookUrl']],
    tellsResolved: true,
  },
  msteams_configs: {
    kind: 'msteams',
    options: [],
    secrets: [{ ...secret('webhookUrl', 'webhook_url', 'teams-webhook-url'), host: 'host' }],
    needs: [['webhookUrl']],
    tellsResolved: true,
  },
  msteamsv2_configs: {
    kind: 'msteams',
    options: [],
    secrets: [{ ...secret('webhookUrl', 'webhook_url', 'teams-webhook-url'), host: 'host' }],
    needs: [['webhookUrl']],
    tellsResolved: true,
  },
  opsgenie_configs: {
    kind: 'opsgenie',
    options: [text('apiUrl', 'api_url', 'opsgenie_api_url'), { ...text('team', 'responders'), type: 'team' }],
    secrets: [secret('apiKey', 'api_key', 'opsgenie-api-key', 'opsgenie_api_key')],
    needs: [['apiKey']],
    tellsResolved: true,
  },
  pagerduty_configs: {
    kind: 'pagerduty',
    options: [text('apiUrl', 'url', 'pagerduty_url')],
    secrets: [secret('routingKey', 'routing_key', 'pagerduty-routing-key')],
    needs: [['routingKey']],
    tellsResolved: true,
  },
  pushover_configs: {
    kind: 'pushover',
    options: [],
    secrets: [secret('userKey', 'user_key', 'pushover-user-key'), secret('token', 'token', 'pushover-token')],
    needs: [['userKey'], ['token']],
    tellsResolved: true,
  },
  rocketchat_configs: {
    kind: 'rocketchat',
    options: [text('url', 'api_url', 'rocketchat_api_url'), text('channel', 'channel')],
    secrets: [
      secret('token', 'token', 'rocketchat-token', 'rocketchat_token'),
      secret('tokenId', 'token_id', 'rocketchat-token-id', 'rocketchat_token_id'),
    ],
    needs: [['url'], ['channel'], ['token'], ['tokenId']],
    tellsResolved: false,
  },
  slack_configs: {
    kind: 'slack',
    options: [
      text('channel', 'channel'),
      { ...text('apiUrl', 'api_url'), onlyWith: 'appToken' },
      { ...text('apiUrl', 'app_url', 'slack_app_url'), onlyWith: 'appToken' },
    ],
    secrets: [
      secret('appToken', 'app_token', 'slack-app-token', 'slack_app_token'),
      { ...secret('webhookUrl', 'api_url', 'slack-webhook-url', 'slack_api_url'), unless: 'appToken' },
    ],
    authorization: { scheme: 'bearer', option: 'appToken', name: 'slack-app-token' },
    needs: [['channel'], ['webhookUrl', 'appToken']],
    tellsResolved: false,
  },
  sns_configs: {
    kind: 'sns',
    options: [text('topicArn', 'topic_arn'), text('apiUrl', 'api_url')],
    secrets: [],
    section: {
      key: 'sigv4',
      options: [text('profile', 'profile'), text('roleArn', 'role_arn')],
      secret: secret('credentials', 'secret_key', 'aws-credentials'),
      // The region is in the name of the topic; the key goes into the file of the secret.
      ignored: ['region', 'access_key'],
    },
    needs: [['topicArn']],
    tellsResolved: true,
  },
  telegram_configs: {
    kind: 'telegram',
    options: [
      { option: 'chatId', key: 'chat_id', type: 'number' },
      { option: 'topicId', key: 'message_thread_id', type: 'number' },
      text('apiUrl', 'api_url', 'telegram_api_url'),
    ],
    secrets: [secret('botToken', 'bot_token', 'telegram-bot-token', 'telegram_bot_token')],
    needs: [['botToken'], ['chatId']],
    tellsResolved: true,
  },
  victorops_configs: {
    kind: 'victorops',
    options: [text('route', 'routing_key'), text('apiUrl', 'api_url', 'victorops_api_url')],
    secrets: [secret('apiKey', 'api_key', 'victorops-api-key', 'victorops_api_key')],
    needs: [['apiKey'], ['route']],
    tellsResolved: true,
  },
  webex_configs: {
    kind: 'webex',
    options: [text('roomId', 'room_id'), text('apiUrl', 'api_url', 'webex_api_url')],
    secrets: [],
    authorization: { scheme: 'bearer', option: 'token', name: 'webex-bot-token' },
    needs: [['roomId'], ['token']],
    tellsResolved: true,
  },
  webhook_configs: {
    kind: 'webhook',
    options: [{ option: 'maxAlerts', key: 'max_alerts', type: 'number', otherwise: 0 }],
    secrets: [{ ...secret('secretUrl', 'url', 'webhook-url'), host: 'host', plain: 'url' }],
    authorization: { scheme: 'bearer', option: 'token', name: 'webhook-token' },
    needs: [['secretUrl', 'url']],
    tellsResolved: true,
  },
  wechat_configs: {
    kind: 'wechat',
    options: [
      text('corpId', 'corp_id', 'wechat_api_corp_id'),
      text('agentId', 'agent_id'),
      text('toUser', 'to_user'),
      text('toParty', 'to_party'),
      text('toTag', 'to_tag'),
      text('apiUrl', 'api_url', 'wechat_api_url'),
    ],
    secrets: [secret('apiSecret', 'api_secret', 'wechat-api-secret', 'wechat_api_secret')],
    needs: [['corpId'], ['agentId'], ['apiSecret'], ['toUser', 'toParty', 'toTag']],
    tellsResolved: false,
  },
};
