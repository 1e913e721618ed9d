import { withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A receiver that the targeted Alertmanager does not have. */
export const version: Rejection = {
  code: 'VERSION',
  catalogue: withTeam({
    mail: { kind: 'mattermost', options: { webhookUrl: { secret: 'mattermost-webhook-url' } } },
  }),
  versions: { alertmanager: '0.28.1' },
  at: ['acme/platform'],
  hint: 'Raise versions.alertmanager.',
  with: ['VERSION-DROP'],
};
