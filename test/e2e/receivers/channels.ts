import type { KindUse } from '../../../src/catalogue/kind-use.ts';
import * as receiverList from '../../../src/receivers/index.ts';

/** A receiver at the stub, under a name of its own, with the value of each of its secrets. */
export interface Channel {
  readonly use: KindUse;
  readonly secrets: Readonly<Record<string, string>>;
}

const { discord, email, incidentio, jira, mattermost, msteams, opsgenie, pagerduty } = receiverList;
const { pushover, rocketchat, slack, sns, telegram, victorops, webex, webhook, wechat } = receiverList;

/** Every kind of receiver, and each way to use it, by the team whose channel it is. */
export const channels = (stub: string, smtpPort: number): Readonly<Record<string, Channel>> => ({
  console: { use: receiverList.console(), secrets: {} },
  discord: {
    use: discord({ webhookUrl: { secret: 'discord-url' } }),
    secrets: { 'discord-url': `${stub}/discord/api/webhooks/1/discord-token` },
  },
  email: {
    use: email({
      to: 'team@example.com',
      from: 'alerts@example.com',
      smarthost: `127.0.0.1:${smtpPort}`,
      username: 'alerts',
      password: { secret: 'smtp-password' },
    }),
    secrets: { 'smtp-password': 'smtp-hunter2' },
  },
  incidentio: {
    use: incidentio({
      url: `${stub}/incidentio/v2/alert_events/alertmanager/1`,
      token: { secret: 'incidentio-token' },
    }),
    secrets: { 'incidentio-token': 'incidentio-hunter2' },
  },
  jira: {
    use: jira({ url: `${stub}/jira`, project: 'OPS', username: 'alerts@example.com', token: { secret: 'jira-token' } }),
    secrets: { 'jira-token': 'jira-hunter2' },
  },
  mattermost: {
    use: mattermost({ webhookUrl: { secret: 'mattermost-url' }, channel: 'shop' }),
    secrets: { 'mattermost-url': `${stub}/mattermost/hooks/mattermost-token` },
  },
  msteams: {
    use: msteams({ webhookUrl: { secret: 'teams-url' } }),
    secrets: { 'teams-url': `${stub}/msteams/workflows/teams-token` },
  },
  opsgenie: {
    use: opsgenie({ apiKey: { secret: 'opsgenie-key' }, team: 'shop', apiUrl: `${stub}/opsgenie/` }),
    secrets: { 'opsgenie-key': 'opsgenie-hunter2' },
  },
  pagerduty: {
    use: pagerduty({ routingKey: { secret: 'pagerduty-key' }, apiUrl: `${stub}/pagerduty/v2/enqueue` }),
    secrets: { 'pagerduty-key': 'pagerduty-hunter2' },
  },
  pushover: {
    use: pushover({ userKey: { secret: 'pushover-user' }, token: { secret: 'pushover-token' } }),
    secrets: { 'pushover-user': 'pushover-ada', 'pushover-token': 'pushover-hunter2' },
  },
  rocketchat: {
    use: rocketchat({
      url: `${stub}/rocketchat`,
      channel: '#shop',
      token: { secret: 'rocketchat-token' },
      tokenId: { secret: 'rocketchat-id' },
    }),
    secrets: { 'rocketchat-token': 'rocketchat-hunter2', 'rocketchat-id': 'rocketchat-ada' },
  },
  slack: {
    use: slack({ channel: '#shop', webhookUrl: { secret: 'slack-url' } }),
    secrets: { 'slack-url': `${stub}/slack/services/T1/B1/slack-token` },
  },
  'slack-app': {
    use: slack({
      channel: 'C123',
      appToken: { secret: 'slack-app-token' },
      apiUrl: `${stub}/slack-app/api/chat.postMessage`,
    }),
    secrets: { 'slack-app-token': 'slack-hunter2' },
  },
  sns: {
    use: sns({
      topicArn: 'arn:aws:sns:eu-central-1:123456789012:alerts',
      credentials: { secret: 'aws-credentials' },
      apiUrl: `${stub}/sns`,
    }),
    secrets: {
      'aws-credentials': '[default]\naws_access_key_id = sns-ada\naws_secret_access_key = sns-hunter2\n',
    },
  },
  telegram: {
    use: telegram({ botToken: { secret: 'telegram-token' }, chatId: -42, apiUrl: `${stub}/telegram` }),
    secrets: { 'telegram-token': '1:telegram-hunter2' },
  },
  victorops: {
    use: victorops({ apiKey: { secret: 'victorops-key' }, route: 'shop', apiUrl: `${stub}/victorops/alert/` }),
    secrets: { 'victorops-key': 'victorops-hunter2' },
  },
  webex: {
    use: webex({ roomId: 'room', token: { secret: 'webex-token' }, apiUrl: `${stub}/webex/v1/messages` }),
    secrets: { 'webex-token': 'webex-hunter2' },
  },
  webhook: {
    use: webhook({ url: `${stub}/webhook/alerts`, token: { secret: 'webhook-token' } }),
    secrets: { 'webhook-token': 'webhook-hunter2' },
  },
  'webhook-secret': {
    use: webhook({ secretUrl: { secret: 'webhook-url' } }),
    secrets: { 'webhook-url': `${stub}/webhook-secret/hunter2` },
  },
  wechat: {
    use: wechat({
      corpId: 'corp',
      agentId: '7',
      apiSecret: { secret: 'wechat-secret' },
      toParty: '2',
      apiUrl: `${stub}/wechat/`,
    }),
    secrets: { 'wechat-secret': 'wechat-hunter2' },
  },
});
