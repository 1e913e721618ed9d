import type { SecretRef } from '../ir/secret.ts';
import { mustBeCount, mustBeOneOf, mustBeUrl } from './checks.ts';
import { maxAlerts, requestTimeout } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface WebhookOptions {
  /** Where to post: one of this and `secretUrl`. */
  readonly url?: string;
  /** The same, where the address itself is the password. Its host goes into `host`, for network policies. */
  readonly secretUrl?: SecretRef;
  /** Host behind `secretUrl`: `https://bridge.example.com`. Default: any host on port 443. */
  readonly host?: string;
  /** Bearer token sent with each request. */
  readonly token?: SecretRef;
  /** Alerts per message. Default 10; 0 means all. */
  readonly maxAlerts?: number;
}

/** Posts Alertmanager's JSON to an address: a chat bridge, a freeze gate, a ticket system of your own. */
export const webhook = defineReceiver<WebhookOptions>()({
  kind: 'webhook',
  key: 'webhook_configs',
  since: '0.25',
  options: {
    url: { kind: 'text' },
    secretUrl: { kind: 'secret' },
    host: { kind: 'text' },
    token: { kind: 'secret' },
    maxAlerts: { kind: 'number' },
  },
  validate: options => [
    ...mustBeOneOf('webhook', { ...options }, 'url', 'secretUrl'),
    ...mustBeUrl('webhook', 'url', options.url),
    ...mustBeUrl('webhook', 'host', options.host),
    ...mustBeCount('webhook', 'maxAlerts', options.maxAlerts, 0, 10_000),
  ],
  reaches: options => [options.url ?? options.host ?? 'https://*'],
  secrets: options => [options.secretUrl ?? [], options.token ?? []].flat(),
  render: (options, context) => ({
    ...(options.url === undefined ? {} : { url: options.url }),
    ...(options.secretUrl === undefined ? {} : { url_file: context.secretFile(options.secretUrl) }),
    max_alerts: options.maxAlerts ?? maxAlerts,
    ...(options.token === undefined
      ? {}
      : { http_config: { authorization: { type: 'Bearer', credentials_file: context.secretFile(options.token) } } }),
    timeout: requestTimeout,
  }),
  example: { url: 'https://hooks.example.com/alerts', token: { secret: 'webhook-token' }, maxAlerts: 10 },
});
