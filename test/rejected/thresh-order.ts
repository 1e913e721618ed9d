import { withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A warning about connections that comes after the page about them. */
export const threshOrder: Rejection = {
  code: 'THRESH-ORDER',
  catalogue: withService({
    uses: [
      {
        kind: 'postgres',
        options: {
          host: 'app-db',
          database: 'app',
          user: 'monitor',
          password: { secret: 'postgres-monitor-password' },
          alerts: { PostgresConnectionsHigh: { threshold: 0.97 } },
        },
      },
    ],
  }),
  at: ['acme/api'],
  hint: 'Put the threshold of `PostgresConnectionsHigh` below 0.95, or raise the severity of the one that comes first.',
};
