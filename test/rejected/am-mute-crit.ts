import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** Critical alerts for a crew that has weekends. */
export const amMuteCrit: Rejection = {
  code: 'AM-MUTE-CRIT',
  catalogue: withStack({
    hours: [{ id: 'office', timezone: 'Europe/Kyiv', spans: [{ weekdays: ['monday:friday'] }] }],
    routes: [
      {
        id: 'day-crew',
        to: { kind: 'webhook', options: { url: 'https://hooks.example.com' } },
        when: { severity: ['critical'] },
        during: ['office'],
      },
    ],
  }),
  at: ['acme/day-crew'],
  hint: 'Leave critical alerts out of it, or add a channel for them that never sleeps.',
};
