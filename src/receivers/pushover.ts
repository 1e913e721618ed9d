import type { SecretRef } from '../ir/secret.ts';
import { bySeverity, mainLink, use } from './messages.ts';
import { defineReceiver } from './receiver.ts';

export interface PushoverOptions {
  /** Key of a user or of a group. */
  readonly userKey: SecretRef;
  /** Token of the application. */
  readonly token: SecretRef;
}

/** Notifies telephones through Pushover; a critical alert is repeated every minute until somebody confirms it. */
export const pushover = defineReceiver<PushoverOptions>()({
  kind: 'pushover',
  key: 'pushover_configs',
  since: '0.26',
  options: { userKey: { kind: 'secret', required: true }, token: { kind: 'secret', required: true } },
  secrets: options => [options.userKey, options.token],
  // Alertmanager knows no other address.
  reaches: () => ['https://api.pushover.net'],
  render: (options, context) => ({
    user_key_file: context.secretFile(options.userKey),
    token_file: context.secretFile(options.token),
    title: use('title'),
    message: use('brief'),
    url: mainLink,
    url_title: 'Dashboard',
    // 2 must be confirmed, 1 sounds in quiet hours as well, -1 makes no sound.
    priority: bySeverity({ resolved: '0', critical: '2', warning: '0', info: '-1' }),
    retry: '1m',
    expire: '1h',
  }),
  example: { userKey: { secret: 'pushover-user-key' }, token: { secret: 'pushover-token' } },
});
