import { withStack } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** A pattern that looks ahead. */
export const relabelRegex: Rejection = {
  code: 'RELABEL-REGEX',
  catalogue: withStack({
    scrapeJobs: [
      {
        id: 'fleet',
        discover: { kind: 'static', addresses: ['db.example.com:9100'] },
        relabel: [{ kind: 'keepWhere', from: { name: '__address__' }, matches: '(?!test).*' }],
      },
    ],
  }),
  at: ['acme/fleet'],
  hint: 'Write it without look-around, back references and flags other than i, m, s and U.',
};
