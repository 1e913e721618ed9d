import { withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A Slack receiver without a channel. */
export const option: Rejection = {
  code: 'OPTION',
  catalogue: withTeam({ notify: { kind: 'slack', options: { webhookUrl: { secret: 'slack-webhook-url' } } } }),
  at: ['acme/platform'],
  hint: "Add channel: '…'.",
};
