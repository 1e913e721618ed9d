import type { SecretRef } from '../ir/secret.ts';
import { mustBeOneOf, mustBeUrl } from './checks.ts';
import { requestTimeout } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface DeadmanOptions {
  /** What is pinged: one of this and `secretUrl`. */
  readonly url?: string;
  /** The same, where whoever knows the address can keep the alarm silent: most services work this way. */
  readonly secretUrl?: SecretRef;
  /** Host behind `secretUrl`: `https://hc.example.com`. Default: any host on port 443. */
  readonly host?: string;
  /** Bearer token sent with each ping. */
  readonly token?: SecretRef;
}

/**
 * Pings a service outside that raises the alarm when it hears nothing: for a stack's `heartbeat`. One alert is enough
 * for a ping, and the end of the watchdog is told by silence.
 */
export const deadman = defineReceiver<DeadmanOptions>()({
  kind: 'deadman',
  key: 'webhook_configs',
  since: '0.25',
  options: {
    url: { kind: 'text' },
    secretUrl: { kind: 'secret' },
    host: { kind: 'text' },
    token: { kind: 'secret' },
  },
  validate: options => [
    ...mustBeOneOf('deadman', { ...options }, 'url', 'secretUrl'),
    ...mustBeUrl('deadman', 'url', options.url),
    ...mustBeUrl('deadman', 'host', options.host),
  ],
  tellsResolved: false,
  tellsSomebody: false,
  reaches: options => [options.url ?? options.host ?? 'https://*'],
  secrets: options => [options.secretUrl ?? [], options.token ?? []].flat(),
  render: (options, context) => ({
    ...(options.url === undefined ? {} : { url: options.url }),
    ...(options.secretUrl === undefined ? {} : { url_file: context.secretFile(options.secretUrl) }),
    max_alerts: 1,
    ...(options.token === undefined
      ? {}
      : { http_config: { authorization: { type: 'Bearer', credentials_file: context.secretFile(options.token) } } }),
    timeout: requestTimeout,
  }),
  example: { secretUrl: { secret: 'heartbeat-url' }, host: 'https://hc.example.com' },
});
