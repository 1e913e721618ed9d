import { api, base, platform } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A service of a team that no message can reach. */
export const amUnrouted: Rejection = {
  code: 'AM-UNROUTED',
  catalogue: {
    ...base,
    teams: [platform, { id: 'shop', timezone: platform.timezone }],
    services: [
      {
        id: 'shop-api',
        owner: 'shop',
        runbooks: api.runbooks,
        alerts: [{ ...api.alerts[0], expr: 'up == 0', severity: 'info' }],
      },
    ],
  },
  at: ['acme/shop'],
  hint: 'Give the team `shop` a channel: page for critical, notify for critical and warning, mail for warning and info.',
};
