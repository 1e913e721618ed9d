import { expect } from 'vitest';

/** Title of the message about the one alert of the run. */
export const title = '[FIRING:1] TillSlow of till';
export const headline = `${title}: The till is slow.`;
/** How its plain text begins. */
export const text = /^WARNING: The till is slow\.\nA payment takes 3 s\.\nFirst: Restart the till\.\nRunbook: https:/;
const markdown = /^\*\*WARNING\*\* The till is slow\.\n\nA payment takes 3 s\.\n\n\*\*First:\*\* Restart the till\./;
const attachment = {
  title,
  title_link: 'https://grafana.example.com/d/till',
  color: '#f2a33a',
  fields: ['warning', 'P2', 'till']
    .map(value => expect.objectContaining({ value, short: true }))
    .concat(expect.anything()),
};
const markup = expect.stringMatching(
  /^\*WARNING\* The till is slow\.\nA payment takes 3 s\.\n\*First:\* Restart the till\./,
);

/** A request that a service must get. */
interface Expectation {
  readonly name: string;
  readonly path: string | RegExp;
  readonly headers?: Readonly<Record<string, unknown>>;
  /** What the body holds, as JSON. */
  readonly body: unknown;
}

/** What the services get that take one request with JSON. */
export const expectations: readonly Expectation[] = [
  {
    name: 'deadman',
    path: '/ping',
    body: { version: '4', receiver: 'heartbeat', status: 'firing', truncatedAlerts: 0 },
  },
  {
    // The small server's own path: `alerts` is its first segment here.
    name: 'alerts',
    path: '',
    body: { version: '4', receiver: 'console-notify', status: 'firing', alerts: [{ labels: { team: 'console' } }] },
  },
  {
    name: 'discord',
    path: '/api/webhooks/1/discord-token',
    body: { embeds: [{ title, description: expect.stringMatching(markdown) }] },
  },
  {
    name: 'incidentio',
    path: '/v2/alert_events/alertmanager/1',
    headers: { authorization: 'Bearer incidentio-hunter2' },
    body: { status: 'firing', alerts: [{ labels: { team: 'incidentio' } }], truncatedAlerts: 0 },
  },
  {
    name: 'mattermost',
    path: '/hooks/mattermost-token',
    body: {
      channel: 'shop',
      attachments: [{ ...attachment, fallback: title, text: expect.stringMatching(markdown) }],
    },
  },
  {
    name: 'msteams',
    path: '/workflows/teams-token',
    body: {
      type: 'message',
      attachments: [
        { content: { type: 'AdaptiveCard', body: [{ text: title }, { text: expect.stringMatching(markdown) }] } },
      ],
    },
  },
  {
    name: 'opsgenie',
    path: '/v2/alerts',
    headers: { authorization: 'GenieKey opsgenie-hunter2' },
    body: {
      message: headline,
      description: expect.stringMatching(text),
      priority: 'P3',
      entity: 'till',
      responders: [{ type: 'team', name: 'shop' }],
      details: { severity: 'warning', priority: 'P2', service: 'till', team: 'opsgenie' },
    },
  },
  {
    name: 'pagerduty',
    path: '/v2/enqueue',
    body: {
      routing_key: 'pagerduty-hunter2',
      event_action: 'trigger',
      payload: {
        summary: headline,
        severity: 'warning',
        class: 'TillSlow',
        component: 'till',
        group: 'pagerduty',
        custom_details: { firing: expect.stringMatching(/^1 firing\nWARNING: The till is slow\.\n/), service: 'till' },
      },
      links: [
        { href: 'https://runbooks.example.com/slow.md', text: 'Runbook' },
        { href: 'https://grafana.example.com/d/till', text: 'Dashboard' },
      ],
    },
  },
  {
    name: 'rocketchat',
    path: '/api/v1/chat.postMessage',
    headers: { 'x-auth-token': 'rocketchat-hunter2', 'x-user-id': 'rocketchat-ada' },
    body: { channel: '#shop', attachments: [{ ...attachment, text: expect.stringMatching(text) }] },
  },
  {
    name: 'slack',
    path: '/services/T1/B1/slack-token',
    body: { channel: '#shop', attachments: [{ ...attachment, fallback: title, text: markup }] },
  },
  {
    name: 'slack-app',
    path: '/api/chat.postMessage',
    headers: { authorization: 'Bearer slack-hunter2' },
    body: { channel: 'C123', attachments: [{ ...attachment, fallback: title, text: markup }] },
  },
  {
    name: 'telegram',
    path: '/bot1:telegram-hunter2/sendMessage',
    body: { chat_id: '-42', text: expect.stringContaining(`${title}\n\nWARNING: The till is slow.\n`) },
  },
  {
    name: 'victorops',
    path: '/alert/victorops-hunter2/shop',
    body: {
      message_type: 'WARNING',
      entity_display_name: headline,
      state_message: expect.stringMatching(text),
      service: 'till',
    },
  },
  {
    name: 'webex',
    path: '/v1/messages',
    headers: { authorization: 'Bearer webex-hunter2' },
    body: { roomId: 'room', markdown: expect.stringContaining(`**${title}**\n\n**WARNING** The till is slow.`) },
  },
  {
    name: 'webhook',
    path: '/alerts',
    headers: { authorization: 'Bearer webhook-hunter2' },
    body: {
      version: '4',
      receiver: 'webhook-notify',
      status: 'firing',
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'TillSlow', team: 'webhook', severity: 'warning' },
          annotations: { summary: 'The till is slow.', action: 'Restart the till.' },
        },
      ],
      truncatedAlerts: 0,
    },
  },
];
