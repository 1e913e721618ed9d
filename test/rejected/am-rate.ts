import { withTeam } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A limit that the groups of the channel do not keep. */
export const amRate: Rejection = {
  code: 'AM-RATE',
  catalogue: withTeam({ rateLimit: { receiver: 'platform-notify', max: 2, window: '5m' } }),
  at: ['acme/platform'],
  hint: "Group by fewer labels (grouping: {notify: ['service', 'severity']}), or make the group interval longer.",
};
