import { describe, expect, test } from 'vitest';
import { receivers } from '../../src/receivers/registry.ts';

/** What a kind says about options, each as `message | hint`. */
const said = (kind: string, change: Readonly<Record<string, unknown>>): readonly string[] => {
  const receiver = receivers.get(kind);
  if (receiver === undefined) throw new Error(`there is no receiver ${kind}`);
  return receiver.mistakes(change).map(({ message, hint }) => (hint === undefined ? message : `${message} | ${hint}`));
};

const secret = { secret: 'name' };
const mail = { to: 'a@example.com', from: 'b@example.com', smarthost: 'smtp.example.com:587' };
const urlHint = 'Write it with its scheme: https://example.com/path.';

describe('options that cannot work are refused with the way out:', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['console', { maxAlerts: 'ten' }, 'Option `maxAlerts` of console() must be a number.'],
    ['deadman', {}, 'deadman() takes one of `url` and `secretUrl`. | Give it url or secretUrl.'],
    [
      'deadman',
      { url: 'https://a.example', secretUrl: secret },
      'deadman() takes only one of `url` and `secretUrl`. | Leave out url or secretUrl.',
    ],
    [
      'discord',
      {},
      "discord() needs `webhookUrl`: a secret's name, `secret('name')`. | Add webhookUrl: secret('…') with the name of a file or Kubernetes Secret.",
    ],
    [
      'email',
      { ...mail, smarthost: 'smtp.example.com' },
      '`smarthost` of email() must be host:port, not "smtp.example.com". | Write smtp.example.com:587.',
    ],
    [
      'email',
      { ...mail, to: 'nobody' },
      '`to` of email() must be a mail address, not "nobody". | Write team@example.com.',
    ],
    [
      'email',
      { ...mail, username: 'a' },
      "email() takes `username` and `password` together, or neither. | Write username: 'alerts@example.com', password: secret('smtp-password').",
    ],
    [
      'email',
      { ...mail, username: 'a', password: secret, requireTls: false },
      'email() with `requireTls: false` would send the password unencrypted, which Alertmanager refuses. | Leave out requireTls, or leave out username and password.',
    ],
    [
      'incidentio',
      { url: 'api.incident.io', token: secret },
      `\`url\` of incidentio() must be an http or https address, not "api.incident.io". | ${urlHint}`,
    ],
    [
      'jira',
      { url: 'https://a.example', project: 'OPS', username: 'a' },
      "jira() needs `token`: a secret's name, `secret('name')`. | Add token: secret('…') with the name of a file or Kubernetes Secret.",
    ],
    [
      'mattermost',
      { webhookUrl: secret, host: 'chat' },
      `\`host\` of mattermost() must be an http or https address, not "chat". | ${urlHint}`,
    ],
    [
      'msteams',
      { webhookUrl: secret, host: 'x' },
      `\`host\` of msteams() must be an http or https address, not "x". | ${urlHint}`,
    ],
    [
      'opsgenie',
      { apiKey: secret, apiUrl: 'eu' },
      `\`apiUrl\` of opsgenie() must be an http or https address, not "eu". | ${urlHint}`,
    ],
    [
      'pagerduty',
      { routingKey: secret, apiUrl: 'eu' },
      `\`apiUrl\` of pagerduty() must be an http or https address, not "eu". | ${urlHint}`,
    ],
    [
      'pushover',
      { userKey: secret },
      "pushover() needs `token`: a secret's name, `secret('name')`. | Add token: secret('…') with the name of a file or Kubernetes Secret.",
    ],
    [
      'rocketchat',
      { url: 'chat', channel: '#a', token: secret, tokenId: secret },
      `\`url\` of rocketchat() must be an http or https address, not "chat". | ${urlHint}`,
    ],
    ['slack', { channel: '#a' }, 'slack() takes one of `webhookUrl` and `appToken`. | Give it webhookUrl or appToken.'],
    [
      'slack',
      { channel: '#a', webhookUrl: secret, appToken: secret },
      'slack() takes only one of `webhookUrl` and `appToken`. | Leave out webhookUrl or appToken.',
    ],
    [
      'sns',
      { topicArn: 'alerts' },
      '`topicArn` of sns() must be the ARN of a topic, not "alerts". | Write arn:aws:sns:eu-central-1:123456789012:alerts.',
    ],
    [
      'telegram',
      { botToken: secret, chatId: 0.5 },
      '`chatId` of telegram() must be a whole number other than 0, not 0.5. | Add the bot to the chat and read chat.id from getUpdates.',
    ],
    ['victorops', { apiKey: secret }, "victorops() needs `route`: a non-empty string. | Add route: '…'."],
    [
      'webex',
      { roomId: 'a', token: secret, apiUrl: 'x' },
      `\`apiUrl\` of webex() must be an http or https address, not "x". | ${urlHint}`,
    ],
    [
      'webhook',
      { url: 'ftp://a' },
      `\`url\` of webhook() must be an http or https address, not "ftp://a". | ${urlHint}`,
    ],
    [
      'webhook',
      { url: 'https://a.example', maxAlerts: -1 },
      '`maxAlerts` of webhook() must be a whole number from 0 to 10000, not -1. | Write maxAlerts: 0, or a larger number.',
    ],
    [
      'wechat',
      { corpId: 'a', agentId: '1', apiSecret: secret },
      "wechat() names nobody: it takes one of `toUser`, `toParty` and `toTag`. | Write toParty: '2' for a department, or toUser: '@all'.",
    ],
  ])('%s(%o)', (kind, options, message) => {
    expect(said(kind, options)).toEqual([message]);
  });

  test('every kind has a case', () => {
    const tried = ['console', 'deadman', 'discord', 'email', 'incidentio', 'jira', 'mattermost', 'msteams', 'opsgenie'];
    tried.push(
      'pagerduty',
      'pushover',
      'rocketchat',
      'slack',
      'sns',
      'telegram',
      'victorops',
      'webex',
      'webhook',
      'wechat',
    );
    expect([...receivers.keys()]).toEqual(tried);
  });
});

describe('options that look odd and are right:', () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['console', {}],
    ['email', { ...mail, to: 'A team <a@example.com>, b@example.com' }],
    ['email', { ...mail, requireTls: false }],
    ['email', { ...mail, smarthost: 'localhost:25', username: 'a', password: secret, requireTls: false }],
    ['sns', { topicArn: 'arn:aws-cn:sns:cn-north-1:123456789012:alerts.fifo' }],
    ['telegram', { botToken: secret, chatId: -1001234567890, topicId: 7 }],
    ['webhook', { url: 'http://bridge:8080', maxAlerts: 0 }],
  ])('%s(%o)', (kind, options) => {
    expect(said(kind, options)).toEqual([]);
  });
});
