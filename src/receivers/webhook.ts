import type { SecretRef } from '../ir/secret.ts';
import { defineReceiver } from './receiver.ts';

export interface WebhookOptions {
  readonly url: string;
  /** Bearer token sent with each request. */
  readonly token?: SecretRef;
  /** Alerts per message. Default 10; 0 means all. */
  readonly maxAlerts?: number;
}

/** Posts Alertmanager's JSON to a URL: a chat bridge, a freeze gate, a heartbeat monitor. */
export const webhook = defineReceiver<WebhookOptions>()({
  kind: 'webhook',
  key: 'webhook_configs',
  since: '0.25',
  options: {
    url: { kind: 'text', required: true },
    token: { kind: 'secret' },
    maxAlerts: { kind: 'number' },
  },
  validate: options =>
    /^https?:\/\/[^\s/]+/.test(options.url)
      ? []
      : [{ kind: 'value', message: `\`url\` of webhook() must be an http or https address, not "${options.url}".` }],
  reaches: options => [options.url],
  secrets: options => (options.token === undefined ? [] : [options.token]),
  render: (options, context) => ({
    url: options.url,
    max_alerts: options.maxAlerts ?? 10,
    ...(options.token === undefined
      ? {}
      : { http_config: { authorization: { type: 'Bearer', credentials_file: context.secretFile(options.token) } } }),
  }),
  example: { url: 'https://hooks.example.com/alerts', token: { secret: 'webhook-token' }, maxAlerts: 10 },
});
