import { api, withService } from '../accepted/base.ts';
import type { Rejection } from './rejection.ts';

/** One series that two rules record. */
export const recordDup: Rejection = {
  code: 'RECORD-DUP',
  catalogue: withService({
    records: api.records.flatMap(record => [record, { ...record, id: 'again' }]),
  }),
  at: ['acme/api/requests'],
  hint: 'Remove one of them; the other is at acme/api/again.',
};
